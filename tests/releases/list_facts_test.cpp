#include "releases/list_facts.hpp"

#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

namespace nsmkit::releases {
namespace {

TEST(ListFacts, NameTheKeysOfItems) {
  const ListFact* backends = list_fact("split.smi-spec.io", "TrafficSplit", "spec.backends");
  ASSERT_NE(backends, nullptr);
  EXPECT_EQ(backends->key, std::vector<std::string>{"service"});
  EXPECT_EQ(backends->order, ItemOrder::kNone);
}

TEST(ListFacts, SayWhereTheFirstItemWins) {
  for (const auto& [group, kind, path] : {std::tuple("specs.smi-spec.io", "HTTPRouteGroup", "spec.matches"),
                                          std::tuple("access.smi-spec.io", "TrafficTarget", "spec.rules")}) {
    const ListFact* fact = list_fact(group, kind, path);
    ASSERT_NE(fact, nullptr) << kind;
    EXPECT_EQ(fact->order, ItemOrder::kFirstWins) << kind;
  }
}

TEST(ListFacts, KnowListsOfEveryKind) {
  EXPECT_NE(list_fact("", "Pod", "metadata.finalizers"), nullptr);
  EXPECT_EQ(list_fact("", "Pod", "spec.containers"), nullptr);
  EXPECT_EQ(list_fact("example.com", "TrafficSplit", "spec.backends"), nullptr);
}

}  // namespace
}  // namespace nsmkit::releases
