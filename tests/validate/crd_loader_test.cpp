#include "validate/crd_loader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "releases/catalog.hpp"
#include "validate/check_object.hpp"
#include "validate/schema_rules.hpp"

namespace nsmkit::validate {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Json read_fixture(const char* name) {
  std::ifstream file(std::string(NSMKIT_SOURCE_DIR "/fixtures/crds/") + name);
  EXPECT_TRUE(file) << name;
  return Json::parse(file);
}

releases::CrdSet load_fixture(const char* name) {
  LoadedCrd loaded = load_crd(read_fixture(name));
  EXPECT_THAT(loaded.violations, IsEmpty());
  return make_crd_set("own CRDs", std::move(loaded.resources));
}

Json widget(Json spec, const char* version = "v1") {
  return {{"apiVersion", std::string("example.com/") + version},
          {"kind", "Widget"},
          {"metadata", {{"name", "a"}}},
          {"spec", std::move(spec)}};
}

TEST(CrdLoader, ReadsVersionOne) {
  const releases::CrdSet set = load_fixture("widgets-v1.json");
  ASSERT_THAT(set.resources(), SizeIs(2));
  const releases::CrdResource* resource = set.find("example.com/v1", "Widget");
  ASSERT_NE(resource, nullptr);
  EXPECT_EQ(resource->plural, "widgets");
  EXPECT_TRUE(resource->storage);
  EXPECT_TRUE(resource->status_subresource);
  EXPECT_EQ(set.find("example.com/v1beta1", "Widget"), nullptr);  // not served
}

TEST(CrdLoader, ChecksObjectsAgainstIt) {
  const releases::CrdSet set = load_fixture("widgets-v1.json");
  EXPECT_TRUE(check_object(widget({{"port", "http"}}), set).accepted);
  EXPECT_TRUE(check_object(widget({{"port", 80}, {"size", 3}}), set).accepted);
  EXPECT_TRUE(check_object(widget(Json::object()), set).accepted);  // port has a default
  EXPECT_TRUE(check_object(widget({{"note", nullptr}}), set).violations.empty());
  EXPECT_FALSE(check_object(widget({{"port", true}}), set).accepted);
  EXPECT_FALSE(check_object(widget({{"size", 10}}), set).accepted);  // exclusive maximum
  EXPECT_FALSE(check_object(widget({{"mode", "a"}, {"modes", {"b"}}}), set).accepted);
}

TEST(CrdLoader, RefusesVersionsThatAreNotServed) {
  const auto verdict = check_object(widget({}, "v1beta1"), load_fixture("widgets-v1.json"));
  EXPECT_FALSE(verdict.accepted);
  EXPECT_EQ(verdict.violations.at(0).rule, &rules::kApiVersionNotServed);
}

TEST(CrdLoader, ReadsVersionOneBetaOne) {
  const releases::CrdSet set = load_fixture("widgets-v1beta1.json");
  const releases::CrdResource* resource = set.find("example.com/v1", "Widget");
  ASSERT_NE(resource, nullptr);
  EXPECT_TRUE(resource->preserve_unknown_fields);
  EXPECT_EQ(resource->scope, releases::Scope::kCluster);
  EXPECT_TRUE(check_object(widget({{"size", 1}, {"unknown", nullptr}}), set).violations.empty());
  EXPECT_FALSE(check_object(widget({{"size", "1"}}), set).accepted);
}

TEST(CrdLoader, SaysWhyACrdCannotBeUsed) {
  Json crd = read_fixture("widgets-v1.json");
  crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]["spec"]["properties"]["mode"]
     ["pattern"] = "(";
  const LoadedCrd loaded = load_crd(crd);
  EXPECT_THAT(loaded.resources, SizeIs(1));
  ASSERT_THAT(loaded.violations, SizeIs(1));
  EXPECT_EQ(loaded.violations[0].rule, &rules::kCrdUnusable);
  EXPECT_EQ(loaded.violations[0].pointer, "/spec/versions/0");
  EXPECT_THAT(loaded.violations[0].message, HasSubstr("widgets.example.com"));
}

TEST(CrdLoader, SurvivesAnything) {
  for (const char* text :
       {"null", "5", "[]", "{}", R"({"spec":5})", R"({"spec":{"group":"g","names":{"kind":"K"}}})",
        R"({"spec":{"group":"g","names":{"kind":"K","shortNames":5},"versions":[5,{"name":1}]}})"}) {
    const LoadedCrd loaded = load_crd(Json::parse(text));
    EXPECT_THAT(loaded.resources, IsEmpty());
    EXPECT_FALSE(loaded.violations.empty());
    EXPECT_FALSE(is_crd(Json::parse(text)));
  }
}

TEST(CrdLoader, KnowsACrd) {
  EXPECT_TRUE(is_crd(read_fixture("widgets-v1.json")));
  EXPECT_FALSE(is_crd({{"apiVersion", "v1"}, {"kind", "CustomResourceDefinition"}}));
}

}  // namespace
}  // namespace nsmkit::validate
