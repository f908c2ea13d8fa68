// Kubectl's layout read directly, against libyaml: the same events, positions and faults for every text.
#include "yaml/block_events.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "tests/support/temporary_folder.hpp"
#include "yaml/libyaml_events.hpp"

namespace nsmkit::yaml {
namespace {

/// Hands out a text in small pieces, and counts how often it is read anew.
class Pieces final : public base::ByteSource {
 public:
  Pieces(std::string_view text, std::size_t size) : text_(text), size_(size) {}

  std::size_t read(char* buffer, std::size_t size) override {
    const std::size_t count = std::min({size, size_, text_.size() - offset_});
    text_.copy(buffer, count, offset_);
    offset_ += count;
    return count;
  }
  void rewind() override {
    offset_ = 0;
    ++rewinds;
  }

  int rewinds = 0;

 private:
  std::string_view text_;
  std::size_t size_;
  std::size_t offset_ = 0;
};

std::string place(base::Position at) { return std::to_string(at.line) + ":" + std::to_string(at.column); }

// Ends of collections have no place that anybody asks for; of a document's end it is the line.
std::string written(const Event& event) {
  std::string text = std::to_string(static_cast<int>(event.type));
  if (event.type == EventType::kMappingEnd || event.type == EventType::kSequenceEnd ||
      event.type == EventType::kStreamEnd) {
    return text;
  }
  text += event.type == EventType::kDocumentEnd ? " " + std::to_string(event.start.line)
                                                : " " + place(event.start);
  text += " '" + std::string(event.text) + "' " + std::string(event.tag) + " " + std::string(event.anchor);
  return text + (event.plain ? " plain" : "") + (event.flow ? " flow" : "");
}

std::vector<std::string> all_of(EventSource& events) {
  std::vector<std::string> all;
  Event event;
  do {
    if (!events.next(event)) {
      const SyntaxError& error = events.error();
      all.push_back("fault " + place(error.position) + " " + error.message +
                    (error.at_end ? " at the end" : ""));
      return all;
    }
    all.push_back(written(event));
  } while (event.type != EventType::kStreamEnd);
  all.push_back("comments " + std::to_string(events.comments().count) + " " + place(events.comments().first));
  return all;
}

/// Whether the text was read without libyaml.
bool agrees(const std::string& text, std::size_t piece = 1U << 16U) {
  Pieces direct(text, piece);
  Pieces full(text, piece);  // where a fault is found depends on how much was read
  std::vector<std::string> found = all_of(*block_events(direct));
  const std::vector<std::string> expected = all_of(*libyaml_events(full));
  // libyaml looks ahead, so that it may come to a fault before it gives what stands above it.
  if (expected.back().starts_with("fault") && found.size() > expected.size()) {
    found.erase(found.begin() + static_cast<std::ptrdiff_t>(expected.size()) - 1, found.end() - 1);
  }
  EXPECT_EQ(found, expected) << "--8<--\n" << text << "-->8--";
  return direct.rewinds == 0;
}

std::vector<std::string> corpus() {
  std::vector<std::string> texts;
  const std::string conformance = NSMKIT_SOURCE_DIR "/fixtures/conformance/";
  for (const auto& [file, member] :
       {std::pair("yaml-to-json.jsonl", "yaml"), std::pair("json-to-yaml.jsonl", "yaml")}) {
    std::ifstream in(conformance + file);
    for (std::string line; std::getline(in, line);) {
      const Json one = Json::parse(line);
      if (one.contains(member) && one[member].is_string()) texts.push_back(one[member].get<std::string>());
    }
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator(NSMKIT_SOURCE_DIR "/fixtures")) {
    const auto extension = entry.path().extension();
    if (entry.is_regular_file() && (extension == ".yaml" || extension == ".yml")) {
      texts.push_back(testing_support::content_of(entry.path()));
    }
  }
  return texts;
}

TEST(BlockEvents, AreThoseOfLibyaml) {
  const std::vector<std::string> texts = corpus();
  EXPECT_GT(texts.size(), 700U);
  int direct = 0;
  for (const std::string& text : texts) {
    direct += agrees(text) ? 1 : 0;
    agrees(text, 3);
    if (HasFailure()) return;
  }
  EXPECT_GT(direct, 200);
}

TEST(BlockEvents, AreReadDirectlyInExports) {
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(NSMKIT_SOURCE_DIR "/fixtures/exports/shop-1.6")) {
    if (entry.path().extension() == ".yaml") {
      EXPECT_TRUE(agrees(testing_support::content_of(entry.path()))) << entry.path();
    }
  }
}

TEST(BlockEvents, AreThoseOfLibyamlForWhatLooksAlike) {
  for (const char* text : {"",
                           "\n",
                           "a",
                           "a: b",
                           "a: b\n",
                           "a:\n",
                           "a:\n- b\n",
                           "a:\n  - b\n- c\n",
                           "- a\n- b: c\n  d: e\n-\n",
                           "a: b\n c\n",
                           "a: b\n  c\n  - d\n  e:f\nb: c\n",
                           "a: b\n  c: d\n",
                           "- a\n  b\n",
                           "- - a\n  - b\n- c\n",
                           "a: |\n  b\n\n  c\n\nd: e\n",
                           "a: |-\n  b\n   c\n d: e\n",
                           "a: |+\n  b\n\n\nc: d\n",
                           "a: |+\n  b\n\n",
                           "a: |\n    b\n  c\n",
                           "a: |\nb: c\n",
                           "a: |2\n   b\n",
                           "a: >\n  b\n  c\n",
                           "a: 'b''c'\n",
                           "a: 'b'c'\n",
                           "a: \"b\\\"c\\\\\"\n",
                           "a: \"b\\n\"\n",
                           "a: \"b\n",
                           "a: \"b\n  c\"\n",
                           "'a b': c\n",
                           "\"a: b\": c\n",
                           "'a''b': c\n",
                           "a: {}\nb: []\n",
                           "a: {}\n  b: c\n",
                           "a: {b: c}\n",
                           "a: b # c\n",
                           "a: b#c\n",
                           "# a\nb: c\n",
                           "a: b\n---\nc: d\n",
                           "---\na: b\n---\n",
                           "---\n---\na: b\n",
                           "a: b\n...\nc: d\n",
                           "%YAML 1.1\n---\na: b\n",
                           "a: &x b\nc: *x\n",
                           "a: !!str b\n",
                           "a: -1\nb: - c\n",
                           "a: -\n",
                           "a: b: c\n",
                           "a: b:\n",
                           "a:b\n",
                           "a:b: c\n",
                           "a : b\n",
                           "k:{\"uid\":\"x\"}: {}\n",
                           ".: {}\nf:a: {}\n",
                           "  a: b\n",
                           "a: b\n  \nc: d\n",
                           "a: b \n",
                           "a:  b\n",
                           "-  a: b\n   c: d\n",
                           "a:\tb\n",
                           "a: b\r\nc: d\r\n",
                           "a: \xc3\xa4\n",
                           "\xef\xbb\xbf"
                           "a: b\n",
                           "a: b\n\nc: d\n",
                           "? a\n: b\n",
                           "<<: a\n",
                           "a: =\n",
                           "a: b\n- c\n",
                           "- a\nb: c\n",
                           "a:\n  b: c\n d: e\n",
                           "a:\n    b: c\n  d: e\n",
                           "a:\n  b\n",
                           "a:\n  'b'\nc: d\n",
                           "a: @b\n",
                           "a: ,b\n",
                           "a: ]\n",
                           "--- a\n",
                           "---a: b\n",
                           "a: ---\n",
                           "- ---\n",
                           "a: |\n  b\n \nc: d\n",
                           "a: |\n  \n  b\n",
                           "a: 'x' \n",
                           "a: |\n  b",
                           "a:\n  b:\n    k: text\n  \n      more\n    z: 1\n",
                           "a:\n  - text\n \n    c\n",
                           "k: text\n\r\n  more\nz: 1\n",
                           "k: text\n\xc2\x85  more\nz: 1\n",
                           "k: text\n\xe2\x80\xa8  more\n",
                           "k: |\n  a\n\r\n  b\nz: 1\n",
                           "k: |+\n  a\n\r\nz: 1\n",
                           "k: |\n  a\n\xc2\x85\n  b\nz: 1\n",
                           "k: {}\n \n  a\n",
                           "k: 'a'\n\t\n  b\n",
                           "... foo: bar\n",
                           "a: b\n... foo: bar\n",
                           "...: x\n",
                           "a: |\n  b \n  c\n",
                           "a: b\n   c \nd: e\n"}) {
    agrees(text);
    agrees(text, 3);
  }
}

// More levels on one line than a stack holds.
TEST(BlockEvents, DoNotNestWithTheirLine) {
  std::string text;
  for (int i = 0; i < 60'000; ++i) text += "- ";
  text += "x\n";
  Pieces source(text, 1U << 16U);
  const auto events = block_events(source);
  Event event;
  EXPECT_TRUE(events->next(event));
  EXPECT_EQ(source.rewinds, 1);
}

TEST(BlockEvents, AreThoseOfLibyamlForChangedTexts) {
  static constexpr std::string_view kBytes = "  \n\n:-#'\"|>{}[]&*!%@,?\\~ab0\t\r\x7f\xc3";
  const std::vector<std::string> texts = corpus();
  std::mt19937 random(7);  // NOLINT: the same texts in every run
  static constexpr std::string_view kLines[] = {
      " ", "  ", "      ", "\r", "\t", "\xc2\x85", "\xe2\x80\xa8", "...", "---", "- ", "    x"};
  for (int i = 0; i < 20'000; ++i) {
    std::string text = texts[random() % texts.size()].substr(0, 1500);
    for (std::size_t edits = 1 + random() % 3; edits > 0 && !text.empty(); --edits) {
      const std::size_t at = random() % text.size();
      switch (random() % 6) {
        case 4:
        case 5: {  // a line of its own
          const std::size_t end = text.find('\n', at);
          if (end != std::string::npos) {
            text.insert(end + 1, std::string(kLines[random() % std::size(kLines)]) + "\n");
          }
          break;
        }
        case 0:
          text[at] = kBytes[random() % kBytes.size()];
          break;
        case 1:
          text.insert(at, 1, kBytes[random() % kBytes.size()]);
          break;
        case 2:
          text.erase(at, 1 + random() % 4);
          break;
        default:
          text.resize(at);
          break;
      }
    }
    agrees(text, 3 + random() % 100);
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace nsmkit::yaml
