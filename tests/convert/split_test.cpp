#include <gtest/gtest.h>

#include "tests/convert/support.hpp"

namespace nsmkit::convert {
namespace {

std::string split(const std::string& version, const std::vector<std::string>& weights,
                  const std::string& more = "") {
  std::string text =
      "apiVersion: split.smi-spec.io/" + version +
      "\nkind: TrafficSplit\nmetadata: {name: parcel, namespace: depot}\nspec:\n  service: parcel\n" + more +
      "  backends:\n";
  for (std::size_t i = 0; i < weights.size(); ++i) {
    text += "  - {service: parcel-" + std::to_string(i) +
            (weights[i] == "-" ? "}\n" : ", weight: " + weights[i] + "}\n");
  }
  return text;
}

struct WeightCase {
  std::vector<std::string> in;
  std::vector<std::string> out;  ///< empty: impossible
  std::string warnings;
};

TEST(SplitWeights, FollowTheTable) {
  const std::vector<WeightCase> cases = {
      {{"10m", "990m", "1"}, {"1", "99", "100"}, ""},
      {{"10m", "100m", "1500m"}, {"1", "10", "150"}, ""},
      {{"1", "500m"}, {"2", "1"}, ""},
      {{"100m", "900m"}, {"1", "9"}, ""},
      {{"1500m", "1"}, {"3", "2"}, ""},
      {{"2.50", "1"}, {"5", "2"}, ""},
      {{"33.3", "66.7"}, {"333", "667"}, ""},
      {{"0.5", "0.25", "0.25"}, {"2", "1", "1"}, ""},
      {{"\"100\"", "\"0\""}, {"100", "0"}, ""},
      {{"50", "50"}, {"50", "50"}, ""},
      {{"1000m", "1"}, {"1", "1"}, ""},
      {{"1k", "1Ki"}, {"1000", "1024"}, ""},
      {{"10E-3", "1e-2"}, {"1", "1"}, ""},
      {{"1", "0m"}, {"1", "0"}, ""},
      {{"250m", "0", "750m"}, {"1", "0", "3"}, ""},
      {{"0m", "0"}, {"0", "0"}, "NSM524"},
      {{"0.1n", "1"}, {"1", "1000000000"}, "NSM524"},
      {{"1E", "1m"}, {}, ""},
      {{"-1", "2"}, {}, ""},
      {{"-100m", "1"}, {}, ""},
      {{"abc", "1"}, {}, ""},
      {{"\"\"", "1"}, {}, ""},
      {{"true", "1"}, {}, ""},
      {{"-", "1"}, {}, ""},
      {{"\"010\"", "1"}, {"10", "1"}, ""},
      {{"010", "1m"}, {"8000", "1"}, "NSM524"},
      {{"3G", "1"}, {"3000000000", "1"}, "NSM524"},
      {{"9223372036854775807", "\"1\""}, {"9223372036854775807", "1"}, "NSM524"},
      {{"9223372036854775808", "\"1\""}, {}, ""},
  };
  for (const WeightCase& entry : cases) {
    SCOPED_TRACE(testing::PrintToString(entry.in));
    const std::string before = split("v1alpha1", entry.in);
    if (entry.out.empty()) {
      EXPECT_EQ(convert_text(before).last().loss, Loss::kImpossible);
    } else {
      expect_conversion(before, split("v1alpha3", entry.out), Loss::kLossless, entry.warnings);
    }
  }
}

TEST(SplitWeights, AFaultNamesItsPlace) {
  const Outcome outcome = convert_text(split("v1alpha1", {"1", "-100m"})).last();
  ASSERT_EQ(outcome.findings.size(), 1U);
  EXPECT_EQ(outcome.findings[0].message, "the weight \"-100m\" is negative");
  EXPECT_EQ(outcome.findings[0].path, "spec.backends[1].weight");
  EXPECT_EQ(outcome.findings[0].location.position, (base::Position{8, 25}));
}

TEST(SplitWeights, OfLaterVersions) {
  expect_conversion(split("v1alpha2", {"-", "100"}), split("v1alpha3", {"0", "100"}), Loss::kLossless,
                    "NSM524");
  expect_conversion(split("v1alpha2", {"null", "100"}), split("v1alpha3", {"0", "100"}), Loss::kLossless,
                    "NSM524");
  expect_conversion(split("v1alpha2", {"1", "500m"}), split("v1alpha3", {"2", "1"}), Loss::kLossless,
                    "NSM523");
  expect_conversion(split("v1alpha3", {"0.5", "1.5"}), split("v1alpha3", {"1", "3"}), Loss::kLossless, "");
  expect_conversion(split("v1alpha4", {"20", "80"}), split("v1alpha3", {"20", "80"}), Loss::kLossless, "");
}

TEST(SplitWeights, FractionsStayWhereTheTargetTakesThem) {
  EXPECT_EQ(convert_text(split("v1alpha3", {"0.5", "1.5"}), "1.4.1").last().loss, Loss::kNone);
  EXPECT_EQ(convert_text(split("v1alpha3", {"-1", "2"}), "1.4.1").last().loss, Loss::kImpossible);
  expect_conversion(split("v1alpha1", {"500m", "1.5"}), split("v1alpha3", {"1", "3"}), Loss::kLossless, "",
                    "1.4.1");
}

TEST(Split, StaysAsItIsWhereItFits) {
  const Outcome outcome = convert_text(split("v1alpha3", {"99", "1"})).last();
  EXPECT_EQ(outcome.loss, Loss::kNone);
  EXPECT_TRUE(outcome.findings.empty()) << messages(outcome);
}

TEST(Split, UnknownVersionsAreRefused) { expect_impossible(split("v1beta1", {"1"}), "apiVersion"); }

TEST(Split, IsWrappedWhenItsFieldsStandAtTheTop) {
  expect_conversion(
      "apiVersion: split.smi-spec.io/v1alpha3\nkind: TrafficSplit\nmetadata: {name: a}\nservice: s\n"
      "backends: [{service: b, weight: 1}]\n",
      "apiVersion: split.smi-spec.io/v1alpha3\nkind: TrafficSplit\nmetadata: {name: a}\n"
      "spec: {service: s, backends: [{service: b, weight: 1}]}\n",
      Loss::kLossless, "NSM523");
  expect_impossible(split("v1alpha3", {"1"}) + "service: other\n", "spec");
}

const std::string kMatch =
    "  matches: [{apiGroup: specs.smi-spec.io, kind: HTTPRouteGroup, name: testers}]\n";

TEST(SplitMatches, StayFromV1alpha4) {
  expect_conversion(split("v1alpha4", {"1"}, kMatch), split("v1alpha3", {"1"}, kMatch), Loss::kLossless, "");
  const std::string bare = "  matches: [{kind: HTTPRouteGroup, name: testers}]\n";
  expect_conversion(split("v1alpha4", {"1"}, kMatch), split("v1alpha3", {"1"}, bare), Loss::kLossy, "NSM521",
                    "1.4.1");
}

TEST(SplitMatches, OfVersionsWithoutThemAreADoubt) {
  expect_conversion(split("v1alpha2", {"1"}, kMatch), split("v1alpha3", {"1"}, kMatch), Loss::kLossless,
                    "NSM524");
}

TEST(SplitMatches, EmptyListsAreLeftOut) {
  expect_conversion(split("v1alpha4", {"1"}, "  matches: []\n"), split("v1alpha3", {"1"}), Loss::kLossless,
                    "");
}

TEST(SplitMatches, OtherKindsHaveNoMeaning) {
  const std::string other = "  matches: [{kind: TCPRoute, name: raw}]\n";
  expect_conversion(split("v1alpha4", {"1"}, other), split("v1alpha3", {"1"}, other), Loss::kLossy, "NSM521");
  expect_impossible(split("v1alpha4", {"1"}, other), "spec.matches[0].kind", "1.4.1");
}

TEST(SplitMatches, AGroupWithPathsNarrowsTheSplit) {
  const std::string group =
      "apiVersion: specs.smi-spec.io/v1alpha4\nkind: HTTPRouteGroup\nmetadata: {name: testers, namespace: "
      "depot}\n"
      "spec: {matches: [{name: a, pathRegex: /x}]}\n---\n";
  expect_conversion(group + split("v1alpha4", {"1"}, kMatch), split("v1alpha3", {"1"}, kMatch),
                    Loss::kLossless, "NSM524");
}

std::string backend_matches(const std::string& first, const std::string& second) {
  return "apiVersion: split.smi-spec.io/v1alpha3\nkind: TrafficSplit\nmetadata: {name: quote, namespace: "
         "shop}\nspec:\n"
         "  service: quote\n  backends:\n  - {service: quote-a, weight: 20" +
         first + "}\n  - {service: quote-b, weight: 80" + second + "}\n";
}

TEST(SplitMatches, OfAllBackendsAreTheSplits) {
  const std::string staff = ", matches: [{kind: HTTPRouteGroup, name: staff}]";
  const std::string other = ", matches: [{kind: HTTPRouteGroup, name: other}]";
  expect_conversion(
      backend_matches(staff, staff),
      "apiVersion: split.smi-spec.io/v1alpha3\nkind: TrafficSplit\nmetadata: {name: quote, namespace: shop}\n"
      "spec:\n  service: quote\n  matches: [{kind: HTTPRouteGroup, name: staff}]\n"
      "  backends: [{service: quote-a, weight: 20}, {service: quote-b, weight: 80}]\n",
      Loss::kLossless, "NSM523");
  expect_conversion(backend_matches(", matches: []", ""), backend_matches("", ""), Loss::kLossless, "");
  expect_impossible(backend_matches(staff, other), "spec.backends[1]");
  expect_impossible(backend_matches(staff, ""), "spec.backends[1]");
}

TEST(Flagger, ItsSplitsAreBetterLeftOut) {
  const std::string text =
      "apiVersion: split.smi-spec.io/v1alpha1\nkind: TrafficSplit\nmetadata:\n  name: kiosk\n  namespace: "
      "depot\n"
      "spec:\n  service: kiosk\n  backends:\n  - {service: kiosk-canary, weight: \"30\"}\n"
      "  - {service: kiosk-primary, weight: \"70\"}\n";
  const Outcome outcome = convert_text(text).last();
  EXPECT_EQ(codes(outcome), "NSM524");
  EXPECT_NE(messages(outcome).find("A rollout was under way"), std::string::npos) << messages(outcome);
  EXPECT_EQ(outcome.objects.at(0)["spec"]["backends"][0]["weight"], 30);
}

TEST(Convert, TakesOutWhatTheServerKeptOfTheOldForm) {
  expect_conversion(
      "apiVersion: split.smi-spec.io/v1alpha4\nkind: TrafficSplit\nmetadata:\n  name: a\n  uid: 1\n  "
      "resourceVersion: \"5\"\n"
      "  labels: {x: y}\n  annotations: {kubectl.kubernetes.io/last-applied-configuration: \"{}\", keep: "
      "it}\n"
      "spec: {service: s, backends: []}\nstatus: {}\n",
      "apiVersion: split.smi-spec.io/v1alpha3\nkind: TrafficSplit\nmetadata:\n  name: a\n  labels: {x: y}\n"
      "  annotations: {keep: it}\nspec: {service: s, backends: []}\n",
      Loss::kLossless, "");
}

TEST(Convert, NamesFieldsThatTheTargetDrops) {
  expect_conversion(split("v1alpha4", {"1"}, "  colour: red\n"), split("v1alpha3", {"1"}), Loss::kLossy,
                    "NSM521");
}

}  // namespace
}  // namespace nsmkit::convert
