#include <gtest/gtest.h>

#include "tests/diff/compare_support.hpp"

namespace nsmkit::diff {
namespace {

constexpr const char* kSplit = R"(apiVersion: split.smi-spec.io/v1alpha3
kind: TrafficSplit
metadata: {name: catalog, namespace: shop}
spec:
  service: catalog
  backends:
  - {service: v1, weight: 90}
  - {service: v2, weight: 10}
)";

constexpr const char* kRoutes = R"(apiVersion: specs.smi-spec.io/v1alpha3
kind: HTTPRouteGroup
metadata: {name: routes, namespace: shop}
spec:
  matches:
  - {name: list, pathRegex: /list, methods: [GET, HEAD]}
  - {name: all, pathRegex: .*, methods: ["*"]}
)";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

TEST(Compare, SaysNothingOfEqualSides) { EXPECT_EQ(found(kSplit, kSplit), ""); }

TEST(Compare, NamesItemsByTheirKey) {
  EXPECT_EQ(found(kSplit, replaced(kSplit, "weight: 10", "weight: 20")),
            "changed TrafficSplit shop/catalog\n  spec.backends[v2].weight: changed\n");
}

TEST(Compare, GivesValuesAndPositionsOfBothSides) {
  const TestSide left = side_of(kSplit);
  const TestSide right =
      side_of(std::string("# moved by a line\n") + replaced(kSplit, "weight: 10", "weight: 20"));
  const Difference difference = compare(left.entries(), right.entries(), {});
  ASSERT_EQ(difference.objects.size(), 1U);
  const ValueChange& value = difference.objects[0].values.at(0);
  EXPECT_EQ(*value.before, 10);
  EXPECT_EQ(*value.after, 20);
  EXPECT_EQ(value.before_pointer, "/spec/backends/1/weight");
  EXPECT_EQ(value.before_position, (base::Position{8, 27}));
  EXPECT_EQ(value.after_position, (base::Position{9, 27}));
}

TEST(Compare, PairsInsertedItemsByKey) {
  EXPECT_EQ(
      found(kSplit, replaced(kSplit, "  - {service: v1", "  - {service: v0, weight: 1}\n  - {service: v1")),
      "changed TrafficSplit shop/catalog\n  spec.backends[v0]: added\n");
}

TEST(Compare, OrderOfBackendsAndMethodsSaysNothing) {
  const std::string other = R"(apiVersion: split.smi-spec.io/v1alpha3
kind: TrafficSplit
metadata: {name: catalog, namespace: shop}
spec:
  service: catalog
  backends:
  - {service: v2, weight: 10}
  - {service: v1, weight: 90}
)";
  EXPECT_EQ(found(kSplit, other),
            "same-in-other-order TrafficSplit shop/catalog\n  spec.backends: same-in-other-order\n");
  EXPECT_EQ(found(kRoutes, replaced(kRoutes, "[GET, HEAD]", "[HEAD, GET]")),
            "same-in-other-order HTTPRouteGroup shop/routes\n"
            "  spec.matches[list].methods: same-in-other-order\n");
  const TestSide left = side_of(kSplit);
  const TestSide right = side_of(other);
  const Difference difference = compare(left.entries(), right.entries(), {});
  EXPECT_FALSE(differs(difference));
  EXPECT_EQ(difference.counts.unchanged, 1U);
}

TEST(Compare, OrderOfMatchesIsAChange) {
  const std::string other = R"(apiVersion: specs.smi-spec.io/v1alpha3
kind: HTTPRouteGroup
metadata: {name: routes, namespace: shop}
spec:
  matches:
  - {name: all, pathRegex: .*, methods: ["*"]}
  - {name: list, pathRegex: /list, methods: [GET, HEAD]}
)";
  EXPECT_EQ(found(kRoutes, other), "changed HTTPRouteGroup shop/routes\n  spec.matches: reordered\n");
}

TEST(Compare, OrderOfRulesIsAChangeAndOfSourcesIsNot) {
  const std::string target = R"(apiVersion: access.smi-spec.io/v1alpha2
kind: TrafficTarget
metadata: {name: t, namespace: shop}
spec:
  destination: {kind: ServiceAccount, name: a, namespace: shop}
  sources:
  - {kind: ServiceAccount, name: x, namespace: shop}
  - {kind: ServiceAccount, name: x, namespace: ml}
  rules:
  - {kind: HTTPRouteGroup, name: one}
  - {kind: HTTPRouteGroup, name: two}
)";
  const TestSide left = side_of(target);
  TestSide right = side_of(target);
  Json& spec = right.resources[0].object["spec"];
  std::swap(spec["sources"][0], spec["sources"][1]);
  EXPECT_FALSE(differs(compare(left.entries(), right.entries(), {})));
  std::swap(spec["rules"][0], spec["rules"][1]);
  EXPECT_EQ(found(compare(left.entries(), right.entries(), {})),
            "changed TrafficTarget shop/t\n  spec.rules: reordered\n  spec.sources: same-in-other-order\n");
}

TEST(Compare, PairsOtherKindsByNameOrByPlace) {
  const std::string before = R"(apiVersion: example.com/v1
kind: Widget
metadata: {name: w}
spec:
  parts: [{name: a, size: 1}, {name: b, size: 2}]
  steps: [one, two, three]
)";
  EXPECT_EQ(found(before, replaced(replaced(before, "size: 2", "size: 3"), "[one, two", "[zero, one, two")),
            "changed Widget w\n  spec.parts[b].size: changed\n  spec.steps[0]: added\n");
}

TEST(Compare, AddedAndRemoved) {
  EXPECT_EQ(found(kSplit, kRoutes), "added HTTPRouteGroup shop/routes\nremoved TrafficSplit shop/catalog\n");
}

TEST(Compare, TellsAnotherVersionOnce) {
  const TestSide left = side_of(kSplit);
  const TestSide right = side_of(replaced(kSplit, "v1alpha3", "v1alpha4"));
  const Difference difference = compare(left.entries(), right.entries(), {});
  EXPECT_FALSE(differs(difference));
  EXPECT_EQ(difference.counts.unchanged, 1U);
  ASSERT_EQ(difference.versions.size(), 1U);
  EXPECT_EQ(difference.versions[0].before, "split.smi-spec.io/v1alpha3");
  EXPECT_EQ(difference.versions[0].after, "split.smi-spec.io/v1alpha4");
  EXPECT_FALSE(difference.versions[0].converted);
  EXPECT_EQ(found(kSplit, replaced(kSplit, "v1alpha3", "v1alpha4"), {.ignore = {}, .one_version = false}),
            "changed TrafficSplit shop/catalog\n  apiVersion: changed\n");
}

TEST(Compare, TellsWhatElseChangedInAnotherVersion) {
  EXPECT_EQ(found(kSplit, replaced(replaced(kSplit, "v1alpha3", "v1alpha4"), "weight: 10", "weight: 20")),
            "changed TrafficSplit shop/catalog\n  spec.backends[v2].weight: changed\n");
}

TEST(Compare, FindsWhatMovedToAnotherNamespace) {
  EXPECT_EQ(found(kSplit, replaced(kSplit, "namespace: shop", "namespace: store")),
            "moved TrafficSplit shop/catalog to TrafficSplit store/catalog\n");
}

TEST(Compare, FindsWhatWasRenamedAndChangedALittle) {
  const TestSide left = side_with({split("shop", "catalog", {10, 20, 30, 40, 50, 60})});
  TestSide right = side_with({split("shop", "catalog", {10, 20, 30, 40, 50, 61})});
  right.resources[0].object["metadata"]["name"] = "catalogue";
  right.resources[0].ref.name = "catalogue";
  const Difference difference = compare(left.entries(), right.entries(), {});
  EXPECT_EQ(found(difference),
            "renamed TrafficSplit shop/catalog to TrafficSplit shop/catalogue\n"
            "  spec.backends[catalog-v6].weight: changed\n");
  EXPECT_EQ(difference.objects[0].likeness->equal, 13U);
  EXPECT_EQ(difference.objects[0].likeness->leaves, 14U);
}

TEST(Compare, LeavesOthersAddedAndRemoved) {
  const TestSide left = side_with({split("shop", "catalog", {90, 10})});
  const TestSide right = side_with({split("shop", "cart", {90, 10})});
  EXPECT_EQ(found(compare(left.entries(), right.entries(), {})),
            "added TrafficSplit shop/cart\nremoved TrafficSplit shop/catalog\n");
}

TEST(Compare, IgnoresPaths) {
  const std::string other = replaced(replaced(kSplit, "weight: 10", "weight: 20"), "namespace: shop}",
                                     "namespace: shop, labels: {a: b, c: d}}");
  for (const char* pattern :
       {"**.weight", "spec.backends[*].weight", "spec.backends[v2]", "/spec/backends/1/weight"}) {
    EXPECT_EQ(found(kSplit, other, {{PathGlob(pattern), PathGlob("metadata.labels.a")}}),
              "changed TrafficSplit shop/catalog\n  metadata.labels.c: added\n")
        << pattern;
  }
  const TestSide left = side_of(kSplit);
  const TestSide right = side_of(other);
  const Difference difference =
      compare(left.entries(), right.entries(), {{PathGlob("spec"), PathGlob("metadata.labels")}});
  EXPECT_FALSE(differs(difference));
  EXPECT_EQ(difference.counts.ignored, 2U);
}

TEST(Compare, LooksIntoWhatIsNewWhenSomethingInItIsIgnored) {
  const std::string other = std::string(kSplit) + "  - {service: c, weight: 0}\n";
  const std::string whole = "changed TrafficSplit shop/catalog\n  spec.backends[c]: added\n";
  EXPECT_EQ(found(kSplit, other), whole);
  EXPECT_EQ(found(kSplit, other, {{PathGlob("nope.x"), PathGlob("**.weights"), PathGlob("spec.*.weight")}}),
            whole);
  for (const char* pattern : {"**.weight", "spec.backends[c].weight", "/spec/backends/2/weight"}) {
    EXPECT_EQ(found(kSplit, other, {{PathGlob(pattern)}}),
              "changed TrafficSplit shop/catalog\n  spec.backends[c].service: added\n")
        << pattern;
  }
  EXPECT_EQ(found(kSplit, other, {{PathGlob("spec.backends[c]")}}), "");
}

TEST(Compare, LooksIntoListsOfWhatIsGone) {
  const std::string bare =
      "apiVersion: split.smi-spec.io/v1alpha3\nkind: TrafficSplit\n"
      "metadata: {name: catalog, namespace: shop}\n";
  EXPECT_EQ(found(kSplit, bare), "changed TrafficSplit shop/catalog\n  spec: removed\n");
  EXPECT_EQ(found(kSplit, bare, {{PathGlob("spec.backends[v2]")}}),
            "changed TrafficSplit shop/catalog\n  spec.backends[v1]: removed\n  spec.service: removed\n");
}

TEST(Compare, MarksTheDataOfSecrets) {
  const std::string secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {password: AAAA}\n";
  const TestSide left = side_of(secret);
  const TestSide right = side_of(replaced(secret, "AAAA", "BBBB"));
  EXPECT_TRUE(compare(left.entries(), right.entries(), {}).objects.at(0).values.at(0).secret);
}

TEST(Settings, CompareByNameWithDefaults) {
  const auto setting = [](const char* name, Json value, std::optional<Json> usual = {}) {
    return SettingValue{name, std::move(value), false, {}, "values", std::move(usual)};
  };
  const SettingsDifference difference = compare_settings(
      {setting("a", 1), setting("b", 2), setting("gone", 3), setting("list", {"x", "y"})},
      {setting("a", 1), setting("b", 3), setting("default", true, Json(true)), setting("list", {"y", "x"})},
      {});
  ASSERT_EQ(difference.changes.size(), 2U);
  EXPECT_EQ(difference.changes[0].name, "b");
  EXPECT_EQ(difference.changes[1].name, "gone");
  EXPECT_EQ(difference.changes[1].nature, Nature::kRemoved);
  EXPECT_EQ(difference.unchanged, 2U);
  EXPECT_EQ(difference.by_default, 1U);
}

// Comparisons of two objects are counted: their number grows with that of the objects alone.
class Comparisons : public testing::TestWithParam<int> {};

TEST_P(Comparisons, GrowWithTheObjects) {
  const int shape = GetParam();
  for (const std::uint64_t count : {500U, 2000U}) {
    std::vector<Json> before;
    std::vector<Json> after;
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::string number = std::to_string(i);
      // Equal objects; all renamed with the same content; all with other content; all much alike.
      before.push_back(split("shop", "app" + number, {90, 10}));
      after.push_back(split(shape == 0 ? "shop" : "store", shape == 3 ? "svc" + number : "app" + number,
                            {shape == 2 ? static_cast<int>(i) : 90, 10}));
      if (shape == 1) {
        for (auto* objects : {&before, &after}) {
          objects->back()["spec"] = {{"service", "one"}};
        }
      }
    }
    const TestSide left = side_with(std::move(before));
    const TestSide right = side_with(std::move(after));
    const Difference difference = compare(left.entries(), right.entries(), {});
    EXPECT_LE(difference.counts.comparisons, 8 * count) << "shape " << shape;
    if (shape != 3) {
      EXPECT_EQ(difference.counts.added, 0U);
      EXPECT_EQ(difference.counts.moved, shape == 0 ? 0U : count);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Shapes, Comparisons, testing::Range(0, 4));

}  // namespace
}  // namespace nsmkit::diff
