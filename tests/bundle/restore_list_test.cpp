#include "bundle/restore_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace nsmkit::bundle {
namespace {

using ::testing::ElementsAreArray;
using ::testing::Optional;

RestoreEntry split() {
  return {2,
          "trafficsplits.split.smi-spec.io",
          "shop",
          "catalog",
          "resources/waves/2/shop/trafficsplits.split.smi-spec.io-catalog.yaml",
          Ownership::kPlain};
}

std::vector<RestoreEntry> some() {
  RestoreEntry owned = split();
  owned.name = "canary";
  owned.file = "resources/controller-owned/trafficsplits.split.smi-spec.io-shop-canary.yaml";
  owned.ownership = Ownership::kOwned;
  return {{4, "circuitbreakers.specs.smi.nginx.com", "shop", "a.b-c", "resources/waves/4/shop/c.yaml"},
          split(),
          {1, "tcproutes.specs.smi-spec.io", "-", "t", "resources/waves/1/-/t.yaml"},
          owned,
          {1, "httproutegroups.specs.smi-spec.io", "zoo", "t", "resources/waves/1/zoo/t.yaml"}};
}

TEST(RestoreList, WritesInTheOrderOfWork) {
  EXPECT_EQ(restore_list(some()),
            "# The objects of this bundle in the order of their creation, for restore.sh.\n"
            "# wave, resource, namespace, name, file, owned (by a controller) or plain\n"
            "1\thttproutegroups.specs.smi-spec.io\tzoo\tt\tresources/waves/1/zoo/t.yaml\tplain\n"
            "1\ttcproutes.specs.smi-spec.io\t-\tt\tresources/waves/1/-/t.yaml\tplain\n"
            "2\ttrafficsplits.split.smi-spec.io\tshop\tcanary\t"
            "resources/controller-owned/trafficsplits.split.smi-spec.io-shop-canary.yaml\towned\n"
            "2\ttrafficsplits.split.smi-spec.io\tshop\tcatalog\t"
            "resources/waves/2/shop/trafficsplits.split.smi-spec.io-catalog.yaml\tplain\n"
            "4\tcircuitbreakers.specs.smi.nginx.com\tshop\ta.b-c\tresources/waves/4/shop/c.yaml\tplain\n");
}

TEST(RestoreList, ReadsWhatItWrote) {
  auto sorted = some();
  std::ranges::sort(sorted);
  const auto read = read_restore_list(restore_list(some()));
  ASSERT_TRUE(std::holds_alternative<std::vector<RestoreEntry>>(read));
  EXPECT_THAT(std::get<std::vector<RestoreEntry>>(read), ElementsAreArray(sorted));
  EXPECT_TRUE(std::get<std::vector<RestoreEntry>>(read_restore_list("")).empty());
  EXPECT_TRUE(std::get<std::vector<RestoreEntry>>(read_restore_list(restore_list({}))).empty());
}

TEST(RestoreList, NamesTheLineAtFault) {
  const auto read = read_restore_list(restore_list(some()) + "5\ta\tb\n");
  const auto* fault = std::get_if<RestoreListFault>(&read);
  ASSERT_NE(fault, nullptr);
  EXPECT_EQ(fault->line, 8U);
  EXPECT_EQ(fault->text, "it has 3 columns, not 6");
}

TEST(RestoreList, KnowsTheWaves) {
  EXPECT_EQ(restore_wave("tcproutes.specs.smi-spec.io"), 1U);
  EXPECT_EQ(restore_wave("traffictargets.access.smi-spec.io"), 2U);
  EXPECT_EQ(restore_wave("ratelimits.specs.smi.nginx.com"), 3U);
  EXPECT_EQ(restore_wave("circuitbreakers.specs.smi.nginx.com"), 4U);
  EXPECT_EQ(restore_wave("ratelimits"), std::nullopt);
}

TEST(RestoreFault, AcceptsOrSaysWhy) {
  EXPECT_EQ(restore_fault(split()), std::nullopt);
  RestoreEntry entry = split();
  entry.space = std::string(63, 'a');
  entry.name = std::string(253, 'a');
  EXPECT_EQ(restore_fault(entry), std::nullopt);
  entry.space += 'a';
  EXPECT_THAT(restore_fault(entry), Optional(std::string("not a name of a namespace")));
  entry = split();
  entry.name = std::string(254, 'a');
  EXPECT_THAT(restore_fault(entry), Optional(std::string("not a name of an object")));
  entry = split();
  entry.wave = 3;
  EXPECT_THAT(restore_fault(entry), Optional(std::string("not the wave of its resource")));
  entry = split();
  entry.resource = "ts";
  EXPECT_THAT(restore_fault(entry), Optional(std::string("unknown resource")));
  entry = split();
  entry.file = "resources/../bundle.json";
  EXPECT_THAT(restore_fault(entry), Optional(std::string("not a path below resources/")));
}

}  // namespace
}  // namespace nsmkit::bundle
