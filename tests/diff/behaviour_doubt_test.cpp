// What cannot be known is said to be so; and the matrix of who may reach whom.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "diff/behaviour.hpp"
#include "tests/diff/behaviour_support.hpp"

namespace nsmkit::diff {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// A TrafficTarget without sources may mean anybody, so that nobody is shut out for certain.
TEST(BehaviourAccess, IsDoubtfulWhereSourcesAreMissing) {
  const Json routes = group("routes", paths({"/a"}));
  const Json rules = Json::array({rule("routes")});
  EXPECT_THAT(
      texts(compare({routes, target(rules)}, {routes, target(rules, Json::array())})),
      ElementsAre(HasSubstr("ServiceAccount shop/frontend -> ServiceAccount shop/catalog, port 8080: may no "
                            "longer be allowed: GET /a"),
                  HasSubstr("sources that are not named")));
  EXPECT_THAT(texts(compare({routes, target(rules, Json::array())}, {routes, target(rules)})),
              ElementsAre(HasSubstr("may now be allowed: GET /a"), HasSubstr("sources that are not named")));
}

TEST(BehaviourAccess, DoesNotKnowWhatRoutesMeanWithoutTheirPolicies) {
  const Json before = group("routes", paths({"/a"}));
  const Json after = group("routes", paths({"/b"}));
  EXPECT_THAT(texts(compare({before}, {after})),
              ElementsAre(HasSubstr("HTTPRouteGroup shop/routes: its routes differ, and no policy")));
  EXPECT_THAT(texts(compare({before}, {})), SizeIs(1));
  EXPECT_THAT(texts(compare({before}, {before})), IsEmpty());
  // With policies of all kinds among the inputs, one that none of them uses does nothing.
  const auto with_all = [](const Json& routes) {
    return Objects{routes, group("used", paths({"/a"})), target(Json::array({rule("used")})),
                   split({{"v1", 1}}), limit("l", "1r/s")};
  };
  EXPECT_THAT(texts(compare(with_all(before), with_all(after))), IsEmpty());
  // One that is used on the other side is the policies' matter there.
  EXPECT_THAT(texts(compare({before}, {before, target(Json::array({rule("routes")}))})),
              ElementsAre(HasSubstr("can now reach")));
}

TEST(Behaviour, IsNarrowedToTopics) {
  const Objects before{split({{"v1", 1}}), limit("l", "1r/s"), group("routes", paths({"/a"}))};
  const Objects after{split({{"v2", 1}}), limit("l", "2r/s"), group("routes", paths({"/b"}))};
  EXPECT_THAT(texts(compare(before, after)), SizeIs(3));
  EXPECT_THAT(texts(compare(before, after, "deny", {.topics = {Topic::kRateLimit}})),
              ElementsAre(HasSubstr("rate-limit changed")));
  EXPECT_THAT(texts(compare(before, after, "deny", {.topics = {}})), IsEmpty());
}

TEST(BehaviourSplits, SaysWhichSharesItCannotTell) {
  EXPECT_THAT(texts(compare({split({{"v1", 0}})}, {split({{"v2", 0}})})),
              ElementsAre(AllOf(HasSubstr("no backend has a weight above 0: [{\"service\":\"v1\""),
                                HasSubstr("no backend has a weight above 0: [{\"service\":\"v2\""))));
  const std::int64_t large = std::int64_t{1} << 60;
  EXPECT_THAT(texts(compare({split({{"v1", large}})}, {split({{"v1", large}, {"v2", 1}})})),
              ElementsAre(HasSubstr("weights too large to be told apart")));
}

TEST(BehaviourLimits, SaysThatANarrowLimitKeepsTheDefaultOut) {
  const Json sources = Json::array({subject("Deployment", "a")});
  const Json rules{{"rules", Json::array({rule("routes")})}};
  const Objects before{group("routes", paths({"/a"})), limit("own", "1r/s", sources, rules)};
  Objects after = before;
  after.push_back(limit("default", "5r/s"));
  after.back()["metadata"]["name"] = "default";
  EXPECT_THAT(compare(before, after).assumptions,
              Contains(HasSubstr("does not meet the default one, also where its own is for some")));
}

// Source, destination, allowed before and after, what became of it: a line each.
std::vector<std::string> lines(const AccessMatrix& matrix) {
  std::vector<std::string> all;
  for (const AccessCell& cell : matrix.cells) {
    all.push_back(matrix.sources.at(cell.source) + " | " + matrix.destinations.at(cell.destination) + " | " +
                  (cell.allowed[0] ? "yes " : "no ") + (cell.allowed[1] ? "yes" : "no") +
                  (cell.gained ? " gained" : "") + (cell.lost ? " lost" : "") + (cell.maybe ? " maybe" : ""));
  }
  return all;
}

TEST(Behaviour, MakesAMatrixOfWhoMayReachWhom) {
  const Json routes = group("routes", paths({"/a", "/b", "(?i)/c"}));
  const auto grant = [](const char* name, const char* match, const char* source, bool has_port = false) {
    Json one = target(Json::array({rule("routes")}), Json::array({subject("ServiceAccount", source)}));
    one["metadata"]["name"] = name;
    one["spec"]["rules"][0]["matches"] = Json::array({match});
    if (!has_port) one["spec"]["destination"].erase("port");
    return one;
  };
  const Objects before{routes, grant("kept", "m0", "a"), grant("swapped", "m0", "c"),
                       grant("gone", "m0", "d"), grant("odd", "m2", "e")};
  const Objects after{routes, grant("kept", "m0", "a"), grant("swapped", "m1", "c"), grant("odd", "m0", "e"),
                      grant("new", "m0", "b", true)};
  EXPECT_FALSE(compare(before, after).access.has_value());
  const Behaviour behaviour = compare(before, after, "deny", {.matrix = Matrix::kMade});
  EXPECT_EQ(behaviour.unchanged, compare(before, after).unchanged);
  ASSERT_TRUE(behaviour.access.has_value());
  EXPECT_THAT(lines(*behaviour.access),
              ElementsAre("ServiceAccount shop/a | ServiceAccount shop/catalog | yes yes",
                          "ServiceAccount shop/b | ServiceAccount shop/catalog, port 8080 | no yes gained",
                          "ServiceAccount shop/c | ServiceAccount shop/catalog | yes yes gained lost",
                          "ServiceAccount shop/d | ServiceAccount shop/catalog | yes no lost",
                          "ServiceAccount shop/e | ServiceAccount shop/catalog | yes yes maybe"));
}

TEST(Behaviour, PutsAllOtherSourcesLastInTheMatrix) {
  const Behaviour behaviour = compare({group("routes", paths({"/a"}))},
                                      {group("routes", paths({"/a"})), target(Json::array({rule("routes")}))},
                                      "allow", {.matrix = Matrix::kMade});
  ASSERT_TRUE(behaviour.access.has_value());
  EXPECT_EQ(behaviour.access->sources.back(), "any other source");
  EXPECT_EQ(behaviour.access->cells.size(), 3);  // two of them for the source with a name: by port
}

}  // namespace
}  // namespace nsmkit::diff
