// Every cell is compared with PCRE2: for texts over a small alphabet, the patterns that the automaton says
// match must be those that PCRE2 says match.
#include "base/pattern.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <gtest/gtest.h>
#include <pcre2.h>

#include <algorithm>
#include <memory>
#include <random>
#include <set>

#include "base/pattern_syntax.hpp"

namespace nsmkit::base {
namespace {

using Code = std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)>;

Code compile(const std::string& pattern, PatternStart start) {
  int error = 0;
  std::size_t offset = 0;
  const std::uint32_t options = start == PatternStart::kAtBegin ? PCRE2_ANCHORED : 0;
  return {pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), options, &error,
                        &offset, nullptr),
          &pcre2_code_free};
}

bool matches(const pcre2_code* code, const std::string& text) {
  const std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)> data(
      pcre2_match_data_create_from_pattern(code, nullptr), &pcre2_match_data_free);
  return pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0, 0, data.get(),
                     nullptr) >= 0;
}

std::vector<PatternSet::Cell> cells_of(const std::vector<std::string>& patterns, std::string_view prefix,
                                       PatternStart start) {
  PatternSet set;
  for (const std::string& pattern : patterns) {
    EXPECT_TRUE(set.add(pattern).has_value()) << pattern;
  }
  WorkLimit limit{1'000'000};
  const auto cells = set.cells(prefix, start, limit);
  EXPECT_TRUE(cells.has_value());
  return cells.value_or(std::vector<PatternSet::Cell>());
}

std::set<std::vector<std::uint32_t>> memberships(const std::vector<std::string>& patterns) {
  std::set<std::vector<std::uint32_t>> all;
  for (const auto& cell : cells_of(patterns, "/", PatternStart::kAtBegin)) {
    all.insert(cell.patterns);
  }
  return all;
}

using Sets = std::set<std::vector<std::uint32_t>>;

TEST(PatternSet, ComparesCommonForms) {
  EXPECT_EQ(memberships({"/a", "/a.*"}), (Sets{{}, {0, 1}}));
  EXPECT_EQ(memberships({"/a", "^/a"}), (Sets{{}, {0, 1}}));
  EXPECT_EQ(memberships({"/a", "/a/b"}), (Sets{{}, {0}, {0, 1}}));
  EXPECT_EQ(memberships({".*", "/", ""}), (Sets{{0, 1, 2}}));
  EXPECT_EQ(memberships({"/(a|b)$", "/[ab]$", "/a$", "/b$"}), (Sets{{}, {0, 1, 2}, {0, 1, 3}}));
  EXPECT_EQ(memberships({"/a", "/b"}), (Sets{{}, {0}, {1}}));
  EXPECT_EQ(memberships({"cart"}), (Sets{{}})) << "no path begins with it";
}

TEST(PatternSet, GivesAShortestExample) {
  const auto cells = cells_of({"/cart", "/cart/[0-9]+$"}, "/", PatternStart::kAtBegin);
  ASSERT_EQ(cells.size(), 3);
  EXPECT_EQ(cells[0].example, "/");
  EXPECT_EQ(cells[1].example, "/cart");
  EXPECT_EQ(cells[2].example, "/cart/0");
}

TEST(PatternSet, LeavesWhatItCannotRead) {
  for (const char* pattern :
       {"(?i)/a", "(?=a)", "a*+", "\\bfoo", "(a)\\1", "*", "a**", "[[:alpha:]]", "(", ")", "a{,3}", "a{2,1}",
        "a{900}", "[z-a]", "[", "\\", "^*", "((((a{60}){60}){60}){60})"}) {
    PatternSet set;
    EXPECT_FALSE(set.add(pattern).has_value()) << pattern;
  }
}

TEST(PatternSet, StopsWhenItsWorkIsUsedUp) {
  PatternSet set;
  ASSERT_TRUE(set.add("/(a|b)*a(a|b){15}$").has_value());
  WorkLimit limit{5000};
  EXPECT_FALSE(set.cells("/", PatternStart::kAtBegin, limit).has_value());
  EXPECT_EQ(limit.left, 0);
}

std::string random_pattern(std::mt19937& random, int depth) {
  static const char* const kAtoms[] = {"a",   "b",   "/",  ".",  "[ab]", "[^a]",
                                       "\\.", "\\d", "ab", "/a", ".*",   "\\W"};
  const auto roll = [&random](std::size_t sides) { return random() % sides; };
  std::string text = roll(6) == 0 ? "^" : "";
  const auto parts = roll(4);
  for (std::size_t i = 0; i < parts; ++i) {
    if (depth > 0 && roll(3) == 0) {
      text += (roll(2) == 0 ? "(" : "(?:") + random_pattern(random, depth - 1) + "|" +
              random_pattern(random, depth - 1) + ")";
    } else {
      text += kAtoms[roll(std::size(kAtoms))];
    }
    static const char* const kRepeats[] = {"", "", "", "", "*", "+", "?", "{2}", "{1,2}", "*?", "{0,1}"};
    text += kRepeats[roll(std::size(kRepeats))];
  }
  return text + (roll(5) == 0 ? "$" : "");
}

std::vector<std::string> all_texts(std::string_view prefix) {
  std::vector<std::string> texts{std::string(prefix)};
  for (std::size_t at = 0; at < texts.size() && texts[at].size() < prefix.size() + 4; ++at) {
    for (const char c : std::string_view("ab/.7")) {
      texts.push_back(texts[at] + c);
    }
  }
  return texts;
}

void compare_with_pcre(std::string_view prefix, PatternStart start, unsigned seed) {
  std::mt19937 random(seed);
  const std::vector<std::string> texts = all_texts(prefix);
  int compared = 0;
  for (int round = 0; round < 400; ++round) {
    std::vector<std::string> patterns;
    std::vector<Code> codes;
    for (int i = 0; i < 3; ++i) {
      const std::string pattern = random_pattern(random, 2);
      PatternSet probe;
      Code code = compile(pattern, start);
      if (probe.add(pattern)) {
        ASSERT_NE(code, nullptr) << "what is read compiles: " << pattern;
        patterns.push_back(pattern);
        codes.push_back(std::move(code));
      }
    }
    const auto members = [&codes](const std::string& text) {
      std::vector<std::uint32_t> matching;
      for (std::size_t i = 0; i < codes.size(); ++i) {
        if (matches(codes[i].get(), text)) {
          matching.push_back(static_cast<std::uint32_t>(i));
        }
      }
      return matching;
    };
    Sets claimed;
    for (const auto& cell : cells_of(patterns, prefix, start)) {
      EXPECT_TRUE(cell.example.starts_with(prefix));
      EXPECT_EQ(members(cell.example), cell.patterns) << testing::PrintToString(patterns) << cell.example;
      claimed.insert(cell.patterns);
    }
    for (const std::string& text : texts) {
      EXPECT_TRUE(claimed.contains(members(text))) << testing::PrintToString(patterns) << text;
      ++compared;
    }
    if (testing::Test::HasFailure()) {
      return;
    }
  }
  EXPECT_GT(compared, 100'000);
}

TEST(PatternSet, AgreesWithPcreOnPaths) { compare_with_pcre("/", PatternStart::kAtBegin, 7); }

TEST(PatternSet, AgreesWithPcreOnHeaders) { compare_with_pcre("", PatternStart::kAnywhere, 11); }

}  // namespace
}  // namespace nsmkit::base
