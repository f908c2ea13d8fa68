#include <gtest/gtest.h>

#include "tests/convert/support.hpp"

namespace nsmkit::convert {
namespace {

std::string group(const std::string& version, const std::string& rest) {
  return "apiVersion: specs.smi-spec.io/" + version +
         "\nkind: HTTPRouteGroup\nmetadata: {name: testers, namespace: shop}\n" + rest;
}

std::string headers(const std::string& value) {
  return "spec: {matches: [{name: tagged, headers: " + value + "}]}\n";
}

TEST(RouteGroup, MatchesMoveIntoSpec) {
  const std::string matches =
      "[{name: lookup, pathRegex: \"/parcels/[0-9]+$\", methods: [GET, HEAD]}, {name: admin, methods: "
      "[\"*\"]}]";
  const std::string after = group("v1alpha3", "spec: {matches: " + matches + "}\n");
  expect_conversion(group("v1alpha1", "matches: " + matches + "\n"), after, Loss::kLossless, "");
  expect_conversion(group("v1alpha2", "matches: " + matches + "\n"), after, Loss::kLossless, "");
  expect_conversion(group("v1alpha4", "spec: {matches: " + matches + "}\n"), after, Loss::kLossless, "");
  expect_conversion(group("v1alpha3", "matches: " + matches + "\n"), after, Loss::kLossless, "NSM523");
  expect_conversion(group("v1alpha2", "spec: {matches: " + matches + "}\n"), after, Loss::kLossless,
                    "NSM523");
  expect_impossible(group("v1alpha2", "matches: []\nspec: {}\n"), "matches");
}

TEST(RouteGroup, GetsTheSpecThatIsDemanded) {
  expect_conversion(group("v1alpha3", ""), group("v1alpha3", "spec: {}\n"), Loss::kLossless, "");
  EXPECT_EQ(convert_text(group("v1alpha3", ""), "1.4.1").last().loss, Loss::kNone);
  expect_conversion(group("v1alpha3", "spec: {}\n"), group("v1alpha3", "spec: {matches: []}\n"),
                    Loss::kLossless, "", "1.4.1");
}

TEST(RouteGroup, OlderReleasesWantNamesAndKnownMethods) {
  expect_impossible(group("v1alpha3", "spec: {matches: [{pathRegex: /}]}\n"), "spec.matches[0]", "1.4.1");
  expect_impossible(group("v1alpha3", "spec: {matches: [{name: a, methods: [get]}]}\n"),
                    "spec.matches[0].methods[0]", "1.4.1");
}

TEST(RouteHeaders, AListBecomesAMap) {
  expect_conversion(group("v1alpha3", headers("[{x-cohort: ^beta$}, {x-trial: \"1\", b: c}]")),
                    group("v1alpha3", headers("{x-cohort: ^beta$, x-trial: \"1\", b: c}")), Loss::kLossless,
                    "");
  expect_conversion(group("v1alpha3", headers("[{X-Role: a}, {x-role: a}]")),
                    group("v1alpha3", headers("{X-Role: a}")), Loss::kLossless, "");
  expect_conversion(group("v1alpha3", headers("[]")),
                    group("v1alpha3", "spec: {matches: [{name: tagged}]}\n"), Loss::kLossless, "");
  expect_conversion(group("v1alpha3", headers("null")),
                    group("v1alpha3", "spec: {matches: [{name: tagged}]}\n"), Loss::kLossless, "");
}

TEST(RouteHeaders, TwoConditionsOnOneHeaderCannotBeAMap) {
  expect_impossible(group("v1alpha4", headers("[{X-Role: editor}, {x-role: ^senior}]")),
                    "spec.matches[0].headers[1]");
  expect_impossible(group("v1alpha3", headers("[{x-role: editor}, {x-role: ^senior}]")),
                    "spec.matches[0].headers[1]");
  EXPECT_EQ(
      convert_text(group("v1alpha3", headers("[{x-role: editor}, {x-role: ^senior}]")), "1.4.1").last().loss,
      Loss::kNone);
}

TEST(RouteHeaders, AMapBecomesAList) {
  expect_conversion(group("v1alpha3", headers("{b: \"2\", a: \"1\"}")),
                    group("v1alpha3", headers("[{a: \"1\"}, {b: \"2\"}]")), Loss::kLossless, "", "1.4.1");
}

TEST(RouteHeaders, ValuesAreText) {
  const std::string list = "[{x-cohort: ^beta$}, {x-trial: true}]";
  expect_conversion(group("v1alpha2", "matches: [{name: tagged, headers: " + list + "}]\n"),
                    group("v1alpha3", headers("{x-cohort: ^beta$, x-trial: \"true\"}")), Loss::kLossless,
                    "NSM524");
  expect_conversion(group("v1alpha3", headers("{a: 1}")), group("v1alpha3", headers("{a: \"1\"}")),
                    Loss::kLossless, "NSM524");
  expect_impossible(group("v1alpha3", headers("[{a: null}]")), "spec.matches[0].headers[0]");
  expect_impossible(group("v1alpha3", headers("[5]")), "spec.matches[0].headers[0]");
}

TEST(RouteHeaders, OfTheFirstVersionAreADoubt) {
  expect_conversion(group("v1alpha1", "matches: [{name: tagged, headers: [{a: b}]}]\n"),
                    group("v1alpha3", headers("{a: b}")), Loss::kLossless, "NSM524");
}

std::string tcp(const std::string& api_version, const std::string& rest = "") {
  return "apiVersion: " + api_version + "\nkind: TCPRoute\nmetadata: {name: raw, namespace: depot}\n" + rest;
}

TEST(TcpRoute, GetsAnEmptySpec) {
  const std::string after = tcp("specs.smi-spec.io/v1alpha3", "spec: {}\n");
  expect_conversion(tcp("specs.smi-spec.io/v1alpha1"), after, Loss::kLossless, "");
  expect_conversion(tcp("specs.smi-spec.io/v1alpha2"), after, Loss::kLossless, "");
  expect_conversion(tcp("spec.smi-spec.io/v1alpha1"), after, Loss::kLossless, "NSM523");
  expect_conversion(tcp("specs.smi-spec.io/v1alpha2"), tcp("specs.smi-spec.io/v1alpha3"), Loss::kLossless, "",
                    "1.4.1");
  EXPECT_EQ(convert_text(tcp("specs.smi-spec.io/v1alpha3")).last().loss, Loss::kNone);
}

TEST(TcpRoute, LosesItsPorts) {
  const std::string after = tcp("specs.smi-spec.io/v1alpha3", "spec: {}\n");
  expect_conversion(tcp("specs.smi-spec.io/v1alpha4", "spec: {matches: {ports: [7001]}}\n"), after,
                    Loss::kLossy, "NSM521");
  expect_conversion(tcp("specs.smi-spec.io/v1alpha3", "spec: {matches: {ports: [7001]}}\n"), after,
                    Loss::kLossy, "NSM521 NSM523");
  const std::string user =
      "apiVersion: access.smi-spec.io/v1alpha3\nkind: TrafficTarget\nmetadata: {name: t, namespace: "
      "depot}\nspec:\n"
      "  destination: {kind: ServiceAccount, name: a, namespace: depot}\n  rules: [{kind: TCPRoute, name: "
      "raw}]\n"
      "  sources: [{kind: ServiceAccount, name: b, namespace: depot}]\n---\n";
  expect_conversion(user + tcp("specs.smi-spec.io/v1alpha4", "spec: {matches: {ports: [7001]}}\n"), after,
                    Loss::kLossless, "");
}

TEST(UdpRoute, HasNoCounterpart) {
  expect_impossible(
      "apiVersion: specs.smi-spec.io/v1alpha4\nkind: UDPRoute\nmetadata: {name: gossip}\nspec: {matches: "
      "{ports: [7946]}}\n",
      "kind");
}

std::string limit(const std::string& version, const std::string& rules = "") {
  return "apiVersion: specs.smi.nginx.com/" + version +
         "\nkind: RateLimit\nmetadata: {name: l}\nspec:\n  destination: {kind: Service, name: a}\n  name: "
         "l\n  rate: 10r/s\n" +
         rules;
}

TEST(RateLimit, TakesTheVersionThatIsStored) {
  const std::string rules = "  rules: [{kind: HTTPRouteGroup, name: g}]\n";
  expect_conversion(limit("v1alpha1"), limit("v1alpha2"), Loss::kLossless, "", "1.2.0");
  expect_conversion(limit("v1alpha2"), limit("v1alpha1"), Loss::kLossless, "", "1.1.0");
  expect_conversion(limit("v1alpha1", rules), limit("v1alpha2", rules), Loss::kLossless, "NSM524");
  expect_impossible(limit("v1alpha2", rules), "spec.rules", "1.1.0");
}

TEST(OtherKinds, StayOrAreRefused) {
  EXPECT_EQ(convert_text("apiVersion: v1\nkind: Service\nmetadata: {name: s}\n").last().loss, Loss::kNone);
  EXPECT_EQ(convert_text("apiVersion: example.com/v1\nkind: TrafficSplit\nmetadata: {name: s}\n").last().loss,
            Loss::kNone);
  expect_impossible(
      "apiVersion: nsm.nginx.com/v1alpha2\nkind: MeshConfigClass\nmetadata: {name: c}\nspec: "
      "{controllerName: x}\n",
      "kind", "1.7.0");
  expect_impossible(
      "apiVersion: specs.smi.nginx.com/v1alpha1\nkind: CircuitBreaker\nmetadata: {name: c}\n"
      "spec: {destination: {kind: Service, name: \"\"}, errors: 1, timeoutSeconds: 1}\n",
      "spec.destination.name", "1.2.0");
}

}  // namespace
}  // namespace nsmkit::convert
