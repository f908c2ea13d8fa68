#include "diff/behaviour.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/diff/behaviour_support.hpp"

namespace nsmkit::diff {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(BehaviourAccess, SaysWhatIsDenied) {
  const Objects before{group("routes", paths({"/cart.*", "/admin$"})), target(Json::array({rule("routes")}))};
  const Objects after{group("routes", paths({"/cart.*"})), target(Json::array({rule("routes")}))};
  const Behaviour behaviour = compare(before, after);
  ASSERT_THAT(behaviour.changes, SizeIs(1));
  const BehaviourChange& change = behaviour.changes.front();
  EXPECT_EQ(change.effect, Effect::kDenied);
  EXPECT_EQ(change.subject, "ServiceAccount shop/frontend -> ServiceAccount shop/catalog, port 8080");
  EXPECT_EQ(
      change.text,
      "ServiceAccount shop/frontend can no longer reach ServiceAccount shop/catalog, port 8080 with: GET "
      "/admin$");
  EXPECT_THAT(change.before, ElementsAre("GET /admin$", "GET /cart.*"));
  EXPECT_THAT(change.after, ElementsAre("GET /cart.*"));
  std::vector<std::string> places;
  for (const auto& place : change.places) {
    places.push_back(place.file + ":" + std::to_string(place.position.line));
  }
  EXPECT_THAT(places, ElementsAre("before.yaml:2", "before.yaml:1", "after.yaml:2", "after.yaml:1"));
}

TEST(BehaviourAccess, NamesAnExampleOfWhatChangesInPart) {
  const Objects before{group("routes", paths({"/cart"})), target(Json::array({rule("routes")}))};
  const Objects after{group("routes", paths({"/cart/"})), target(Json::array({rule("routes")}))};
  EXPECT_THAT(texts(compare(before, after)),
              ElementsAre("access denied: ServiceAccount shop/frontend can no longer reach ServiceAccount "
                          "shop/catalog, port 8080 with: GET /cart (in part, such as GET /cart)"));
}

TEST(BehaviourAccess, SaysWhatIsAllowedAndDenied) {
  const Objects before{group("routes", paths({"/a$"})), target(Json::array({rule("routes")}))};
  const Objects after{group("routes", paths({"/b$"})), target(Json::array({rule("routes")}))};
  EXPECT_THAT(texts(compare(before, after)),
              ElementsAre(HasSubstr("access allowed: "), HasSubstr("access denied: ")));
}

TEST(BehaviourAccess, SeesThroughOtherSpelling) {
  const Objects before{group("routes", paths({"/(cart|order)$", "/api.*"})),
                       target(Json::array({rule("routes")}),
                              Json::array({subject("ServiceAccount", "b"), subject("ServiceAccount", "a")}))};
  const Objects after{group("renamed", paths({"^/api/?", "/order$", "/cart$", "^/api"})),
                      target(Json::array({rule("renamed")}),
                             Json::array({subject("ServiceAccount", "a"), subject("ServiceAccount", "b")}))};
  const Behaviour behaviour = compare(before, after);
  EXPECT_THAT(texts(behaviour), IsEmpty());
  EXPECT_EQ(behaviour.unchanged, 2);
}

TEST(BehaviourAccess, AHeaderNarrows) {
  const Json open{{"name", "m"}, {"pathRegex", "/a"}};
  Json narrow = open;
  narrow["headers"] = {{"X-Test", "^true$"}};
  const Objects before{group("routes", Json::array({open})), target(Json::array({rule("routes")}))};
  const Objects after{group("routes", Json::array({narrow})), target(Json::array({rule("routes")}))};
  EXPECT_THAT(texts(compare(before, after)), ElementsAre(HasSubstr("(in part, such as GET /a)")));
}

TEST(BehaviourAccess, CallsUnclearWhatItCannotCompare) {
  const Objects before{group("routes", paths({"(?i)/cart"})), target(Json::array({rule("routes")}))};
  const Objects after{group("routes", paths({"(?i)/carts?"})), target(Json::array({rule("routes")}))};
  EXPECT_THAT(texts(compare(before, after)), ElementsAre(HasSubstr("access maybe: ")));
  EXPECT_THAT(texts(compare(before, before)), IsEmpty());
  EXPECT_THAT(texts(compare(before, {before[0]})), ElementsAre(HasSubstr("access denied: ")));
}

TEST(BehaviourAccess, TheModeDecidesAboutUnguardedDestinations) {
  const Objects guarded{group("routes", paths({"/a"})), target(Json::array({rule("routes")}))};
  EXPECT_THAT(texts(compare(guarded, {guarded[0]}, "deny")),
              ElementsAre("access denied: ServiceAccount shop/frontend can no longer reach ServiceAccount "
                          "shop/catalog, port 8080 at all; before: GET /a"));
  EXPECT_THAT(
      texts(compare(guarded, {guarded[0]}, "allow")),
      ElementsAre(
          "access allowed: ServiceAccount shop/frontend can now reach ServiceAccount shop/catalog, every "
          "other port with any request",
          "access allowed: ServiceAccount shop/frontend can now reach ServiceAccount shop/catalog, port "
          "8080 with any request",
          "access allowed: any other source can now reach ServiceAccount shop/catalog with any request"));
  EXPECT_THAT(texts(compare({guarded[0]}, guarded, "allow")),
              Contains("access denied: ServiceAccount shop/frontend can no longer reach ServiceAccount "
                       "shop/catalog, port 8080 with any request, but only with: GET /a"));
}

TEST(BehaviourAccess, SaysWhichModeItTakes) {
  const auto lines = [](std::optional<std::string> before, std::optional<std::string> after) {
    const model::ResourceSet none;
    return compare_behaviour({none, std::move(before)}, {none, std::move(after)});
  };
  EXPECT_THAT(lines({}, {}).assumptions, IsEmpty());
  EXPECT_THAT(compare({target(Json::array())}, {}, {}).assumptions,
              Contains(HasSubstr("allow, the mesh's default, is taken")));
  EXPECT_THAT(lines("deny", {}).assumptions, ElementsAre(HasSubstr("of the side before (deny) is taken")));
  EXPECT_THAT(texts(lines("deny", {})), IsEmpty());
  EXPECT_THAT(texts(lines("allow", "deny")),
              ElementsAre("access denied: destinations without a TrafficTarget are now closed to all (access "
                          "control mode allow -> deny)"));
}

TEST(BehaviourSplits, GivesSharesInPercent) {
  EXPECT_THAT(texts(compare({split({{"v1", 90}, {"v2", 10}})}, {split({{"v1", 1}, {"v2", 2}})})),
              ElementsAre("split changed: Service shop/catalog: v1 90 % -> 33.33 %, v2 10 % -> 66.67 %"));
  EXPECT_THAT(texts(compare({split({{"v1", 90}, {"v2", 10}})}, {split({{"v1", 5}})})),
              ElementsAre("split changed: Service shop/catalog: v1 90 % -> 100 %, v2 10 % -> none"));
  EXPECT_THAT(texts(compare({}, {split({{"v1", 1}})})),
              ElementsAre("split added: Service shop/catalog is now split: v1 100 %"));
  EXPECT_THAT(
      texts(compare({split({{"v1", 100000000}, {"v2", 1}})}, {split({{"v1", 100000001}, {"v2", 1}})})),
      ElementsAre(HasSubstr("(weights 100000000 : 1 -> 100000001 : 1)")));
}

TEST(BehaviourSplits, WeightsAreRelative) {
  EXPECT_THAT(texts(compare({split({{"v1", 90}, {"v2", 10}, {"v3", 0}})}, {split({{"v2", 1}, {"v1", 9}})})),
              IsEmpty());
  EXPECT_THAT(texts(compare({split({{"v1", 0}})}, {split({{"v1", 1}})})), SizeIs(1));
}

TEST(BehaviourSplits, SpeaksPerCondition) {
  const Json only_metrics = Json::array({rule("routes")});
  const Objects before{group("routes", paths({"/metrics"})), split({{"v1", 1}}, only_metrics)};
  EXPECT_THAT(
      texts(compare(before, {before[0], split({{"v2", 1}}, only_metrics)})),
      ElementsAre("split changed: Service shop/catalog, requests that match GET /metrics: v1 100 % -> none, "
                  "v2 none -> 100 %"));
  EXPECT_THAT(texts(compare(before, {group("routes", paths({"/metrics", "/x"})), before[1]})),
              ElementsAre(HasSubstr(
                  "such as GET /x; before: GET /metrics: v1 100 %; after: GET /metrics or GET /x: ")));
}

TEST(BehaviourLimits, DividesAmongSources) {
  const Json one = Json::array({subject("Deployment", "a")});
  const Json two = Json::array({subject("Deployment", "a"), subject("Deployment", "b")});
  EXPECT_THAT(
      texts(compare({limit("l", "100r/m", one)}, {limit("l", "100r/m", two)})),
      ElementsAre("rate-limit changed: Deployment shop/a -> Service shop/catalog: 100 r/m -> 50 r/m (100r/m "
                  "among 2 sources)",
                  "rate-limit added: Deployment shop/b -> Service shop/catalog: no limit -> 50 r/m (100r/m "
                  "among 2 sources)"));
}

TEST(BehaviourLimits, SeesThroughOtherSpelling) {
  EXPECT_THAT(texts(compare({limit("l", "1r/s")}, {limit("other", "60r/m")})), IsEmpty());
  EXPECT_THAT(
      texts(compare({limit("l", "1r/s", Json::array(), {{"delay", "nodelay"}})}, {limit("l", "1r/s")})),
      IsEmpty())
      << "without a burst there is nothing to delay";
  EXPECT_THAT(texts(compare({limit("l", "1r/s", Json::array(), {{"burst", 5}, {"delay", 7}})},
                            {limit("l", "1r/s", Json::array(), {{"burst", 5}, {"delay", "nodelay"}})})),
              IsEmpty());
}

TEST(BehaviourLimits, TheDefaultIsForThoseThatNoOtherNames) {
  const Json one = Json::array({subject("Deployment", "a")});
  EXPECT_THAT(
      texts(compare({limit("all", "2r/s"), limit("l", "1r/s", one, {{"burst", 4}})}, {limit("all", "2r/s")})),
      ElementsAre("rate-limit changed: Deployment shop/a -> Service shop/catalog: 1 r/s, burst 4, delayed -> "
                  "2 r/s"));
}

TEST(BehaviourLimits, HoldForTheirRules) {
  const Objects before{group("routes", paths({"/a"})), limit("l", "1r/s")};
  const Json rules{{"rules", Json::array({rule("routes")})}};
  EXPECT_THAT(
      texts(compare(before, {before[0], limit("l", "1r/s", Json::array(), rules)})),
      ElementsAre("rate-limit changed: any other source -> Service shop/catalog: 1 r/s -> 1 r/s for GET /a"));
}

TEST(BehaviourBreakers, GivesThresholdsAndFallback) {
  EXPECT_THAT(
      texts(compare({breaker({{"fallback", {{"service", "shop/spare"}}}})}, {breaker({{"errors", 5}})})),
      ElementsAre("circuit-breaker changed: Service shop/catalog: trips after 3 errors within 30 s, fallback "
                  "Service shop/spare, port 80 -> trips after 5 errors within 30 s, no fallback"));
  EXPECT_THAT(texts(compare({breaker({{"fallback", {{"service", "spare"}}}})},
                            {breaker({{"fallback", {{"service", "default/spare"}, {"port", 80}}}})})),
              IsEmpty());
  EXPECT_THAT(texts(compare({breaker(Json::object())}, {})),
              ElementsAre(HasSubstr("circuit-breaker removed: ")));
}

TEST(Behaviour, ListsWhatDoesNotChange) {
  const Objects mesh{group("routes", paths({"/a"})), target(Json::array({rule("routes")})),
                     split({{"v1", 1}}), limit("l", "1r/s"), breaker(Json::object())};
  const Behaviour counted = compare(mesh, mesh);
  EXPECT_THAT(counted.changes, IsEmpty());
  EXPECT_EQ(counted.unchanged, 4);
  const Behaviour listed = compare(mesh, mesh, "deny", {.unchanged = Unchanged::kListed});
  ASSERT_THAT(listed.changes, SizeIs(4));
  EXPECT_THAT(listed.changes[0].after, ElementsAre("GET /a"));
  EXPECT_EQ(listed.changes[0].before, listed.changes[0].after);
}

TEST(Behaviour, LeavesRefusedObjectsOutAndSaysSo) {
  Json refused = target(Json::array({rule("routes")}));
  refused["refused"] = true;
  const Behaviour behaviour =
      compare({group("routes", paths({"/a"}))}, {group("routes", paths({"/a"})), refused});
  EXPECT_THAT(behaviour.changes, IsEmpty());
  EXPECT_THAT(behaviour.assumptions,
              Contains("Objects that the API server refuses are left out. (TrafficTarget shop/catalog)"));
}

TEST(Behaviour, SurvivesAnyShape) {
  const Objects odd_values{{},
                           true,
                           1,
                           -1,
                           1.5,
                           "x",
                           "",
                           Json::array(),
                           Json::object(),
                           Json::array({1}),
                           Json::array({Json::object()}),
                           {{"name", "x"}},
                           {{"kind", 1}}};
  const Objects good{group("routes", paths({"/a"})), target(Json::array({rule("routes")})),
                     split({{"v1", 1}}, Json::array({rule("routes")})),
                     limit("l", "1r/s", Json::array({subject("Deployment", "a")}),
                           {{"rules", Json::array({rule("routes")})}, {"burst", 1}, {"delay", 1}}),
                     breaker({{"fallback", {{"service", "a/b"}, {"port", 1}}}})};
  int compared = 0;
  for (std::size_t at = 0; at < good.size(); ++at) {
    const Json flat = good[at].flatten();
    for (const auto& [pointer, value] : flat.items()) {
      for (Json::json_pointer place(pointer); place.parent_pointer() != Json::json_pointer();
           place = place.parent_pointer()) {
        for (const Json& odd : odd_values) {
          Objects bent = good;
          bent[at][place] = odd;
          EXPECT_NO_THROW(static_cast<void>(compare(good, bent)));
          EXPECT_NO_THROW(static_cast<void>(compare(bent, good, {}, {Unchanged::kListed, Matrix::kMade})));
          EXPECT_THAT(compare(bent, bent).changes, IsEmpty()) << bent[at].dump();
          ++compared;
        }
      }
    }
  }
  EXPECT_GT(compared, 1000);
}

}  // namespace
}  // namespace nsmkit::diff
