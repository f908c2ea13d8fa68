#include "checklist/call_graph.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "io/file_system.hpp"
#include "io/memory_file_system.hpp"
#include "model/load.hpp"

namespace nsmkit::checklist {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SetSink final : public model::ResourceSink {
 public:
  void resource(model::Resource&& resource) override {
    resources.add(std::move(resource), model::ResourceSet::Verdict::kAccepted);
  }
  model::ResourceSet resources;
};

CallGraph graph_of(const std::string& yaml, const GraphLimits& limits = {}) {
  io::MemoryFileSystem files;
  files.files["in.yaml"] = yaml;
  std::istringstream in;
  SetSink sink;
  (void)model::load(files, {"in.yaml"}, in, {}, sink);
  return call_graph(sink.resources, limits);
}

// One line an edge: "cart -> catalog may call: details".
std::vector<std::string> edges_of(const CallGraph& graph) {
  std::vector<std::string> lines;
  const auto name = [&graph](std::size_t index) {
    const GraphNode& node = graph.nodes.at(index);
    return node.kind + " " + node.name_space + "/" + node.name;
  };
  for (const GraphEdge& edge : graph.edges) {
    std::string line =
        name(edge.from) + " -> " + name(edge.to) + " " + std::string(to_string(edge.kind)) + ":";
    for (const std::string& detail : edge.details) {
      line.append(" [").append(detail).append("]");
    }
    lines.push_back(line);
  }
  return lines;
}

constexpr const char* kTarget = R"(kind: TrafficTarget
apiVersion: access.smi-spec.io/v1alpha2
metadata: {name: t, namespace: shop}
spec:
  destination: {kind: ServiceAccount, name: catalog, port: 8080}
  rules:
  - {kind: HTTPRouteGroup, name: routes, matches: [list, search]}
  - {kind: TCPRoute, name: tcp}
  sources:
  - {kind: ServiceAccount, name: cart}
  - {kind: ServiceAccount, name: reports, namespace: ml}
)";

TEST(CallGraph, TrafficTargetsAllowCalls) {
  EXPECT_THAT(edges_of(graph_of(kTarget)),
              ElementsAre("ServiceAccount ml/reports -> ServiceAccount shop/catalog may call: [port 8080] "
                          "[routes: list, search] [tcp "
                          "(TCPRoute)]",
                          "ServiceAccount shop/cart -> ServiceAccount shop/catalog may call: [port 8080] "
                          "[routes: list, search] [tcp "
                          "(TCPRoute)]"));
}

TEST(CallGraph, ReadsTheFirstLayoutOfTrafficTargets) {
  EXPECT_THAT(edges_of(graph_of("kind: TrafficTarget\napiVersion: access.smi-spec.io/v1alpha1\n"
                                "metadata: {name: t, namespace: a}\n"
                                "destination: {kind: ServiceAccount, name: d, namespace: b}\n"
                                "specs: [{kind: HTTPRouteGroup, name: r}]\nsources: [{name: s}]\n")),
              ElementsAre("ServiceAccount a/s -> ServiceAccount b/d may call: [r]"));
}

TEST(CallGraph, SplitsShowShares) {
  const CallGraph graph = graph_of(R"(kind: TrafficSplit
apiVersion: split.smi-spec.io/v1alpha3
metadata: {name: s, namespace: shop}
spec:
  service: web
  matches: [{kind: HTTPRouteGroup, name: beta}]
  backends: [{service: web-a, weight: 2}, {service: web-b, weight: 1}]
)");
  EXPECT_THAT(
      edges_of(graph),
      ElementsAre("Service shop/web -> Service shop/web-a split: [66.7 % of requests that match beta]",
                  "Service shop/web -> Service shop/web-b split: [33.3 % of requests that match beta]"));
  EXPECT_EQ(graph.edges[0].label, "66.7 %");
  EXPECT_THAT(graph.edges[0].policies, ElementsAre("shop/s"));
}

TEST(CallGraph, WeightsThatAreNoNumbersStayAsTheyAre) {
  const CallGraph graph = graph_of(
      "kind: TrafficSplit\napiVersion: split.smi-spec.io/v1alpha1\nmetadata: {name: s, namespace: n}\n"
      "spec:\n  service: w\n  backends: [{service: a, weight: 500m}, {service: b}, {weight: 3}]\n");
  EXPECT_EQ(graph.edges.at(0).label, "weight 500m");
  EXPECT_EQ(graph.edges.at(1).label, "no weight");
  EXPECT_EQ(graph.edges.size(), 2U);
}

TEST(CallGraph, LimitsAndBreakersMarkTheirDestination) {
  const CallGraph graph = graph_of(R"(kind: RateLimit
apiVersion: specs.smi.nginx.com/v1alpha2
metadata: {name: l, namespace: shop}
spec:
  destination: {kind: Service, name: web}
  name: x
  rate: 10r/s
  burst: 20
  delay: nodelay
  rules: [{kind: HTTPRouteGroup, name: routes, matches: [list]}]
  sources: [{kind: Deployment, name: reports, namespace: ml}]
---
kind: CircuitBreaker
apiVersion: specs.smi.nginx.com/v1alpha1
metadata: {name: b, namespace: shop}
spec:
  destination: {kind: Service, name: web, namespace: shop}
  errors: 3
  timeoutSeconds: 30
  fallback: {service: other/standby, port: 8443}
)");
  EXPECT_THAT(
      edges_of(graph),
      ElementsAre(
          "Service shop/web -> Service other/standby fallback: [when the circuit is open, port 8443]"));
  const auto web = std::ranges::find(graph.nodes, "web", &GraphNode::name);
  ASSERT_NE(web, graph.nodes.end());
  EXPECT_THAT(web->limits,
              ElementsAre("l: 10r/s, burst 20, without delay, for Deployment ml/reports, on routes: list"));
  EXPECT_THAT(web->breakers, ElementsAre("b: opens after 3 errors within 30 s"));
}

TEST(CallGraph, TheOrderOfTheObjectsDoesNotMatter) {
  const std::string other =
      "kind: TrafficTarget\napiVersion: access.smi-spec.io/v1alpha2\n"
      "metadata: {name: u, namespace: shop}\nspec:\n"
      "  destination: {kind: ServiceAccount, name: catalog}\n"
      "  sources: [{kind: ServiceAccount, name: cart}]\n";
  const CallGraph one = graph_of(kTarget + std::string("---\n") + other);
  const CallGraph two = graph_of(other + "---\n" + kTarget);
  EXPECT_EQ(edges_of(one), edges_of(two));
  EXPECT_THAT(one.edges.at(1).policies, ElementsAre("shop/t", "shop/u"));
  EXPECT_EQ(one.edges.at(1).policies, two.edges.at(1).policies);
}

TEST(CallGraph, CountsWhatItCannotDraw) {
  const CallGraph graph = graph_of(
      "kind: TrafficTarget\napiVersion: a/v1\nmetadata: {name: t}\nspec: 5\n---\n"
      "kind: TrafficTarget\napiVersion: a/v1\nmetadata: {name: t}\n"
      "spec: {destination: {name: d}, sources: [3, {}]}\n---\n"
      "kind: TrafficSplit\napiVersion: a/v1\nmetadata: {name: t}\nspec: {service: x, backends: []}\n---\n"
      "kind: RateLimit\napiVersion: a/v1\nmetadata: {name: t}\nspec: {destination: []}\n---\n"
      "kind: CircuitBreaker\napiVersion: a/v1\nmetadata: {name: t}\n---\n"
      "kind: Secret\napiVersion: v1\nmetadata: {name: t}\n");
  EXPECT_EQ(graph.unread, 5U);
  EXPECT_THAT(graph.nodes, IsEmpty());
}

TEST(CallGraph, KeepsToItsLimitsAndCountsTheRest) {
  std::string yaml = "apiVersion: v1\nkind: List\nitems:\n";
  for (int i = 0; i < 500; ++i) {
    const std::string n = std::to_string(i);
    yaml += "- {apiVersion: access.smi-spec.io/v1alpha2, kind: TrafficTarget, metadata: {name: t" + n +
            ", namespace: a}, spec: {destination: {name: d" + n + "}, sources: [{name: s}, {name: t" + n +
            "}]}}\n";
  }
  const CallGraph graph = graph_of(yaml);
  const GraphLimits limits;
  EXPECT_LE(graph.nodes.size(), limits.nodes);
  EXPECT_LE(graph.edges.size(), limits.edges);
  EXPECT_GT(graph.edges.size(), 50U);
  EXPECT_EQ(graph.nodes.size() + graph.more_nodes, 1001U);
  EXPECT_EQ(graph.edges.size() + graph.more_edges, 1000U);
  EXPECT_EQ(edges_of(graph), edges_of(graph_of(yaml)));
}

TEST(CallGraph, LongListsOfWordsAreCut) {
  std::string yaml;
  for (int i = 0; i < 30; ++i) {
    yaml += "---\nkind: RateLimit\napiVersion: specs.smi.nginx.com/v1alpha2\nmetadata: {name: l" +
            std::to_string(i) +
            ", namespace: a}\nspec: {destination: {kind: Service, name: web}, rate: 1r/s}\n";
  }
  const CallGraph graph = graph_of(yaml);
  ASSERT_EQ(graph.nodes.size(), 1U);
  EXPECT_EQ(graph.nodes[0].limits.size(), 13U);
  EXPECT_EQ(graph.nodes[0].limits.back(), "and 18 more");
}

TEST(CallGraph, TheShopOfTheExports) {
  const auto files = io::real_file_system();
  std::istringstream in;
  SetSink sink;
  const auto loaded = model::load(*files,
                                  {NSMKIT_SOURCE_DIR "/fixtures/exports/shop-1.6/traffictargets.yaml",
                                   NSMKIT_SOURCE_DIR "/fixtures/exports/shop-1.6/trafficsplits.yaml"},
                                  in, {}, sink);
  EXPECT_THAT(loaded.findings, IsEmpty());
  EXPECT_THAT(
      edges_of(call_graph(sink.resources)),
      ElementsAre(
          "ServiceAccount ml/recommendations -> ServiceAccount shop/catalog may call: [catalog-routes: list, "
          "search] [port 8080]",
          "ServiceAccount monitoring/prometheus -> ServiceAccount payments/payments may call: [metrics]",
          "ServiceAccount payments/payments -> ServiceAccount payments/ledger may call: [ledger-tcp "
          "(TCPRoute)]",
          "ServiceAccount shop/cart -> ServiceAccount shop/catalog may call: [catalog-routes: list, search] "
          "[port 8080]",
          "Service shop/catalog -> Service shop/catalog-canary split: [10 % of all requests]",
          "Service shop/catalog -> Service shop/catalog-primary split: [90 % of all requests]",
          "Service shop/checkout -> Service shop/checkout-a split: [75 % of requests that match "
          "catalog-routes]",
          "Service shop/checkout -> Service shop/checkout-b split: [25 % of requests that match "
          "catalog-routes]"));
}

}  // namespace
}  // namespace nsmkit::checklist
