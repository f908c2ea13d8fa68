#include "diff/path_glob.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace nsmkit::diff {
namespace {

TEST(PathGlob, RefusesWhatNamesNothing) {
  EXPECT_THROW(PathGlob(""), base::Error);
  EXPECT_THROW(PathGlob("spec[a"), base::Error);
}

TEST(PathGlob, TakesMembersWithDots) {
  const std::vector<PathStep> path{
      {"metadata", {}, false}, {"annotations", {}, false}, {"example.com/a", {}, false}};
  EXPECT_EQ(path_text(path), "metadata.annotations['example.com/a']");
  EXPECT_TRUE(PathGlob(path_text(path)).matches(path));
  EXPECT_TRUE(PathGlob("/metadata/annotations/example.com~1a").matches(path));
  EXPECT_TRUE(PathGlob("metadata.*['example.com/*']").matches(path));
  EXPECT_FALSE(PathGlob("metadata.annotations['example.org/a']").matches(path));
  EXPECT_FALSE(PathGlob("metadata.annotations['example.com/a'].b").matches(path));
}

std::vector<PathStep> steps(std::initializer_list<const char*> names) {
  std::vector<PathStep> path;
  for (const char* name : names) {
    path.push_back({name, {}, false});
  }
  return path;
}

TEST(PathGlob, AnyStepsMayBeNone) {
  EXPECT_TRUE(PathGlob("spec.**").matches(steps({"spec"})));
  EXPECT_TRUE(PathGlob("**").matches(steps({})));
  EXPECT_TRUE(PathGlob("spec.**.weight").matches(steps({"spec", "weight"})));
  EXPECT_TRUE(PathGlob("**.a.**.b").matches(steps({"x", "a", "a", "y", "b", "below"})));
  EXPECT_FALSE(PathGlob("**.a.**.b").matches(steps({"x", "b", "y", "a"})));
  EXPECT_FALSE(PathGlob("spec.weight").matches(steps({"spec"})));
  EXPECT_TRUE(PathGlob("spec.**.**.weight").matches(steps({"spec", "weight"})));
}

// Trying every way to share the path out among the `**` would take longer than anyone waits.
TEST(PathGlob, ManyAnyStepsOnADeepPathEndAtOnce) {
  const std::vector<PathStep> path(2000, PathStep{"a", {}, false});
  std::string pattern = "**";
  for (int i = 0; i < 30; ++i) {
    pattern += i % 2 == 0 ? ".**" : ".a.**";
  }
  EXPECT_TRUE(PathGlob(pattern).matches(path));
  EXPECT_FALSE(PathGlob(pattern + ".zz").matches(path));
}

}  // namespace
}  // namespace nsmkit::diff
