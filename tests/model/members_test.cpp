#include "model/members.hpp"

#include <gtest/gtest.h>

namespace nsmkit::model {
namespace {

const Json kObject = Json::parse(
    R"({"spec":{"name":"a","list":[1,{"port":80.0}],"half":0.5,"huge":18446744073709551615,"null":null}})");

TEST(Members, ReadWithoutAssumingAnything) {
  EXPECT_EQ(text_at(kObject, "/spec/name"), "a");
  EXPECT_EQ(text_at(kObject, "/spec/list"), "");
  EXPECT_EQ(text_at(kObject, "/spec/name/more"), "");
  EXPECT_EQ(list_at(kObject, "/spec/list").size(), 2);
  EXPECT_TRUE(list_at(kObject, "/spec/name").empty());
  EXPECT_TRUE(object_at(kObject, "/spec/null").is_object());
  EXPECT_TRUE(text_at(Json(), "/spec").empty());
}

TEST(Members, WholeNumbersOnly) {
  EXPECT_EQ(integer_at(kObject, element("/spec/list", 1, "/port")), 80);
  EXPECT_EQ(integer_at(kObject, "/spec/half"), std::nullopt);
  EXPECT_EQ(integer_at(kObject, "/spec/huge"), std::nullopt);
  EXPECT_EQ(integer_at(kObject, "/spec/name"), std::nullopt);
}

TEST(Members, KeysKeepPartsApart) {
  EXPECT_NE(key_of({"a", "bc"}), key_of({"ab", "c"}));
  EXPECT_NE(key_of({"1:a"}), key_of({"a"}));
}

}  // namespace
}  // namespace nsmkit::model
