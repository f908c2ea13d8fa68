#include "diff/list_pairs.hpp"

#include <gtest/gtest.h>

#include "tests/diff/compare_support.hpp"

namespace nsmkit::diff {
namespace {

Json with_spec(const char* api_version, const char* kind, Json spec) {
  return {{"apiVersion", api_version},
          {"kind", kind},
          {"metadata", {{"name", "x"}, {"namespace", "shop"}}},
          {"spec", std::move(spec)}};
}

Json paths(const std::vector<std::string>& paths) {
  Json matches = Json::array();
  for (const std::string& path : paths) {
    matches.push_back({{"pathRegex", path}});
  }
  return with_spec("specs.smi-spec.io/v1alpha3", "HTTPRouteGroup", {{"matches", std::move(matches)}});
}

Json backends(const std::vector<std::pair<std::string, int>>& weights) {
  Json list = Json::array();
  for (const auto& [service, weight] : weights) {
    list.push_back({{"service", service}, {"weight", weight}});
  }
  return with_spec("split.smi-spec.io/v1alpha3", "TrafficSplit",
                   {{"service", "x"}, {"backends", std::move(list)}});
}

Json rules(const std::vector<std::string>& matches) {
  Json list = Json::array();
  for (const std::string& match : matches) {
    list.push_back({{"kind", "HTTPRouteGroup"}, {"name", "r"}, {"matches", {match}}});
  }
  return with_spec("access.smi-spec.io/v1alpha2", "TrafficTarget",
                   {{"destination", {{"name", "api"}}}, {"rules", std::move(list)}});
}

Json steps(const Json& list) { return with_spec("example.com/v1", "Widget", {{"steps", list}}); }

/// The lines of what differs, without that of the object.
std::string between(const Json& before, const Json& after) {
  const TestSide left = side_with({before});
  const TestSide right = side_with({after});
  const std::string text = found(compare(left.entries(), right.entries(), {}));
  return text.substr(std::min(text.find('\n') + 1, text.size()));
}

TEST(ListPairs, NamelessItemsArePairedWhenEqual) {
  EXPECT_EQ(between(paths({"/a", "/b", "/c"}), paths({"/a", "/c"})), "  spec.matches[1]: removed\n");
  EXPECT_EQ(between(paths({"/a", "/c"}), paths({"/a", "/b", "/c"})), "  spec.matches[1]: added\n");
  EXPECT_EQ(between(paths({"/a", "/b", "/c"}), paths({"/a", "/x", "/c"})),
            "  spec.matches[1].pathRegex: changed\n");
  EXPECT_EQ(between(paths({"/a", "/b"}), paths({"/b", "/c"})),
            "  spec.matches[0]: removed\n  spec.matches[1]: added\n");
}

TEST(ListPairs, NamelessItemsInAnotherOrderAreOneChange) {
  EXPECT_EQ(between(paths({"/a", "/b"}), paths({"/b", "/a"})), "  spec.matches: reordered\n");
  const ListPairs pairs = pair_items({"a", "b", "c"}, {"b", "a", "x"}, nullptr);
  EXPECT_TRUE(pairs.moved);
  EXPECT_EQ(pairs.before_keys, (std::vector<std::string>{"0", "1", "2"}));
  EXPECT_EQ(pairs.after_keys, (std::vector<std::string>{"1", "0", "+2"}));
}

TEST(ListPairs, AKeyMayLookLikeTheSecondOfAnother) {
  EXPECT_EQ(between(backends({{"a", 1}, {"a", 2}, {"a#2", 3}}), backends({{"a", 1}, {"a", 2}, {"a#2", 4}})),
            "  spec.backends[a#2].weight: changed\n");
  EXPECT_EQ(between(backends({{"a", 1}, {"a", 2}, {"a#2", 3}}), backends({{"a", 1}, {"a#2", 3}})),
            "  spec.backends[a#2]: removed\n");
}

TEST(ListPairs, KeysOfSeveralMembersAreNotJoinedByTheirText) {
  const releases::ListFact fact{{"kind", "name"}, releases::ItemOrder::kNone};
  const Json before = Json::array({{{"kind", "a/b"}, {"name", "c"}}});
  const Json after = Json::array({{{"kind", "a"}, {"name", "b/c"}}});
  EXPECT_EQ(pair_items(before, after, &fact).items.size(), 2U);
}

TEST(ListPairs, EqualItemsOfOneKeyArePairedFirst) {
  EXPECT_EQ(between(rules({"a", "b"}), rules({"b", "a"})), "  spec.rules: reordered\n");
  EXPECT_EQ(between(backends({{"a", 1}, {"a", 2}}), backends({{"a", 2}, {"a", 1}})),
            "  spec.backends: same-in-other-order\n");
  EXPECT_EQ(between(backends({{"a", 1}, {"a", 2}}), backends({{"a", 2}})), "  spec.backends[a#1]: removed\n");
  EXPECT_EQ(between(backends({{"a", 2}}), backends({{"a", 1}, {"a", 2}})), "  spec.backends[a#2]: added\n");
  EXPECT_EQ(between(backends({{"a", 1}, {"a", 2}}), backends({{"a", 1}, {"a", 3}})),
            "  spec.backends[a#2].weight: changed\n");
}

TEST(ListPairs, AnIgnoredKeyStandsForAllItemsThatShareIt) {
  const TestSide left = side_with({backends({{"a", 1}, {"a", 2}, {"b", 3}})});
  const TestSide right = side_with({backends({{"a", 4}, {"a", 5}, {"b", 3}})});
  const Difference difference =
      compare(left.entries(), right.entries(), {{PathGlob("spec.backends[a].weight")}});
  EXPECT_EQ(found(difference), "");
  EXPECT_EQ(difference.counts.ignored, 2U);
  EXPECT_EQ(found(compare(left.entries(), right.entries(), {{PathGlob("spec.backends[a#2]")}})),
            "changed TrafficSplit shop/x\n  spec.backends[a#1].weight: changed\n");
}

TEST(ListPairs, OtherListsPairEqualItemsFirst) {
  EXPECT_EQ(between(steps({"a", "b"}), steps({"b", "a"})), "  spec.steps: reordered\n");
  EXPECT_EQ(between(steps({"a", "b", "c"}), steps({"a", "x", "c", "d"})),
            "  spec.steps[1]: changed\n  spec.steps[3]: added\n");
  EXPECT_EQ(between(steps({"a", "a"}), steps({"a"})), "  spec.steps[1]: removed\n");
}

}  // namespace
}  // namespace nsmkit::diff
