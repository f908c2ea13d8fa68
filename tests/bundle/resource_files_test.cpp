#include "bundle/resource_files.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "releases/restore_order.hpp"
#include "tests/bundle/bundle_fixture.hpp"

namespace nsmkit::bundle {
namespace {

std::string text_of(const Contents& contents, const std::string& path) {
  return std::get<std::string>(contents.files().at(path).content);
}

TEST(ResourceFiles, WritesEachObjectAndTheListsOfTheGuide) {
  Contents contents;
  Manifest manifest;
  add_resources({restorable(split_object("shop", "cart"), 0), restorable(tcp_route("pay", "007"), 1),
                 restorable(split_object("shop", "catalog"), 2, "Canary catalog")},
                contents, manifest);
  EXPECT_EQ(
      text_of(contents, "resources/tcproutes.yaml"),
      "apiVersion: v1\nitems:\n- apiVersion: specs.smi-spec.io/v1alpha3\n  kind: TCPRoute\n  metadata:\n"
      "    name: \"007\"\n    namespace: pay\n  spec: {}\nkind: List\n");
  EXPECT_EQ(text_of(contents, "resources/waves/1/pay/tcproutes-007.yaml"),
            "apiVersion: specs.smi-spec.io/v1alpha3\nkind: TCPRoute\nmetadata:\n  name: \"007\"\n"
            "  namespace: pay\nspec: {}\n");
  EXPECT_EQ(text_of(contents, "resources/ratelimits.yaml"), "apiVersion: v1\nitems: []\nkind: List\n");
  EXPECT_EQ(text_of(contents, "resources/trafficsplits.yaml").find("catalog"), std::string::npos);
  EXPECT_TRUE(contents.files().contains("resources/controller-owned/shop/trafficsplits-catalog.yaml"));
  ASSERT_EQ(manifest.objects.size(), 3U);
  EXPECT_EQ(manifest.objects[0].ref.name, "007");
  EXPECT_EQ(manifest.objects[2].list, "");
  EXPECT_EQ(accounts(manifest), (Accounts{3, 2, 1, 0, 0, 3}));
}

TEST(ResourceFiles, ReadsBackWhatItWrote) {
  EXPECT_NO_THROW(prove("a: 1\n", {{"a", 1}}, "x"));
  EXPECT_THROW(prove("a: 1\n", {{"a", "1"}}, "x"), base::Error);
  EXPECT_THROW(prove("a: 1\n---\nb: 2\n", {{"a", 1}}, "x"), base::Error);
  EXPECT_THROW(prove("a: [", {{"a", 1}}, "x"), base::Error);
}

TEST(ResourceFiles, RefusesNamesThatAreNone) {
  EXPECT_EQ(file_fault(split_object("shop", "cart")), "");
  EXPECT_NE(file_fault(split_object("shop", "../cart")), "");
  EXPECT_NE(file_fault(split_object("..", "cart")), "");
  EXPECT_NE(file_fault(split_object("shop", "")), "");
  EXPECT_NE(file_fault({{"apiVersion", "v1"}, {"kind", "Secret"}, {"metadata", {{"name", "x"}}}}), "");
}

TEST(ResourceFiles, LongNamesGiveShortPaths) {
  const std::string label(60, 'a');
  const std::string name = label + "." + label + "." + label + "." + label;
  Contents contents;
  Manifest manifest;
  add_resources(
      {restorable(split_object("shop", name + "b"), 0), restorable(split_object("shop", name + "c"), 1)},
      contents, manifest);
  for (const auto& [path, file] : contents.files()) {
    EXPECT_LT(path.size(), 255U);
  }
  EXPECT_NE(manifest.objects[0].file, manifest.objects[1].file);
}

TEST(ResourceFiles, KnowTheKindsOfTheGuide) {
  ASSERT_EQ(releases::restore_kinds().size(), 6U);
  for (const releases::RestoreKind& kind : releases::restore_kinds()) {
    EXPECT_EQ(releases::restore_kind(kind.group, kind.kind), &kind);
    EXPECT_EQ(releases::restore_kind_of_resource(kind.resource), &kind);
    EXPECT_EQ(std::string(kind.plural()) + ".yaml", kind.file);
    EXPECT_EQ(restore_wave(kind.resource), kind.wave);
  }
  EXPECT_EQ(releases::restore_kind("v1", "Secret"), nullptr);
}

TEST(SafePath, IsWhatAnyToolUnpacksBelowItsFolder) {
  for (const char* path : {"a", "a/b.yaml", "A-_.z/0"}) {
    EXPECT_TRUE(is_safe_path(path)) << path;
  }
  for (const char* path : {"", "/a", "a/", "a//b", ".", "..", "a/../b", "a/./b", "a b", "a\\b", "\xc3\xa4"}) {
    EXPECT_FALSE(is_safe_path(path)) << path;
  }
  EXPECT_FALSE(is_safe_path(std::string(256, 'a')));
  EXPECT_EQ(safe_name("my values.yaml"), "my_values.yaml");
  EXPECT_EQ(safe_name(".."), "_..");
  EXPECT_EQ(safe_name(""), "_");
  EXPECT_EQ(safe_name(std::string(300, 'a')).size(), 200U);
}

}  // namespace
}  // namespace nsmkit::bundle
