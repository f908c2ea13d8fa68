#include "diff/renames.hpp"

#include <gtest/gtest.h>

#include "tests/diff/compare_support.hpp"

namespace nsmkit::diff {
namespace {

Json object(const std::string& api_version, const std::string& kind, const std::string& name_space,
            const std::string& name, Json spec) {
  return {{"apiVersion", api_version},
          {"kind", kind},
          {"metadata", {{"name", name}, {"namespace", name_space}}},
          {"spec", std::move(spec)}};
}

Json subject(const std::string& kind, const std::string& name, const std::string& name_space = "") {
  Json json{{"kind", kind}, {"name", name}};
  if (!name_space.empty()) json["namespace"] = name_space;
  return json;
}

Json target(const std::string& name_space, const std::string& name, Json destination, Json source,
            const std::string& rule) {
  return object("access.smi-spec.io/v1alpha2", "TrafficTarget", name_space, name,
                {{"destination", std::move(destination)},
                 {"sources", Json::array({std::move(source)})},
                 {"rules", Json::array({subject("HTTPRouteGroup", rule)})}});
}

Json breaker(const std::string& name_space, const std::string& name, const std::string& service, int errors) {
  return object(
      "specs.smi.nginx.com/v1alpha1", "CircuitBreaker", name_space, name,
      {{"destination", subject("Service", service, name_space)}, {"errors", errors}, {"timeoutSeconds", 30}});
}

Json limit(const std::string& name, const std::string& destination, const std::string& rate) {
  return object("specs.smi.nginx.com/v1alpha2", "RateLimit", "shop", name,
                {{"destination", subject("Service", destination, "shop")}, {"name", name}, {"rate", rate}});
}

Json routes(const std::string& name, Json matches) {
  return object("specs.smi-spec.io/v1alpha3", "HTTPRouteGroup", "shop", name,
                {{"matches", std::move(matches)}});
}

std::string between(Json before, Json after) {
  const TestSide left = side_with({std::move(before)});
  const TestSide right = side_with({std::move(after)});
  return found(compare(left.entries(), right.entries(), {}));
}

constexpr const char* kApart[] = {"added ", "removed "};

void expect_apart(const Json& before, const Json& after) {
  const std::string text = between(before, after);
  EXPECT_TRUE(text.find(kApart[0]) != std::string::npos && text.find(kApart[1]) != std::string::npos) << text;
}

TEST(Renames, KindsAreNoLikeness) {
  expect_apart(
      target("ns1", "allow", subject("ServiceAccount", "api"), subject("ServiceAccount", "cart"), "r1"),
      target("ns2", "allow", subject("ServiceAccount", "db"), subject("ServiceAccount", "ingress"), "zzz"));
}

TEST(Renames, BreakersOfDifferentServicesAreApart) {
  expect_apart(breaker("n1", "c", "a", 3), breaker("n2", "c", "b", 7));
  expect_apart(breaker("n1", "c", "a", 3), breaker("n2", "c", "b", 3));
  expect_apart(breaker("shop", "c1", "a", 3), breaker("shop", "c2", "b", 3));
  expect_apart(breaker("shop", "a", "a", 3), breaker("shop", "b", "b", 3));
}

TEST(Renames, EmptyContentIsNoEvidence) {
  const auto route = [](const char* name, Json spec) {
    return object("specs.smi-spec.io/v1alpha4", "TCPRoute", "shop", name, std::move(spec));
  };
  expect_apart(route("a", Json::object()), route("b", Json::object()));
  expect_apart(route("a", {{"matches", Json::array()}}), route("b", {{"matches", Json::array()}}));
  EXPECT_EQ(
      between(route("a", {{"matches", {{{"ports", {80}}}}}}), route("b", {{"matches", {{{"ports", {80}}}}}})),
      "renamed TCPRoute shop/a to TCPRoute shop/b\n");
}

TEST(Renames, ALimitMayBeRenamedInItsSpecToo) {
  const TestSide left = side_with({limit("l1", "api", "10r/s")});
  const TestSide right = side_with({limit("l2", "api", "10r/s")});
  const Difference difference = compare(left.entries(), right.entries(), {});
  EXPECT_EQ(found(difference), "renamed RateLimit shop/l1 to RateLimit shop/l2\n  spec.name: changed\n");
  EXPECT_EQ(difference.objects[0].likeness->equal, 5U);
  EXPECT_EQ(difference.objects[0].likeness->leaves, 6U);
  expect_apart(limit("l1", "api", "10r/s"), limit("l2", "cart", "10r/s"));
}

TEST(Renames, ABreakerOfTheSameServiceMayHaveAnotherThreshold) {
  EXPECT_EQ(between(breaker("shop", "c1", "api", 3), breaker("shop", "c2", "api", 4)),
            "renamed CircuitBreaker shop/c1 to CircuitBreaker shop/c2\n  spec.errors: changed\n");
}

TEST(Renames, NamespacesOfSubjectsMayMoveAlong) {
  EXPECT_EQ(between(target("shop", "t", subject("ServiceAccount", "api", "shop"),
                           subject("ServiceAccount", "web", "shop"), "r"),
                    target("store", "t", subject("ServiceAccount", "api", "store"),
                           subject("ServiceAccount", "web", "store"), "r")),
            "moved TrafficTarget shop/t to TrafficTarget store/t\n"
            "  spec.destination.namespace: changed\n"
            "  spec.sources[ServiceAccount/shop/web]: removed\n"
            "  spec.sources[ServiceAccount/store/web]: added\n");
  EXPECT_EQ(between(breaker("n1", "c", "a", 3), breaker("n2", "c", "a", 4)),
            "moved CircuitBreaker n1/c to CircuitBreaker n2/c\n"
            "  spec.destination.namespace: changed\n  spec.errors: changed\n");
}

TEST(Renames, ServicesMayBeNamedWithTheirNamespace) {
  Json before = split("shop", "catalog", {90, 10});
  Json after = split("store", "catalog", {80, 20});
  before["spec"]["service"] = "catalog.shop.svc.cluster.local";
  after["spec"]["service"] = "catalog.store.svc.cluster.local";
  EXPECT_EQ(between(before, after),
            "moved TrafficSplit shop/catalog to TrafficSplit store/catalog\n"
            "  spec.backends[catalog-v1].weight: changed\n  spec.backends[catalog-v2].weight: changed\n"
            "  spec.service: changed\n");
}

TEST(Renames, LeavesOfListsBelongToTheirItem) {
  Json before = split("shop", "s1", {90, 10});
  Json after = split("shop", "s2", {10, 90});
  after["spec"]["service"] = before["spec"]["service"] = "apex";
  after["spec"]["backends"][0]["service"] = "s1-v1";
  after["spec"]["backends"][1]["service"] = "s1-v2";
  const TestSide left = side_with({before});
  const TestSide right = side_with({after});
  const Difference difference = compare(left.entries(), right.entries(), {});
  EXPECT_EQ(found(difference),
            "renamed TrafficSplit shop/s1 to TrafficSplit shop/s2\n"
            "  spec.backends[s1-v1].weight: changed\n  spec.backends[s1-v2].weight: changed\n");
  EXPECT_EQ(difference.objects[0].likeness->equal, 4U);
  EXPECT_EQ(difference.objects[0].likeness->leaves, 6U);
}

TEST(Renames, NamesOfPartsAloneAreNoEvidence) {
  const auto group = [](const char* name, const char* path) {
    return routes(name, {{{"name", "all"}, {"pathRegex", path}, {"methods", {"GET"}}}});
  };
  expect_apart(group("one", "/a"), group("two", "/b"));
}

TEST(Renames, TheSameContentWithAnotherNameIsOne) {
  const Json matches{{{"name", "all"}, {"pathRegex", "/a"}}};
  const TestSide left = side_with({routes("one", matches)});
  const TestSide right = side_with({routes("two", matches)});
  const Difference difference = compare(left.entries(), right.entries(), {});
  EXPECT_EQ(found(difference), "renamed HTTPRouteGroup shop/one to HTTPRouteGroup shop/two\n");
  EXPECT_EQ(difference.objects[0].likeness->equal, difference.objects[0].likeness->leaves);
}

TEST(Renames, AnotherKindOfSubjectIsNotTheSameContent) {
  const TestSide left = side_with(
      {target("shop", "one", subject("ServiceAccount", "api"), subject("ServiceAccount", "web"), "r")});
  const TestSide right =
      side_with({target("shop", "two", subject("Service", "api"), subject("ServiceAccount", "web"), "r")});
  const Difference difference = compare(left.entries(), right.entries(), {});
  EXPECT_EQ(found(difference),
            "renamed TrafficTarget shop/one to TrafficTarget shop/two\n  spec.destination.kind: changed\n");
  EXPECT_LT(difference.objects[0].likeness->equal, difference.objects[0].likeness->leaves);
}

TEST(Renames, AnotherVersionOfARenamedObjectIsToldAsAsked) {
  Json before = breaker("shop", "c1", "api", 3);
  Json after = breaker("shop", "c2", "api", 3);
  after["apiVersion"] = "specs.smi.nginx.com/v1alpha2";
  const TestSide left = side_with({before});
  const TestSide right = side_with({after});
  const std::string renamed = "renamed CircuitBreaker shop/c1 to CircuitBreaker shop/c2\n";
  const Difference difference = compare(left.entries(), right.entries(), {});
  EXPECT_EQ(found(difference), renamed);
  EXPECT_EQ(difference.versions.size(), 1U);
  EXPECT_EQ(found(compare(left.entries(), right.entries(), {.ignore = {}, .one_version = false})),
            renamed + "  apiVersion: changed\n");
}

}  // namespace
}  // namespace nsmkit::diff
