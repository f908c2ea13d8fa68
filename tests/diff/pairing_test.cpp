#include "diff/pairing.hpp"

#include <gtest/gtest.h>

#include "diff/diff_rules.hpp"
#include "tests/diff/compare_support.hpp"

namespace nsmkit::diff {
namespace {

Json deployment(const std::string& version, int replicas, const std::string& name = "a") {
  return {{"apiVersion", version},
          {"kind", "Deployment"},
          {"metadata", {{"name", name}, {"namespace", "b"}}},
          {"spec", {{"replicas", replicas}}}};
}

Difference difference_of(const TestSide& before, const TestSide& after, const CompareOptions& options = {}) {
  return compare(before.entries(), after.entries(), options);
}

TEST(Pairing, ReportsAnObjectThatASideHoldsTwice) {
  const TestSide twice = side_with({split("shop", "catalog", {90, 10}), split("shop", "catalog", {80, 20})});
  const TestSide once = side_with({split("shop", "catalog", {90, 10})});
  const Difference difference = difference_of(twice, once);
  EXPECT_EQ(found(difference), "removed TrafficSplit shop/catalog\n");
  EXPECT_EQ(difference.counts.before, 2U);
  ASSERT_EQ(difference.findings.size(), 1U);
  EXPECT_EQ(difference.findings[0].rule, &kObjectTwice);
  EXPECT_EQ(difference.findings[0].message, "the same side holds this object already at a.yaml:1:1");
}

TEST(Pairing, TakesAnIdenticalCopyOnce) {
  const Json first = split("shop", "catalog", {90, 10});
  const Json other = split("shop", "catalog", {80, 20});
  const TestSide copies = side_with({first, other, first, other, first});
  const TestSide once = side_with({first, other});
  for (const bool swapped : {false, true}) {
    const Difference difference = difference_of(swapped ? once : copies, swapped ? copies : once);
    EXPECT_EQ(found(difference), "");
    EXPECT_EQ(difference.counts.before, 2U);
    EXPECT_EQ(difference.counts.after, 2U);
    EXPECT_EQ(difference.counts.unchanged, 2U);
    ASSERT_EQ(difference.findings.size(), 5U);
    EXPECT_EQ(
        std::ranges::count(difference.findings,
                           "the same side holds this object already at a.yaml:1:1, in the same form; it "
                           "is taken once",
                           &base::Finding::message),
        3);
  }
}

TEST(Pairing, TakesYamlAndJsonOfOneObjectOnce) {
  const std::string yaml =
      "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: [{port: 80}]}\n";
  const std::string json =
      "---\n{\"kind\": \"Service\", \"apiVersion\": \"v1\", \"metadata\": {\"name\": \"s\"}, "
      "\"spec\": {\"ports\": [{\"port\": 80}]}}\n";
  const TestSide both = side_of(yaml + json);
  const TestSide none;
  const Difference difference = difference_of(both, none);
  EXPECT_EQ(found(difference), "removed Service s\n");
  EXPECT_EQ(difference.counts.before, 1U);
  ASSERT_EQ(difference.findings.size(), 1U);
  EXPECT_EQ(difference.findings[0].message,
            "the same side holds this object already at a.yaml:1:1, in the same form; it is taken once");
}

TEST(Pairing, IdenticalCopiesOnOneSideAloneAreOneObject) {
  const Json object = split("shop", "catalog", {90, 10});
  const TestSide copies = side_with({object, object, object});
  EXPECT_EQ(found(difference_of(copies, {})), "removed TrafficSplit shop/catalog\n");
  EXPECT_EQ(found(difference_of({}, copies)), "added TrafficSplit shop/catalog\n");
}

TEST(Pairing, FindsAnObjectThatKubernetesServesInAnotherGroupNow) {
  const TestSide left = side_with({deployment("extensions/v1beta1", 1)});
  const TestSide right = side_with({deployment("apps/v1", 2)});
  const Difference difference = difference_of(left, right);
  EXPECT_EQ(found(difference), "changed Deployment b/a\n  spec.replicas: changed\n");
  ASSERT_EQ(difference.versions.size(), 1U);
  EXPECT_EQ(difference.versions[0].before, "extensions/v1beta1");
  EXPECT_FALSE(difference.versions[0].converted);
  const Difference strict = difference_of(left, right, {.ignore = {}, .one_version = false});
  EXPECT_EQ(found(strict), "changed Deployment b/a\n  apiVersion: changed\n  spec.replicas: changed\n");
  EXPECT_TRUE(strict.versions.empty());
}

TEST(Pairing, PairsByGroupFirst) {
  const TestSide left = side_with({deployment("extensions/v1beta1", 1), deployment("apps/v1", 1)});
  const TestSide right = side_with({deployment("apps/v1", 1)});
  EXPECT_EQ(found(difference_of(left, right)), "removed Deployment b/a\n");
}

TEST(Pairing, DoesNotGuessAmongSeveralGroups) {
  const TestSide left = side_with({deployment("extensions/v1beta1", 1), deployment("example.com/v1", 1)});
  const TestSide right = side_with({deployment("apps/v1", 1)});
  EXPECT_EQ(found(difference_of(left, right)),
            "added Deployment b/a\nremoved Deployment b/a\nremoved Deployment b/a\n");
}

TEST(Pairing, AGroupOfSomeoneElseIsAChange) {
  const TestSide left = side_with({deployment("apps/v1", 1)});
  const TestSide right = side_with({deployment("example.com/v1", 1)});
  const Difference difference = difference_of(left, right);
  EXPECT_EQ(found(difference), "changed Deployment b/a\n  apiVersion: changed\n");
  EXPECT_TRUE(difference.versions.empty());
}

}  // namespace
}  // namespace nsmkit::diff
