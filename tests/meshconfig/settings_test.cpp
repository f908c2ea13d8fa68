#include "meshconfig/settings.hpp"

#include <gtest/gtest.h>

#include "meshconfig/fitting_ttl.hpp"
#include "tests/meshconfig/migrate_support.hpp"

namespace nsmkit::meshconfig {
namespace {

struct Read {
  Json values;  ///< pointer → value
  std::vector<std::string> findings;
};

Read read(const Carrier& carrier) {
  std::vector<base::Finding> findings;
  Read result{Json::object(), {}};
  for (const auto& [pointer, setting] : read_settings(carrier, carrier.settings, findings)) {
    result.values[pointer] = setting.value;
  }
  result.findings = lines(findings);
  return result;
}

Json json(const char* text) { return Json::parse(text); }

using Lines = std::vector<std::string>;

TEST(Settings, OfValuesAreTheirLeaves) {
  const auto found =
      read(values("mtls:\n  mode: strict\n  upstreamAuthority: {}\ntelemetry: null\n"
                  "enabledNamespaces: [a, b]\nmy/own: {\"x.y\": 1}\n"));
  EXPECT_EQ(found.values, json(R"({"/mtls/mode": "strict", "/mtls/upstreamAuthority": {},
      "/enabledNamespaces": ["a", "b"], "/my~1own/x.y": 1})"));
  EXPECT_EQ(found.findings, Lines());
}

TEST(Settings, ThatReadAsBooleansAndNumbersBecomeText) {
  const auto found = read(values("mtls:\n  mode: off\n  persistentStorage: on\nclientMaxBodySize: 8\n"));
  EXPECT_EQ(found.values, json(R"({"/mtls/mode": "off", "/mtls/persistentStorage": "on",
      "/clientMaxBodySize": "8"})"));
  EXPECT_EQ(
      found.findings,
      (Lines{"values.yaml:4:20 NSM785 clientMaxBodySize reads as 8, which is no text: it is written as \"8\"",
             "values.yaml:2:9 NSM785 mtls.mode reads as false, which is no text: it is written as \"off\"",
             "values.yaml:3:22 NSM785 mtls.persistentStorage reads as true, which is no text: it is written "
             "as \"on\""}));
}

TEST(Settings, OfTheRunningMeshComeUnderTheirNamesInTheValues) {
  const auto found = read(runtime(R"({"accessControlMode": "deny", "loadBalancingMethod": "random",
      "isUDPEnabled": true, "trustDomain": "x.y", "mtlsMode": "off", "telemetry": {}, "tracing": {},
      "injection": {"isAutoInjectEnabled": false, "enabledNamespaces": ["a"], "disabledNamespaces": []},
      "api": {"address": "x"}, "proxy": {"ports": {"a": 1}}, "sidecarImage": {"image": "x"}, "namespace": "n",
      "autoInjectorPort": 9443, "registryKeyName": "", "sidecarInitImage": {}})"));
  EXPECT_EQ(found.values,
            json(R"({"/accessControlMode": "deny", "/nginxLBMethod": "random", "/enableUDP": true,
      "/mtls/trustDomain": "x.y", "/mtls/mode": "off", "/telemetry": {}, "/disableAutoInjection": true,
      "/enabledNamespaces": ["a"], "/autoInjection/disabledNamespaces": []})"));
  EXPECT_EQ(found.findings, Lines());
}

TEST(Settings, NewNamesOfInjectionWinAndEitherSwitchCounts) {
  EXPECT_EQ(read(runtime(R"({"isAutoInjectEnabled": true, "enabledNamespaces": ["top"],
      "injection": {"isAutoInjectEnabled": false, "enabledNamespaces": ["nested"]}})"))
                .values,
            json(R"({"/disableAutoInjection": true, "/enabledNamespaces": ["top"]})"));
  EXPECT_EQ(read(values("disableAutoInjection: true\nenabledNamespaces: []\n"
                        "autoInjection: {disable: false, enabledNamespaces: [nested]}\n"))
                .values,
            json(R"({"/disableAutoInjection": true, "/enabledNamespaces": ["nested"]})"));
}

TEST(Settings, ListsOfTheFirstReleasesAreSplit) {
  EXPECT_EQ(read(runtime("injection: {enabledNamespaces: [a b  c]}\n")).values,
            json(R"({"/enabledNamespaces": ["a", "b", "c"]})"));
}

TEST(Settings, WithoutAPlaceInTheValuesAreReported) {
  const auto found = read(runtime(R"({"accessControlMode": "deny",
 "acessControlMode": "deny", "mtls": {"mode": "off", "modus": 1}, "extra": {"a": {"b": 1}}})"));
  EXPECT_EQ(found.values, json(R"({"/accessControlMode": "deny", "/mtls/mode": "off"})"));
  EXPECT_EQ(
      found.findings,
      (Lines{
          "config.json:2:22 NSM789 acessControlMode in output of nginx-meshctl config has no counterpart in "
          "the values: it is not carried over",
          "config.json:2:76 NSM789 extra in output of nginx-meshctl config has no counterpart in the "
          "values: it is not carried over",
          "config.json:2:63 NSM789 mtls.modus in output of nginx-meshctl config has no counterpart in the "
          "values: it is not carried over"}));
}

TEST(Settings, OfAMeshConfig) {
  const auto found = read(resource(R"({"nginxLBMethod": "random", "meshConfigClassName": "c", "odd": 1,
      "telemetry": {"samplerRatio": 0.5}})"));
  EXPECT_EQ(found.values, json(R"({"/nginxLBMethod": "random", "/telemetry/samplerRatio": 0.5})"));
  ASSERT_EQ(found.findings.size(), 1U);
  EXPECT_NE(found.findings[0].find("NSM789 spec.odd in MeshConfig"), std::string::npos);
}

TEST(Settings, OfAnyShapeAreRead) {
  for (const char* text :
       {"[]", "5", "null", "\"x\"", "{}",
        R"({"mtls": 5, "telemetry": [], "registry": "x", "injection": "y"})",
        R"({"mtls": {"mode": {"a": []}}, "enabledNamespaces": {"a": 1}, "isAutoInjectEnabled": "no"})",
        R"({"spec": 5})", R"({"spec": {"mtls": [], "telemetry": "x"}})",
        R"({"": {"": {"": 1}}, "/": 1, "~": 2})"}) {
    for (const auto layout : {Layout::kValues, Layout::kMeshConfigV1, Layout::kMeshConfigV2,
                              Layout::kResource, Layout::kObject}) {
      EXPECT_NO_THROW((void)read(carrier_of(CarrierKind::kHelmValues, layout, text, "f"))) << text;
    }
  }
  EXPECT_EQ(
      read(values("{mtls: 5}")).findings,
      Lines{"values.yaml:1:8 NSM789 mtls is number where a mapping of settings is read: it is left out"});
}

TEST(Settings, OfAnyDepthAreRead) {
  std::string deep;
  for (int i = 0; i < 3000; ++i) deep += "{\"a\":";
  deep += "1" + std::string(3000, '}');
  EXPECT_EQ(read(values(deep)).values.size(), 1U);
  EXPECT_EQ(read(runtime(deep)).findings.size(), 1U);
}

TEST(FittingTtl, ConvertsWhatIsExact) {
  struct Case {
    const char* text;
    TtlUnit unit;
    const char* expected;  ///< null: none
  };
  const Case cases[] = {
      {"720h", TtlUnit::kHours, "720h"},
      {"1440m", TtlUnit::kHours, "24h"},
      {"86400s", TtlUnit::kHours, "24h"},
      {"24h0m", TtlUnit::kHours, "24h"},
      {"23h60m", TtlUnit::kHours, "24h"},
      {"999999h", TtlUnit::kHours, "999999h"},
      {"1000000h", TtlUnit::kHours, nullptr},
      {"23h", TtlUnit::kHours, nullptr},
      {"1441m", TtlUnit::kHours, nullptr},
      {"25hxyz", TtlUnit::kHours, nullptr},
      {"x25h", TtlUnit::kHours, nullptr},
      {"0030h", TtlUnit::kHours, "30h"},
      {"", TtlUnit::kHours, nullptr},
      {"h", TtlUnit::kHours, nullptr},
      {"24", TtlUnit::kHours, nullptr},
      {"-24h", TtlUnit::kHours, nullptr},
      {"24.5h", TtlUnit::kHours, nullptr},
      {"99999999999999999999h", TtlUnit::kHours, nullptr},
      {"1h", TtlUnit::kHoursOrMinutes, "1h"},
      {"60m", TtlUnit::kHoursOrMinutes, "60m"},
      {"1h30m", TtlUnit::kHoursOrMinutes, "90m"},
      {"90s", TtlUnit::kHoursOrMinutes, nullptr},
      {"120s", TtlUnit::kHoursOrMinutes, "2m"},
      {"0h", TtlUnit::kHoursOrMinutes, nullptr},
      {"999999h", TtlUnit::kHoursOrMinutes, "999999h"},
      {"999999m", TtlUnit::kHoursOrMinutes, "999999m"},
      {"1000000m", TtlUnit::kHoursOrMinutes, nullptr},
      {"1000020m", TtlUnit::kHoursOrMinutes, "16667h"},
  };
  for (const Case& each : cases) {
    const auto found = fitting_ttl(each.text, each.unit);
    EXPECT_EQ(found.value_or("none"), each.expected != nullptr ? each.expected : "none") << each.text;
  }
}

}  // namespace
}  // namespace nsmkit::meshconfig
