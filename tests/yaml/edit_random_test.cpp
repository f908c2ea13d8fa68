#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <sstream>

#include "base/byte_source.hpp"
#include "base/pointer.hpp"
#include "yaml/edit.hpp"
#include "yaml/reader.hpp"

namespace nsmkit::yaml {
namespace {

/// Writes valid YAML of many layouts.
class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}

  std::string text() {
    out_.clear();
    flow_ = false;
    joined_ = false;
    break_ = one_in(4) ? "\r\n" : "\n";
    step_ = 1 + below(4);
    list_offset_ = below(3);
    if (one_in(3)) line("# header é");
    blank_lines();
    mapping(0, 0, false);
    if (one_in(4)) line("# end");
    if (one_in(6)) out_.resize(out_.size() - break_.size());
    return out_;
  }

  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }
  bool one_in(std::size_t count) { return below(count) == 0; }

  [[nodiscard]] bool has_flow() const { return flow_; }
  [[nodiscard]] bool has_dash_lines() const { return joined_; }

 private:
  void line(const std::string& text) { out_ += text + break_; }

  void blank_lines() {
    while (one_in(4)) line(one_in(5) ? " " : "");
  }

  void comments(std::size_t column) {
    while (one_in(5)) {
      const std::size_t at = one_in(3) ? below(column + 5) : column;
      line(std::string(at, ' ') + "# c" + std::to_string(below(100)));
      if (one_in(4)) blank_lines();
    }
  }

  std::string tail() { return one_in(5) ? "  # tail" : ""; }

  std::string key(std::size_t number) {
    const std::string name = std::string(1, static_cast<char>('a' + number));
    switch (below(8)) {
      case 0:
        return "\"" + name + "/~\"";
      case 1:
        return "'" + name + " ü'";
      case 2:
        return std::to_string(number);
      default:
        return name;
    }
  }

  void mapping(std::size_t column, std::size_t depth, bool on_dash_line) {
    const std::size_t count = 1 + below(4);
    joined_ = joined_ || on_dash_line;
    for (std::size_t i = 0; i < count; ++i) {
      std::string indent(column, ' ');
      if (i == 0 && on_dash_line) {
        indent.clear();
      } else {
        blank_lines();
        comments(column);
      }
      out_ += indent + key(i) + (one_in(9) ? " :" : ":");
      value(column, depth, false);
    }
  }

  void list(std::size_t column, std::size_t depth, bool on_dash_line) {
    const std::size_t count = 1 + below(4);
    joined_ = joined_ || on_dash_line;
    for (std::size_t i = 0; i < count; ++i) {
      std::string indent(column, ' ');
      if (i == 0 && on_dash_line) {
        indent.clear();
      } else {
        blank_lines();
        comments(column);
      }
      out_ += indent + "-";
      value(column, depth, true);
    }
  }

  // Goes on after the colon or dash.
  void value(std::size_t column, std::size_t depth, bool in_list) {
    const std::size_t kind = below(depth > 3 ? 10 : 16);
    if (kind < 10) {
      scalar(kind, column);
    } else if (in_list && one_in(2)) {
      const std::size_t gap = 1 + below(2);
      out_.append(gap, ' ');
      kind < 14 ? mapping(column + 1 + gap, depth + 1, true) : list(column + 1 + gap, depth + 1, true);
    } else {
      line(tail());
      blank_lines();
      comments(column + step_);
      const std::size_t inner = column + step_;
      kind < 14 ? mapping(inner, depth + 1, false)
                : list(in_list ? inner : column + list_offset_, depth + 1, false);
    }
  }

  void scalar(std::size_t kind, std::size_t column) {
    const std::string inner(column + step_, ' ');
    switch (kind) {
      case 0:
        return line(tail());
      case 1:
        return line(" \"é # no\\n\"" + tail());
      case 2:
        return line(" 'x" + break_ + inner + "# no comment" + break_ + break_ + inner + "y'" + tail());
      case 3:
        return line(" |" + break_ + inner + "text" + break_ + inner + "# no comment");
      case 4:
        return line(std::string(" ") + (one_in(2) ? "|+" : ">-") + tail() + break_ + inner + "te" + break_ +
                    break_ + inner + "xt" + (one_in(2) ? break_ : ""));
      case 5:
        return flow(column);
      case 6:
        return line(" plain" + break_ + inner + "goes on");
      case 7:
        return line(" 12" + tail());
      default:
        return line(" word" + tail());
    }
  }

  void flow(std::size_t column) {
    flow_ = true;
    const std::string inner(column + step_, ' ');
    switch (below(6)) {
      case 0:
        return line(" {}" + tail());
      case 1:
        return line(" {a: 1, 'b': [x, y],c: \"}\" }" + tail());
      case 2:
        return line(" [a, {b: c}, [d,], ]" + tail());
      case 3:
        return line(" [" + break_ + inner + "a, # of a" + break_ + inner + "# of b" + break_ + inner +
                    "{x: 1," + break_ + inner + " y: 2}" + break_ + inner + "]");
      case 4:
        return line(" {a: 1, # of a" + break_ + inner + "b: é," + break_ + break_ + inner + "c: 3 }" +
                    tail());
      default:
        return line(" []" + tail());
    }
  }

  std::mt19937 random_;
  std::string out_;
  std::string break_;
  std::size_t step_ = 2;
  std::size_t list_offset_ = 0;
  bool flow_ = false;
  bool joined_ = false;
};

std::optional<Json> read(const std::string& text) {
  base::TextSource source(text);
  Reader reader(source, Limits());
  const auto element = reader.next();
  return element && !element->problem ? std::optional(element->value) : std::nullopt;
}

void collect(const Json& value, const std::string& pointer, std::vector<std::string>& pointers) {
  if (!pointer.empty()) pointers.push_back(pointer);
  for (auto at = value.begin(); value.is_structured() && at != value.end(); ++at) {
    std::string child = pointer;
    base::append_token(child, value.is_object() ? at.key() : std::to_string(at - value.begin()));
    collect(*at, child, pointers);
  }
}

std::string parent_of(const std::string& pointer) { return pointer.substr(0, pointer.rfind('/')); }

/// The value without one path.
Json without(Json value, const std::string& pointer) {
  Json& parent = value[Json::json_pointer(parent_of(pointer))];
  const Json::json_pointer path(pointer);
  if (parent.is_array()) {
    parent.erase(std::stoul(path.back()));
  } else {
    parent.erase(path.back());
  }
  return value;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  return lines;
}

bool is_subsequence(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  auto at = whole.begin();
  for (const std::string& line : part) {
    at = std::find(at, whole.end(), line);
    if (at == whole.end()) return false;
    ++at;
  }
  return true;
}

std::size_t longest_blank_run(const std::vector<std::string>& lines) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const std::string& line : lines) {
    run = line.find_first_not_of(" \r") == std::string::npos ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

constexpr std::uint32_t kTexts = 400;

TEST(EditRandom, RemovesAnyPathAndNothingElse) {
  std::size_t edits = 0;
  std::size_t by_lines = 0;
  for (std::uint32_t seed = 0; seed < kTexts; ++seed) {
    Generator generator(seed);
    const std::string text = generator.text();
    const auto value = read(text);
    ASSERT_TRUE(value) << text;
    std::vector<std::string> pointers;
    collect(*value, "", pointers);
    for (int i = 0; i < 3; ++i) {
      const std::string& pointer = pointers[generator.below(pointers.size())];
      const Json expected = without(*value, pointer);
      const auto result = edit(text, {{.remove = {pointer}}});
      ASSERT_TRUE(std::holds_alternative<std::string>(result))
          << pointer << ": " << std::get<EditFault>(result).message << "\n"
          << text;
      const auto& edited = std::get<std::string>(result);
      ASSERT_EQ(read(edited), expected) << pointer << "\n" << text << "\n=>\n" << edited;
      ++edits;
      ASSERT_LE(longest_blank_run(lines_of(edited)), longest_blank_run(lines_of(text))) << pointer << "\n"
                                                                                        << text << "\n=>\n"
                                                                                        << edited;
      if (!generator.has_flow() && !generator.has_dash_lines() &&
          !expected[Json::json_pointer(parent_of(pointer))].empty()) {
        ++by_lines;
        ASSERT_TRUE(is_subsequence(lines_of(edited), lines_of(text))) << pointer << "\n"
                                                                      << text << "\n=>\n"
                                                                      << edited;
      }
    }
  }
  EXPECT_EQ(edits, 3 * kTexts);
  EXPECT_GT(by_lines, kTexts / 4);
}

TEST(EditRandom, RemovesSeveralPathsAndInserts) {
  std::size_t faults = 0;
  for (std::uint32_t seed = 0; seed < kTexts; ++seed) {
    Generator generator(seed + 100'000);
    const std::string text = generator.text();
    const auto value = read(text);
    ASSERT_TRUE(value) << text;
    std::vector<std::string> pointers;
    collect(*value, "", pointers);
    Edit all;
    for (std::size_t i = generator.below(4); i > 0; --i) {
      all.remove.push_back(pointers[generator.below(pointers.size())]);
    }
    for (std::size_t i = 1 + generator.below(2); i > 0; --i) {
      const std::string& beside = pointers[generator.below(pointers.size())];
      if (value->at(Json::json_pointer(parent_of(beside))).is_object()) {
        all.insert.push_back({parent_of(beside), "new" + std::to_string(i),
                              Json::parse(R"({"x":["a\nb\n",{"y":1}],"z":{}})"),
                              Json::json_pointer(beside).back()});
      }
    }
    const auto result = edit(text, {all});
    if (const auto* fault = std::get_if<EditFault>(&result)) {
      ++faults;
      // A block scalar that ends with the file, without a line end, would gain one.
      EXPECT_TRUE(fault->message.ends_with("which is to be removed") || !text.ends_with('\n'))
          << fault->message << "\n"
          << Json(all.remove).dump() << all.insert.size() << "\n"
          << text;
    }
  }
  EXPECT_LT(faults, kTexts / 3);
}

// Whatever the bytes: a fault or a text, and no crash.
TEST(EditRandom, StandsDamagedTexts) {
  const std::vector<std::string> pieces{"{",   "}",   "[",    "]",    ", ",      ":",      "- ",
                                        "? ",  "&a ", "*a",   "!",    "|",       "'",      "\"",
                                        " # ", "\n",  "\r\n", "\t",   "~",       "<<: *a", " ",
                                        "é",   "1",   "a: ",  "\n\n", "\n---\n", "\u2028", "\xFF"};
  std::size_t made = 0;
  for (std::uint32_t seed = 0; seed < 3 * kTexts; ++seed) {
    Generator generator(seed + 200'000);
    std::string text = generator.text();
    for (std::size_t i = 1 + generator.below(4); i > 0 && !text.empty(); --i) {
      const std::size_t at = generator.below(text.size());
      if (static_cast<unsigned char>(text[at]) >= 0x80) {
        continue;
      }
      if (generator.one_in(3)) {
        text.erase(at, 1);
      } else {
        text.insert(at, pieces[generator.below(pieces.size())]);
      }
    }
    std::vector<std::string> pointers{"/a"};
    if (const auto value = read(text)) collect(*value, "", pointers);
    const std::string& pointer = pointers[generator.below(pointers.size())];
    const auto result = edit(text, {{.remove = {pointer}, .insert = {{"", "new", 1, ""}}}});
    made += std::holds_alternative<std::string>(result) ? 1U : 0U;
  }
  EXPECT_GT(made, kTexts / 2);
}

}  // namespace
}  // namespace nsmkit::yaml
