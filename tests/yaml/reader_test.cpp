#include "yaml/reader.hpp"

#include <gtest/gtest.h>

#include "base/json_text.hpp"

namespace nsmkit::yaml {
namespace {

std::vector<Element> read_all(const std::string& text, const Limits& limits = {}) {
  base::TextSource source(text);
  Reader reader(source, limits);
  std::vector<Element> elements;
  while (auto element = reader.next()) {
    elements.push_back(std::move(*element));
  }
  return elements;
}

std::vector<Element> read_streaming(const std::string& text) {
  base::TextSource source(text);
  const TopLevelKinds kinds = TopLevelKinds::scan(source);
  Reader reader(source, Limits(), &kinds);
  std::vector<Element> elements;
  while (auto element = reader.next()) {
    elements.push_back(std::move(*element));
  }
  return elements;
}

std::string shown(const base::Position& position) {
  return std::to_string(position.line) + ":" + std::to_string(position.column);
}

Problem only_problem(const std::string& text, const Limits& limits = {}) {
  const auto elements = read_all(text, limits);
  EXPECT_FALSE(elements.empty());
  EXPECT_EQ(elements.back().type, ElementType::kBroken) << text;
  return elements.back().problem.value_or(Problem());
}

TEST(Reader, GivesEveryNodeItsPosition) {
  const auto elements = read_all("spec:\n  'a b': 1\n  list:\n  - x\n  - {k: é, m: off}\n");
  const SourceMap& map = elements.at(0).map;
  EXPECT_EQ(shown(map.value("")), "1:1");
  EXPECT_EQ(shown(map.key("/spec/a b")), "2:3");
  EXPECT_EQ(shown(map.value("/spec/a b")), "2:10");
  EXPECT_EQ(shown(map.value("/spec/list/0")), "4:5");
  EXPECT_EQ(shown(map.key("/spec/list/0")), "4:5");
  EXPECT_EQ(shown(map.value("/spec/list/1/m")), "5:15");
  EXPECT_EQ(map.text("/spec/list/1/m"), "off");
  EXPECT_EQ(map.text("/spec/list/1/k"), std::nullopt);
}

TEST(Reader, FallsBackToTheNearestNodeThatExists) {
  const auto elements = read_all("a:\n  b: 1\n");
  EXPECT_EQ(shown(elements.at(0).map.value("/a/c/d")), "2:3");
  EXPECT_EQ(elements.at(0).map.text("/a/c"), std::nullopt);
}

TEST(Reader, FindsNodesAmongMany) {
  std::string text = "list:\n";
  for (int i = 0; i < 1000; ++i) {
    text += "- k" + std::to_string(i) + ": x\n";
  }
  text += "map:\n";
  for (int i = 0; i < 1000; ++i) {
    text += "  k" + std::to_string(i % 999) + ": x\n";
  }
  const auto elements = read_all(text);
  const SourceMap& map = elements.at(0).map;
  EXPECT_EQ(shown(map.value("/list/999/k999")), "1001:9");
  EXPECT_EQ(shown(map.key("/list/3/k3")), "5:3");
  EXPECT_EQ(shown(map.key("/map/k998")), "2001:3");
  EXPECT_EQ(shown(map.key("/map/k0")), "2002:3");
  EXPECT_EQ(shown(map.value("/list/1000")), "2:1");
}

TEST(Reader, CountsColumnsInCodePoints) {
  const auto elements = read_all("{\"é😀\": [1, \"ü\", 2]}");
  EXPECT_EQ(shown(elements.at(0).map.value("/é😀/2")), "1:17");
  const auto yaml = read_all("é😀: [1, ü, 2]\n");
  EXPECT_EQ(shown(yaml.at(0).map.value("/é😀/2")), "1:12");
}

TEST(Reader, ReportsBothPlacesOfADuplicateKey) {
  const auto elements = read_all("a: {x: 1}\nb:\n  x: 1\n  y: 2\n  x: 3\n");
  ASSERT_EQ(elements.at(0).notes.size(), 1U);
  const Problem& note = elements[0].notes[0];
  EXPECT_EQ(note.type, ProblemType::kDuplicateKey);
  EXPECT_EQ(shown(note.position), "5:3");
  EXPECT_EQ(shown(note.other), "3:3");
  EXPECT_EQ(elements[0].value["b"]["x"], 3);
  EXPECT_EQ(shown(elements[0].map.value("/b/x")), "5:6");
}

TEST(Reader, TellsCollidingKeysFromDuplicates) {
  const auto elements = read_all("1: a\n'1': b\n");
  ASSERT_EQ(elements.at(0).notes.size(), 1U);
  EXPECT_EQ(elements[0].notes[0].type, ProblemType::kKeyCollision);
}

TEST(Reader, MergesInTheOrderOfTheText) {
  EXPECT_EQ(base::json_text(read_all("k: 1\n<<: {k: 2, l: 3}\n").at(0).value), R"({"k":2,"l":3})");
  EXPECT_EQ(base::json_text(read_all("<<: {k: 2, l: 3}\nk: 1\n").at(0).value), R"({"k":1,"l":3})");
  EXPECT_EQ(
      base::json_text(read_all("a: &a {k: 1}\nb: &b {k: 2, z: 3}\nc: {<<: [*a, *b]}\n").at(0).value["c"]),
      R"({"k":1,"z":3})");
}

TEST(Reader, PositionsOfAliasedNodesAreThoseOfTheAnchor) {
  const auto elements = read_all("a: &x\n  k: off\nb: *x\n");
  EXPECT_EQ(shown(elements.at(0).map.value("/b/k")), "2:6");
  EXPECT_EQ(shown(elements.at(0).map.key("/b")), "3:1");
}

TEST(Reader, ReadsDocumentsUpToASyntaxError) {
  const auto elements = read_all("a: 1\n---\nb: 2\n---\nc: [1\nd: 2\n");
  ASSERT_EQ(elements.size(), 3U);
  EXPECT_EQ(elements[1].document, 1U);
  EXPECT_EQ(elements[2].type, ElementType::kBroken);
  EXPECT_EQ(elements[2].document, 2U);
  EXPECT_EQ(elements[2].problem->position.line, 6U);
}

TEST(Reader, GoesOnAfterADocumentThatHasNoJson) {
  const auto elements = read_all("a: .inf\n---\nb: 2\n");
  ASSERT_EQ(elements.size(), 2U);
  EXPECT_EQ(elements[0].problem->type, ProblemType::kBadValue);
  EXPECT_EQ(elements[1].type, ElementType::kDocument);
}

TEST(Reader, SaysWhenTheTextStopsInsideAValue) {
  EXPECT_EQ(only_problem("a: \"b\n").type, ProblemType::kCutOff);
  EXPECT_EQ(only_problem("a: [1, 2").type, ProblemType::kCutOff);
  EXPECT_EQ(only_problem("{\"a\": [1, 2").type, ProblemType::kCutOff);
  EXPECT_EQ(only_problem("a: b: c\n").type, ProblemType::kSyntax);
}

TEST(Reader, ReadsJsonAsKubectlDoes) {
  EXPECT_EQ(base::json_text(
                read_all(R"({"a":"\ud83d\ude00\u00e9\/\ud800","b":[1.0,-0,1e2,true,null]})").at(0).value),
            "{\"a\":\"😀é/\uFFFD\",\"b\":[1,0,100,true,null]}");
  EXPECT_EQ(read_all("{\"a\":1}\n{\"a\":2}").size(), 2U);
  EXPECT_EQ(read_all("{\"a\":1}\n---\n{\"a\":2}\n").size(), 2U);
  EXPECT_EQ(read_all(R"({"a":1,"a":2})").at(0).notes.size(), 1U);
}

TEST(Reader, NotesYamlThatKubectlTakesForJson) {
  const auto elements = read_all("{a: 1}\n");
  ASSERT_EQ(elements.at(0).notes.size(), 1U);
  EXPECT_EQ(elements[0].notes[0].type, ProblemType::kNotJson);
}

TEST(Reader, RefusesWhatGoYamlRefusesAndLibyamlTakes) {
  EXPECT_EQ(only_problem("a: \"x\\/y\"\n").type, ProblemType::kSyntax);
  EXPECT_EQ(only_problem("a: [/api?x]\n").type, ProblemType::kSyntax);
  EXPECT_EQ(only_problem("a: 1\n\xEF\xBB\xBF"
                         "b: 2\n")
                .type,
            ProblemType::kSyntax);
  EXPECT_EQ(read_all("a: |\n  x\\/y\n").at(0).value["a"], "x\\/y\n");
  EXPECT_EQ(read_all("a: '/api?x'\nb: /api?x\n").at(0).type, ElementType::kDocument);
}

TEST(Reader, CountsComments) {
  const std::string text = "# one\na: 1 # two\nb: '# no' \nc: |\n  # no\n# three\nd: x#no\n";
  base::TextSource source(text);
  Reader reader(source, Limits());
  while (reader.next()) {
  }
  EXPECT_EQ(reader.comments().count, 3U);
  EXPECT_EQ(shown(reader.comments().first), "1:1");
}

TEST(Reader, StopsAtItsLimits) {
  Limits limits;
  limits.max_depth = 3;
  EXPECT_EQ(only_problem("[[[[1]]]]", limits).type, ProblemType::kLimit);
  EXPECT_EQ(only_problem(std::string(10'001, '[') + std::string(10'001, ']')).type, ProblemType::kLimit);
  limits = {};
  limits.max_document_bytes = 100;
  EXPECT_EQ(only_problem("a: " + std::string(200, 'x'), limits).type, ProblemType::kLimit);
}

TEST(Reader, ReadsTenThousandLevels) {
  const auto elements = read_all(std::string(10'000, '[') + std::string(10'000, ']'));
  EXPECT_EQ(elements.at(0).type, ElementType::kDocument);
}

TEST(Reader, RefusesAliasBombs) {
  std::string text = "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c <= 'i'; ++c) {
    text += std::string(1, c) + ": &" + c + " [";
    for (int i = 0; i < 10; ++i) {
      text += std::string(i == 0 ? "*" : ",*") + static_cast<char>(c - 1);
    }
    text += "]\n";
  }
  EXPECT_EQ(only_problem(text).type, ProblemType::kAlias);
  EXPECT_EQ(only_problem("a: &a [*a]\n").type, ProblemType::kAlias);
}

TEST(LongList, ComesItemByItem) {
  const auto elements =
      read_streaming("apiVersion: v1\nitems:\n- a: 1\n- b: [2]\nkind: List\nmetadata: {}\n");
  ASSERT_EQ(elements.size(), 4U);
  EXPECT_EQ(elements[0].type, ElementType::kListBegin);
  EXPECT_EQ(elements[0].value["apiVersion"], "v1");
  EXPECT_EQ(elements[1].type, ElementType::kListItem);
  EXPECT_EQ(base::json_text(elements[1].value), R"({"a":1})");
  EXPECT_EQ(elements[2].item, 1U);
  EXPECT_EQ(shown(elements[2].map.value("/b/0")), "4:7");
  EXPECT_EQ(base::json_text(elements[3].value),
            R"({"apiVersion":"v1","items":[],"kind":"List","metadata":{}})");
}

TEST(LongList, IsReadWholeWhenItsKindIsNoList) {
  const auto elements = read_streaming("apiVersion: v1\nitems:\n- a: 1\nkind: Other\n");
  ASSERT_EQ(elements.size(), 1U);
  EXPECT_EQ(elements[0].type, ElementType::kDocument);
}

TEST(LongList, KeepsAnchorsAcrossItems) {
  const auto elements = read_streaming("apiVersion: v1\nitems:\n- &a {k: 1}\n- *a\nkind: List\n");
  ASSERT_EQ(elements.size(), 4U);
  EXPECT_EQ(base::json_text(elements[2].value), R"({"k":1})");
  EXPECT_EQ(elements[3].value["kind"], "List");
}

// The second list would win, and the first was given away already.
TEST(LongList, StopsWhereItemsStandTwice) {
  const auto elements = read_streaming("apiVersion: v1\nitems:\n- a: 1\nkind: List\nitems: []\n");
  ASSERT_EQ(elements.back().type, ElementType::kBroken);
  ASSERT_TRUE(elements.back().problem.has_value());
  EXPECT_EQ(elements.back().problem->type, ProblemType::kListUncertain);
  EXPECT_EQ(shown(elements.back().problem->position), "5:8");
}

TEST(LongList, StopsAtASyntaxErrorInsideIt) {
  const auto elements = read_streaming("apiVersion: v1\nitems:\n- a: 1\n- b: [2\nkind: List\n");
  EXPECT_EQ(elements.back().type, ElementType::kBroken);
  EXPECT_EQ(elements.back().item, 1U);
}

}  // namespace
}  // namespace nsmkit::yaml
