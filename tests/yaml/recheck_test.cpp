// The second reader: the same values as the first one, with positions, and refusals that say where.
#include "yaml/recheck.hpp"

#include <gtest/gtest.h>

#include "yaml/writer.hpp"

namespace nsmkit::yaml {
namespace {

std::string problem_of(std::string_view text) {
  const Recheck read = recheck(text);
  if (!read.problem) {
    return "";
  }
  return std::to_string(read.problem->position.line) + ":" + std::to_string(read.problem->position.column) +
         ": " + read.problem->message;
}

Json value_of(std::string_view text) {
  const Recheck read = recheck(text);
  EXPECT_FALSE(read.problem.has_value()) << problem_of(text);
  return read.documents.at(0).value;
}

TEST(Recheck, ResolvesScalarsAsKubernetesDoes) {
  EXPECT_EQ(
      value_of("a: off\nb: \"off\"\nc: 0o17\nd: 1.10\ne: 2.0.0\nf: ~\ng: 017\nh: !!str 5\n8: |\n  x\n"),
      Json::parse(R"({"a": false, "b": "off", "c": 15, "d": 1.1, "e": "2.0.0", "f": null, "g": 15, "h": "5",
                "8": "x\n"})"));
}

TEST(Recheck, ReadsWhatTheWriterWrites) {
  const Json value = Json::parse(R"({"empty": "", "no": "no", "1": [[], {}, null, -0.5, 1e21, true],
      "long": "a line that is longer than eighty columns, so that the writer folds it into two of them or so",
      "text": "two\nlines\n", "odd": "\t\u00e9\u00a0\u2028\u0007 # : '\" {"})");
  std::string text;
  write_yaml(text, value);
  EXPECT_EQ(value_of(text), value);
}

TEST(Recheck, ReadsEscapes) {
  EXPECT_EQ(value_of("\"\\N\\_\\L\\x41\\u00e9\\U0001F642\""), Json("\u0085\u00a0\u2028A\u00e9\U0001F642"));
}

TEST(Recheck, KnowsPlacesInCodePoints) {
  const Recheck read = recheck("# é\n\"é\": {é: x, b: [1, 2]}\n---\n- a\n");
  ASSERT_EQ(read.documents.size(), 2U);
  const auto& places = read.documents[0].places;
  EXPECT_EQ(places.at("/é").key, (base::Position{2, 1}));
  EXPECT_EQ(places.at("/é").value, (base::Position{2, 6}));
  EXPECT_EQ(places.at("/é/b").key, (base::Position{2, 13}));
  EXPECT_EQ(places.at("/é/b/1").value, (base::Position{2, 20}));
  EXPECT_EQ(read.documents[1].places.at("/0").value, (base::Position{4, 3}));
}

TEST(Recheck, SaysWhereATextIsWrong) {
  EXPECT_EQ(problem_of("a: 1\nb: 2\na: 3\n"), "3:1: the key 'a' stands twice");
  EXPECT_EQ(problem_of("a: &x [*x]\n"),
            "1:4: the document is too large or too deep, or an alias refers to itself");
  EXPECT_EQ(problem_of("a: 1\n<<: {b: 1}\n"), "2:1: merge keys are not read here");
  EXPECT_EQ(problem_of("a: .inf\n"), "1:4: '.inf' is no number that JSON can hold");
  EXPECT_EQ(problem_of("a: !!int abc\n"), "1:4: 'abc' does not fit its tag tag:yaml.org,2002:int");
  EXPECT_EQ(problem_of("a: 1\n[b]: 1\n"), "2:1: a key has to be a word");
  EXPECT_EQ(problem_of("a: \x85\n"), "1:1: the text is not UTF-8");
  EXPECT_NE(problem_of("a: [1\n"), "");
  EXPECT_NE(problem_of(std::string(5000, '[')), "");
}

}  // namespace
}  // namespace nsmkit::yaml
