#include <gtest/gtest.h>

#include "convert/identities.hpp"
#include "tests/convert/support.hpp"

namespace nsmkit::convert {
namespace {

std::string target(const std::string& version, const std::string& name, const std::string& destination,
                   const std::string& rules,
                   const std::string& sources = "[{kind: ServiceAccount, name: meter, namespace: ops}]") {
  return "apiVersion: access.smi-spec.io/" + version + "\nkind: TrafficTarget\nmetadata: {name: " + name +
         ", namespace: bank}\nspec:\n  destination: " + destination + "\n  rules: " + rules +
         "\n  sources: " + sources + "\n";
}

std::string first_version(const std::string& api_version, const std::string& destination,
                          const std::string& more = "") {
  return "apiVersion: access.smi-spec.io/" + api_version +
         "\nkind: TrafficTarget\nmetadata: {name: t, namespace: bank}\ndestination: " + destination +
         "\nspecs: [{kind: HTTPRouteGroup, name: routes, matches: [lookup]}]\n"
         "sources: [{kind: ServiceAccount, name: meter, namespace: ops}]\n" +
         more;
}

std::string route(const std::string& name, const std::string& ports,
                  const std::string& version = "v1alpha4") {
  return "apiVersion: specs.smi-spec.io/" + version + "\nkind: TCPRoute\nmetadata: {name: " + name +
         ", namespace: bank}\nspec: {matches: {ports: " + ports + "}}\n---\n";
}

const std::string kAccount = "{kind: ServiceAccount, name: ledger, namespace: bank}";
std::string account(const std::string& port) {
  return "{kind: ServiceAccount, name: ledger, namespace: bank, port: " + port + "}";
}
const std::string kHttpRule = "{kind: HTTPRouteGroup, name: http, matches: [stats]}";
const std::string kTcpRule = "{kind: TCPRoute, name: raw}";
const std::string kUdpRule = "{kind: UDPRoute, name: gossip}";

TEST(TargetShape, TheFirstVersionMovesIntoSpec) {
  const std::string rules = "[{kind: HTTPRouteGroup, name: routes, matches: [lookup]}]";
  expect_conversion(first_version("v1alpha1", account("\"8443\"")),
                    target("v1alpha2", "t", account("8443"), rules), Loss::kLossless, "");
  expect_conversion(first_version("v1alpha1", account("8443")),
                    target("v1alpha2", "t", account("8443"), rules), Loss::kLossless, "");
  expect_conversion(first_version("v1alpha1", kAccount), target("v1alpha2", "t", kAccount, rules),
                    Loss::kLossless, "");
  expect_conversion(first_version("v1alpha2", kAccount), target("v1alpha2", "t", kAccount, rules),
                    Loss::kLossless, "NSM523");
  for (const char* unset : {"0", "\"\"", "\"0\"", "null"}) {
    expect_conversion(first_version("v1alpha1", account(unset)), target("v1alpha2", "t", kAccount, rules),
                      Loss::kLossless, "");
  }
  for (const char* bad : {"80.5", "65536", "-1", "http", "\"80.0\"", "\"99999999999999999999\"", "[80]"}) {
    expect_impossible(first_version("v1alpha1", account(bad)), "destination.port");
  }
  expect_impossible(first_version("v1alpha1", kAccount, "spec: {}\n"), "spec");
}

TEST(TargetShape, MissingNamespacesAreADoubt) {
  const std::string bare = "{kind: ServiceAccount, name: ledger}";
  const std::string before = target("v1alpha3", "t", bare, "[" + kHttpRule + "]", "[" + bare + "]");
  expect_conversion(before, target("v1alpha2", "t", bare, "[" + kHttpRule + "]", "[" + bare + "]"),
                    Loss::kLossless, "NSM524");
  Options fill;
  fill.fill_namespaces = true;
  const Outcome outcome = convert_text(before, "2.0.0", fill).last();
  EXPECT_EQ(codes(outcome), "");
  EXPECT_EQ(Json(outcome.objects).dump(),
            Json(objects_of(target("v1alpha2", "t", kAccount, "[" + kHttpRule + "]", "[" + kAccount + "]")))
                .dump());
}

struct RuleCase {
  std::string input;  ///< objects before it
  std::string rules;
  std::string rules_after;
  std::string port;  ///< empty: none
  Loss loss;
  std::string warnings;
};

TEST(TargetRules, FollowTheTable) {
  const std::string all = route("raw", "[]");
  const std::string one = route("raw", "[9090]");
  const std::vector<RuleCase> cases = {
      {"", "[" + kHttpRule + "]", "[" + kHttpRule + "]", "", Loss::kLossless, ""},
      {all, "[" + kTcpRule + "]", "[" + kTcpRule + "]", "", Loss::kLossless, ""},
      {one, "[" + kTcpRule + "]", "[" + kTcpRule + "]", "9090", Loss::kLossless, ""},
      {all, "[" + kHttpRule + ", " + kTcpRule + "]", "[" + kHttpRule + "]", "", Loss::kLossy, "NSM521"},
      {one, "[" + kTcpRule + ", " + kHttpRule + "]", "[" + kHttpRule + "]", "9090", Loss::kLossy, "NSM521"},
      {one, "[" + kTcpRule + ", " + kHttpRule + ", " + kUdpRule + "]", "[" + kHttpRule + "]", "9090",
       Loss::kLossy, "NSM521"},
      {"", "[" + kHttpRule + ", " + kUdpRule + "]", "[" + kHttpRule + "]", "", Loss::kLossy, "NSM521"},
  };
  for (const RuleCase& entry : cases) {
    for (const char* version : {"v1alpha3", "v1alpha4"}) {
      SCOPED_TRACE(entry.input + entry.rules);
      expect_conversion(
          entry.input + target(version, "t", kAccount, entry.rules),
          target("v1alpha2", "t", entry.port.empty() ? kAccount : account(entry.port), entry.rules_after),
          entry.loss, entry.warnings);
    }
  }
}

TEST(TargetRules, SeveralPortsMakeSeveralObjects) {
  const std::string two = route("raw", "[7002, 7001]");
  expect_conversion(two + target("v1alpha3", "raw", kAccount, "[" + kTcpRule + "]"),
                    target("v1alpha2", "raw-7001", account("7001"), "[" + kTcpRule + "]") + "---\n" +
                        target("v1alpha2", "raw-7002", account("7002"), "[" + kTcpRule + "]"),
                    Loss::kLossless, "NSM524");
  expect_conversion(two + target("v1alpha3", "raw", kAccount, "[" + kTcpRule + ", " + kHttpRule + "]"),
                    target("v1alpha2", "raw-7001", account("7001"), "[" + kHttpRule + "]") + "---\n" +
                        target("v1alpha2", "raw-7002", account("7002"), "[" + kHttpRule + "]"),
                    Loss::kLossy, "NSM521 NSM524");
}

TEST(TargetRules, NamesOfNewObjectsAreFree) {
  const std::string two = route("raw", "[1, 2]");
  const std::string other = target("v1alpha2", "t-2", kAccount, "[" + kHttpRule + "]") + "---\n";
  expect_impossible(two + other + target("v1alpha3", "t", kAccount, "[" + kTcpRule + "]"), "metadata.name");
  expect_impossible(two + target("v1alpha3", std::string(252, 'a'), kAccount, "[" + kTcpRule + "]"),
                    "metadata.name");
  const std::string crossing = route("raw", "[1, 2]") + route("deep", "[1, 3]") +
                               target("v1alpha3", "t-1", kAccount, "[{kind: TCPRoute, name: raw}]") + "---\n";
  EXPECT_EQ(convert_text(crossing + target("v1alpha3", "t", kAccount, "[{kind: TCPRoute, name: deep}]"))
                .last()
                .loss,
            Loss::kImpossible);
}

TEST(TargetRules, TooManyPortsAreRefused) {
  std::string ports = "[1";
  for (int port = 2; port <= 65; ++port) {
    ports += ", " + std::to_string(port);
  }
  expect_impossible(route("raw", ports + "]") + target("v1alpha3", "t", kAccount, "[" + kTcpRule + "]"),
                    "spec");
}

TEST(TargetRules, UnknownPortsWouldOpenAll) {
  const std::string rules = "[" + kHttpRule + ", " + kTcpRule + "]";
  expect_impossible(target("v1alpha3", "t", kAccount, rules), "spec.rules[1]");
  expect_impossible(route("raw", "[http]") + target("v1alpha3", "t", kAccount, rules), "spec.rules[1]");
  expect_impossible(route("raw", "[0]") + target("v1alpha3", "t", kAccount, rules), "spec.rules[1]");
  expect_impossible(route("raw", "[80]") + route("raw", "[81]") + target("v1alpha3", "t", kAccount, rules),
                    "spec.rules[1]");
  expect_impossible(target("v1alpha3", "t", kAccount, "[" + kUdpRule + "]"), "spec.rules");
  expect_impossible(target("v1alpha3", "t", kAccount, "[]"), "spec");
  expect_impossible(target("v1alpha4", "t", kAccount, "[" + kHttpRule + "]", "[]"), "spec");
}

TEST(TargetRules, OneUnlimitedRouteMeansAllPorts) {
  expect_conversion(route("raw", "[80]") + route("any", "[]") +
                        target("v1alpha3", "t", kAccount, "[" + kTcpRule + ", {kind: TCPRoute, name: any}]"),
                    target("v1alpha2", "t", kAccount, "[" + kTcpRule + ", {kind: TCPRoute, name: any}]"),
                    Loss::kLossless, "");
}

TEST(TargetRules, TcpRulesCanBeKept) {
  Options keep;
  keep.tcp_rules = TcpRules::kKeep;
  const std::string rules = "[" + kHttpRule + ", " + kTcpRule + "]";
  const Outcome outcome =
      convert_text(route("raw", "[9090]") + target("v1alpha3", "t", kAccount, rules), "2.0.0", keep).last();
  EXPECT_EQ(codes(outcome), "NSM524");
  EXPECT_EQ(Json(outcome.objects).dump(),
            Json(objects_of(target("v1alpha2", "t", account("9090"), rules))).dump());
}

TEST(TargetRules, APortOfItsOwnStays) {
  const std::string rules = "[" + kTcpRule + "]";
  expect_conversion(target("v1alpha3", "t", account("80"), rules),
                    target("v1alpha2", "t", account("80"), rules), Loss::kLossless, "NSM523");
  expect_impossible(route("raw", "[81]") + target("v1alpha3", "t", account("80"), rules),
                    "spec.destination.port");
  EXPECT_EQ(convert_text(target("v1alpha2", "t", account("80"), rules)).last().loss, Loss::kNone);
  EXPECT_EQ(convert_text(target("v1alpha2", "t", kAccount, rules)).last().loss, Loss::kNone);
}

TEST(TargetRules, ARouteOfTheNewestVersionGivesItsPortToOlderTargets) {
  const std::string rules = "[" + kTcpRule + "]";
  expect_conversion(route("raw", "[80]") + target("v1alpha2", "t", kAccount, rules),
                    target("v1alpha2", "t", account("80"), rules), Loss::kLossless, "");
  EXPECT_EQ(
      convert_text(route("raw", "[80]", "v1alpha3") + target("v1alpha2", "t", kAccount, rules)).last().loss,
      Loss::kNone);
}

TEST(TargetRules, NothingUnknownTakesTheRulesAway) {
  expect_impossible(
      "apiVersion: access.smi-spec.io/v1alpha2\nkind: TrafficTarget\nmetadata: {name: t}\nspec:\n"
      "  destination: {kind: ServiceAccount, name: a}\n  specs: [{kind: TCPRoute, name: raw}]\n  sources: "
      "[{kind: ServiceAccount, name: b}]\n",
      "spec");
}

std::string binding(const std::string& name, const std::string& name_space, const std::string& schemes) {
  return "apiVersion: access.smi-spec.io/v1alpha4\nkind: IdentityBinding\nmetadata: {name: " + name +
         ", namespace: " + name_space + "}\nspec: {schemes: " + schemes + "}\n---\n";
}

const std::string kBound = "{kind: IdentityBinding, group: access.smi-spec.io, name: cart}";
const std::string kCallers =
    "[{kind: IdentityBinding, group: access.smi-spec.io, name: web, namespace: front}]";
const std::string kRules = "[{kind: HTTPRouteGroup, name: cart-http}]";

TEST(IdentityBinding, IsResolvedIntoItsTargets) {
  const std::string bindings =
      binding("cart", "bank", "{serviceAccount: cart-sa}") +
      binding("web", "front", "{spiffeIdentities: [example.org/ns/front/sa/web-sa, partner.example/unit/7]}");
  expect_conversion(bindings + target("v1alpha4", "t", kBound, kRules, kCallers),
                    target("v1alpha2", "t", "{kind: ServiceAccount, name: cart-sa, namespace: bank}", kRules,
                           "[{kind: ServiceAccount, name: web-sa, namespace: front}]"),
                    Loss::kLossy, "NSM521");
  const Converted converted = convert_text(bindings);
  EXPECT_EQ(converted.outcomes[0].loss, Loss::kLossless);
  EXPECT_TRUE(converted.outcomes[0].objects.empty());
}

TEST(IdentityBinding, OfADestinationHasToBeWhole) {
  const std::string partly =
      binding("cart", "bank", "{spiffeIdentities: [example.org/ns/bank/sa/a, other.org/x]}");
  expect_impossible(partly + target("v1alpha4", "t", kBound, kRules), "spec.destination");
  expect_impossible(target("v1alpha4", "t", kBound, kRules), "spec.destination");
  expect_impossible(target("v1alpha4", "t", kAccount, kRules, kCallers), "spec.sources");
}

TEST(IdentityBinding, OfSeveralDestinationsMakesSeveralObjects) {
  const std::string two =
      binding("cart", "bank",
              "{spiffeIdentities: [\"spiffe://example.org/ns/bank/sa/a\", example.org/ns/other/sa/b]}");
  expect_conversion(
      two + target("v1alpha4", "t", kBound, kRules),
      target("v1alpha2", "t-1", "{kind: ServiceAccount, name: a, namespace: bank}", kRules) + "---\n" +
          target("v1alpha2", "t-2", "{kind: ServiceAccount, name: b, namespace: other}", kRules),
      Loss::kLossless, "NSM524");
  const std::string ports = two + route("raw", "[1, 2]");
  const Outcome outcome = convert_text(ports + target("v1alpha4", "t", kBound, "[" + kTcpRule + "]")).last();
  ASSERT_EQ(outcome.objects.size(), 4U) << messages(outcome);
  EXPECT_EQ(outcome.objects[3]["metadata"]["name"], "t-2-2");
  EXPECT_EQ(outcome.objects[3]["spec"]["destination"],
            Json::parse(R"({"kind":"ServiceAccount","name":"b","namespace":"other","port":2})"));
}

std::string deployment(const std::string& name, const std::string& tier, const std::string& sa) {
  return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: " + name +
         ", namespace: bank}\nspec: {template: {metadata: {labels: {tier: " + tier +
         "}}, spec: {serviceAccountName: " + sa + "}}}\n---\n";
}

TEST(IdentityBinding, LabelsNeedTheirWorkloads) {
  const std::string labels = binding("cart", "bank", "{podLabelSelector: {matchLabels: {tier: basket}}}");
  const std::string after =
      target("v1alpha2", "t", "{kind: ServiceAccount, name: basket-sa, namespace: bank}", kRules);
  EXPECT_EQ(convert_text(labels).last().loss, Loss::kImpossible);
  expect_conversion(labels + deployment("a", "basket", "basket-sa") + deployment("b", "web", "web-sa") +
                        target("v1alpha4", "t", kBound, kRules),
                    after, Loss::kLossless, "NSM524");
  // Another workload with the account would be let in too.
  expect_impossible(labels + deployment("a", "basket", "basket-sa") + deployment("b", "web", "basket-sa") +
                        target("v1alpha4", "t", kBound, kRules),
                    "spec.destination");
}

TEST(IdentityBinding, ForeignTrustDomainsAreNoAccountsHere) {
  EXPECT_EQ(spiffe_identity("spiffe://example.org/ns/a/sa/b", "example.org"), (Identity{"a", "b"}));
  EXPECT_EQ(spiffe_identity("example.org/ns/a/sa/b", "example.org"), (Identity{"a", "b"}));
  for (const char* id :
       {"other.org/ns/a/sa/b", "example.org/ns/a/sa", "example.org/ns/a/sa/", "example.org/ns//sa/b",
        "example.org/ns/a/sa/b/c", "example.org/xs/a/sa/b", "", "/ns/a/sa/b", "spiffe://"}) {
    EXPECT_EQ(spiffe_identity(id, "example.org"), std::nullopt) << id;
  }
}

}  // namespace
}  // namespace nsmkit::convert
