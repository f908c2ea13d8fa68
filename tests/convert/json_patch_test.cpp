#include "convert/json_patch.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace nsmkit::convert {
namespace {

std::string patch(const char* before, const char* after) {
  const Json result = json_patch(Json::parse(before), Json::parse(after));
  EXPECT_EQ(Json::parse(before).patch(result), Json::parse(after));
  return result.dump();
}

TEST(JsonPatch, SaysWhatDiffers) {
  EXPECT_EQ(patch(R"({"a":1})", R"({"a":1})"), "[]");
  EXPECT_EQ(
      patch(R"({"a":1,"b":2})", R"({"b":3,"c":4})"),
      R"([{"op":"remove","path":"/a"},{"op":"replace","path":"/b","value":3},{"op":"add","path":"/c","value":4}])");
  EXPECT_EQ(
      patch("[1,2,3,4]", "[1,5]"),
      R"([{"op":"replace","path":"/1","value":5},{"op":"remove","path":"/3"},{"op":"remove","path":"/2"}])");
  EXPECT_EQ(patch("[1]", "[1,{},[2]]"),
            R"([{"op":"add","path":"/-","value":{}},{"op":"add","path":"/-","value":[2]}])");
  EXPECT_EQ(patch(R"({"a/b":{"~":[1]}})", R"({"a/b":{"~":{}}})"),
            R"([{"op":"replace","path":"/a~1b/~0","value":{}}])");
  EXPECT_EQ(patch("1", "[]"), R"([{"op":"replace","path":"","value":[]}])");
}

TEST(JsonPatch, LongListsTakeLinearTime) {
  const Json before(200'000, 1);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(json_patch(before, Json::array()).size(), 200'000U);
  EXPECT_EQ(json_patch(Json::array(), before).size(), 200'000U);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

}  // namespace
}  // namespace nsmkit::convert
