#include "base/text.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace nsmkit::base {
namespace {

TEST(EditDistance, CountsInsertsDeletesReplacementsAndSwaps) {
  EXPECT_EQ(edit_distance("service", "service", 3), 0U);
  EXPECT_EQ(edit_distance("servce", "service", 3), 1U);
  EXPECT_EQ(edit_distance("serivce", "service", 3), 1U);
  EXPECT_EQ(edit_distance("service", "server", 5), 3U);
  EXPECT_EQ(edit_distance("", "abc", 3), 3U);
}

TEST(EditDistance, StopsAboveTheLimit) {
  EXPECT_EQ(edit_distance("abcdef", "uvwxyz", 2), 3U);
  EXPECT_EQ(edit_distance("a", "abcdef", 2), 3U);
}

TEST(EditDistance, DoesNotCompareHugeTexts) {
  const std::string huge(1'000'000, 'a');
  EXPECT_EQ(edit_distance(huge, huge, 1), 2U);
}

TEST(Nearest, PrefersAnEqualNameWhateverItsCase) {
  constexpr std::array<std::string_view, 2> kNames = {"pathRegexp", "pathRegex"};
  EXPECT_EQ(nearest("pathregex", kNames), "pathRegex");
}

TEST(Nearest, AllowsAboutAThirdOfTheName) {
  constexpr std::array<std::string_view, 3> kNames = {"kind", "name", "namespace"};
  EXPECT_EQ(nearest("knid", kNames), "kind");
  EXPECT_EQ(nearest("namespcae", kNames), "namespace");
  EXPECT_EQ(nearest("weight", kNames), std::nullopt);
  EXPECT_EQ(nearest("x", kNames), std::nullopt);
  EXPECT_EQ(nearest("", kNames), std::nullopt);
}

}  // namespace
}  // namespace nsmkit::base
