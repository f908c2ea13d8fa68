#include "base/pointer.hpp"

#include <gtest/gtest.h>

namespace nsmkit::base {
namespace {

TEST(Pointer, EscapesAndUnescapes) {
  std::string pointer;
  append_token(pointer, "a/b~c");
  append_token(pointer, "");
  EXPECT_EQ(pointer, "/a~1b~0c/");
  PointerTokens tokens(pointer);
  std::string token;
  ASSERT_TRUE(tokens.next(token));
  EXPECT_EQ(token, "a/b~c");
  ASSERT_TRUE(tokens.next(token));
  EXPECT_EQ(token, "");
  EXPECT_FALSE(tokens.next(token));
}

TEST(Pointer, IsShownAsUsersWriteIt) {
  const Json value = {{"spec", {{"sources", {{{"kind", "x"}}}}, {"0", 1}}}};
  EXPECT_EQ(display_path("/spec/sources/0/kind", value), "spec.sources[0].kind");
  EXPECT_EQ(display_path("/spec/0", value), "spec.0");
  EXPECT_EQ(display_path("/metadata/labels/a.b~1c", value), "metadata.labels['a.b/c']");
  EXPECT_EQ(display_path("", value), "");
}

TEST(Pointer, FindsValues) {
  const Json value = {{"a", {1, {{"b", 2}}}}};
  EXPECT_EQ(*find(value, "/a/1/b"), 2);
  EXPECT_EQ(find(value, "/a/2"), nullptr);
  EXPECT_EQ(find(value, "/a/1x"), nullptr);
  EXPECT_EQ(find(value, "/a/0/b"), nullptr);
  EXPECT_EQ(find(value, ""), &value);
  const Json odd = {{"", {{"", 1}, {"a/b~c", 2}}}};
  EXPECT_EQ(*find(odd, "//"), 1);
  EXPECT_EQ(*find(odd, "//a~1b~0c"), 2);
  EXPECT_EQ(find(odd, "//a"), nullptr);
}

}  // namespace
}  // namespace nsmkit::base
