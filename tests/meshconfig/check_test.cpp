#include "meshconfig/check.hpp"

#include <algorithm>
#include <set>

#include "base/pointer.hpp"
#include "meshconfig/check_rules.hpp"
#include "releases/chart_values.hpp"
#include "releases/config_fields.hpp"
#include "tests/meshconfig/check_support.hpp"

namespace nsmkit::meshconfig {
namespace {

using Lines = std::vector<std::string>;

Lines codes(const std::string& text, const char* to, const char* from = nullptr) {
  return codes_of(check(carrier_of(text), facts_to(to, from)));
}

TEST(CheckRules, AreCompleteAndInOrder) {
  std::string_view last;
  std::set<std::string_view> slugs;
  for (const base::RuleInfo* rule : check_rule_infos()) {
    EXPECT_LT(last, rule->code);
    last = rule->code;
    EXPECT_TRUE(slugs.insert(rule->slug).second) << rule->slug;
    for (const auto text : {rule->summary, rule->why, rule->remedy, rule->source}) {
      EXPECT_FALSE(text.empty()) << rule->code;
    }
    for (const auto version : {rule->since, rule->until}) {
      EXPECT_TRUE(version.empty() || release(std::string(version).c_str()) != nullptr) << rule->code;
    }
  }
}

TEST(CheckRules, ApplyToTheirReleases) {
  EXPECT_TRUE(applies_to(kCaTtlShort, *release("1.3.0")));
  EXPECT_TRUE(applies_to(kCaTtlShort, *release("1.5.0")));
  EXPECT_FALSE(applies_to(kCaTtlShort, *release("1.2.1")));
  EXPECT_FALSE(applies_to(kCaTtlShort, *release("1.6.0")));
  EXPECT_TRUE(applies_to(kConfigTtl, *release("0.5.0")));
}

TEST(Check, FindsNothingInTheChartsOwnValues) {
  for (const auto& each : releases::catalog().releases()) {
    Carrier carrier;
    carrier.settings = releases::chart_values(each);
    CheckFacts facts;
    facts.to = &each;
    for (const auto& finding : check(carrier, facts)) {
      EXPECT_EQ(finding.severity, base::Severity::kInfo) << each.version << " " << finding.message;
    }
  }
}

struct TtlCase {
  const char* field;
  const char* value;
  const char* to;
  const char* expected;  ///< code and severity; empty: nothing
};

TEST(Check, JudgesTtlsAsNumbers) {
  const TtlCase kCases[] = {
      {"caTTL", "24h", "2.0.0", ""},
      {"caTTL", "999999h", "1.6.0", ""},
      {"caTTL", "23h", "1.6.0", "NSM716 error"},
      {"caTTL", "1440m", "1.6.0", "NSM716 error"},
      {"caTTL", "1300000h", "2.0.0", "NSM716 error"},
      {"caTTL", "x25h", "1.7.0", "NSM716 error"},
      {"caTTL", "1440m", "1.5.0", ""},
      {"caTTL", "23h", "1.5.0", "NSM735 warning"},
      {"caTTL", "23h", "1.2.1", ""},
      {"caTTL", "0h", "1.5.0", "NSM716 error"},
      {"caTTL", "1h30m", "1.4.0", "NSM716 error"},
      {"caTTL", "1h30m", "1.3.1", "NSM749 warning"},
      {"caTTL", "hello", "1.3.1", "NSM716 error"},
      {"caTTL", "90s", "1.3.1", "NSM716 error"},
      {"svidTTL", "1m", "2.0.0", ""},
      {"svidTTL", "0m", "2.0.0", "NSM716 error"},
      {"svidTTL", "90s", "2.0.0", "NSM716 error"},
      {"svidTTL", "1000000m", "2.0.0", "NSM716 error"},
      {"svidTTL", "1h30m", "1.1.0", "NSM749 warning"},
  };
  for (const auto& each : kCases) {
    const std::string path = std::string("mtls.") + each.field;
    const auto found = codes("mtls: {" + std::string(each.field) + ": " + each.value + "}", each.to);
    Lines ours;
    std::copy_if(found.begin(), found.end(), std::back_inserter(ours),
                 [&path](const std::string& line) { return line.ends_with(path); });
    const std::string expected = each.expected;
    EXPECT_EQ(ours, expected.empty() ? Lines() : Lines{expected + " " + path})
        << each.field << " " << each.value << " " << each.to;
  }
}

TEST(Check, SaysWhatAFieldMayHaveMeant) {
  const auto remedy = [](const std::string& text, const char* to) {
    const auto findings = check(carrier_of(text), facts_to(to));
    for (const auto& finding : findings) {
      if (finding.rule->code == "NSM710") return finding.remedy;
    }
    return std::string("nothing");
  };
  EXPECT_EQ(remedy("accesControlMode: deny", "2.0.0"), "Did you mean accessControlMode?");
  EXPECT_EQ(remedy("mtls: {cattl: 24h}", "2.0.0"), "Did you mean mtls.caTTL?");
  EXPECT_EQ(remedy("caKeyType: rsa-2048", "2.0.0"), "Did you mean mtls.caKeyType?");
  EXPECT_EQ(remedy("isUDPEnabled: true", "2.0.0"), "Did you mean enableUDP?");
  EXPECT_EQ(remedy("what: true", "2.0.0"), "Correct the name, or remove the field.");
  EXPECT_EQ(remedy("{\"mtls.caTTL\": 24h}", "2.0.0"), "Correct the name, or remove the field.");
  EXPECT_EQ(remedy("mtls: {caTTL: 24h}", "2.0.0"), "nothing");
  EXPECT_EQ(remedy("rancher: true", "1.6.0"), "nothing");
}

TEST(Check, ReadsTheTextBehindABoolean) {
  for (const char* word : {"off", "no", "Off", "false"}) {
    const auto findings = check(carrier_of(std::string("mtls:\n  mode: ") + word), facts_to("2.0.0"));
    ASSERT_EQ(findings.size(), 1U) << word;
    const bool trap = std::string_view(word) == "off";
    EXPECT_EQ(findings[0].rule->code, trap ? "NSM718" : "NSM714") << word;
    EXPECT_EQ(findings[0].remedy,
              trap ? "Write it in quotes: \"off\"" : "Write one of off, permissive or strict.");
  }
}

TEST(Check, TakesNullAsHelmDoes) {
  EXPECT_EQ(codes("registry: {key: null, username: null}", "2.0.0"), Lines{"NSM719 error registry"});
  EXPECT_EQ(codes("clientMaxBodySize: null", "2.0.0"), Lines());
  EXPECT_EQ(codes("tracing: null", "2.0.0"), Lines());
  EXPECT_EQ(codes("mtls: {mode: null}", "2.0.0"), Lines{"NSM717 error mtls.mode"});
  EXPECT_EQ(codes("mtls: null", "2.0.0"), Lines{"NSM717 error mtls"});
}

TEST(Check, TakesOutTheChartsTracingForTelemetry) {
  const std::string telemetry = "telemetry: {samplerRatio: 0.1, exporters: {otlp: {host: h, port: 4317}}}\n";
  EXPECT_EQ(codes(telemetry, "1.4.1"), (Lines{"NSM722 error telemetry", "NSM741 info "}));
  EXPECT_EQ(codes(telemetry + "tracing: null\n", "1.4.1"), Lines{"NSM741 info "});
  EXPECT_EQ(codes(telemetry, "1.5.0"), Lines());
}

TEST(Check, ComparesImageTags) {
  EXPECT_EQ(codes("registry: {imageTag: 1.6.0}", "2.0.0"), Lines{"NSM730 error registry.imageTag"});
  EXPECT_EQ(codes("registry: {imageTag: 2.0.0}", "2.0.0"), Lines());
  EXPECT_EQ(codes("registry: {imageTag: 2.0.0-mirror}", "2.0.0"), Lines{"NSM730 warning registry.imageTag"});
}

TEST(Check, SaysWhatAnUpgradeKeeps) {
  EXPECT_EQ(codes("environment: kubernetes", "2.0.0", "1.4.1"), Lines{"NSM741 info "});
  EXPECT_EQ(codes("clientMaxBodySize: 1m", "2.0.0", "1.4.1"), Lines());
  EXPECT_EQ(codes("environment: kubernetes", "2.0.0", "1.6.0"), Lines());
  const std::string authority = "mtls: {upstreamAuthority: {certManager: {namespace: a, issuerName: b}}}";
  const std::string vault =
      "mtls: {upstreamAuthority: {disk: {cert: a, key: $KEY}}}\nprometheusAddress: a\ndeployGrafana: false\n"
      "tracing: {address: 'a.b:1'}";
  EXPECT_EQ(codes(authority, "2.0.0", "1.7.0"), Lines());
  const auto hop = codes(vault, "1.3.0", "1.2.0");
  EXPECT_TRUE(std::count(hop.begin(), hop.end(), "NSM736 error mtls.upstreamAuthority") == 1);
  const auto same = codes(vault, "1.3.0", "1.3.0");
  EXPECT_TRUE(std::count(same.begin(), same.end(), "NSM736 error mtls.upstreamAuthority") == 0);
}

TEST(CheckFactsOf, PreferTheRunningMesh) {
  const Carrier values = carrier_of("mtls: {mode: strict}");
  const Carrier running =
      carrier_of(R"({"mtls": {"mode": "permissive"}})", CarrierKind::kConfigMap, Layout::kMeshConfigV1);
  const Carrier broken = carrier_of("mtls: {mode: [1]}");
  for (const auto& order :
       {std::vector{&values, &running, &broken}, std::vector{&running, &broken, &values}}) {
    CheckFacts facts = facts_to("2.0.0");
    for (const Carrier* carrier : order) {
      collect_check_facts(*carrier, facts);
    }
    EXPECT_EQ(facts.mtls_mode, "permissive");
  }
}

// Every setting, in every layout, with a value of every type, and the whole of them.
TEST(Check, SurvivesWrongTypesEverywhere) {
  const std::vector<Json> kValues = {nullptr,
                                     true,
                                     -1,
                                     1e300,
                                     "",
                                     "\xC3\x28",
                                     Json::array({nullptr, Json::array()}),
                                     Json::object(),
                                     Json::object({{"", Json::object({{"~1/", 1}})}})};
  std::set<std::string> pointers = {"",           "/spec",     "/metadata", "/metadata/annotations",
                                    "/injection", "/namespace"};
  for (const auto& field : releases::config_fields()) {
    pointers.insert({releases::pointer_of(field.path), field.static_config, field.resource});
    pointers.insert(field.mesh_config.begin(), field.mesh_config.end());
  }
  for (const Layout layout :
       {Layout::kValues, Layout::kMeshConfigV1, Layout::kMeshConfigV2, Layout::kResource, Layout::kObject}) {
    for (const std::string& pointer : pointers) {
      for (const Json& value : kValues) {
        Carrier carrier;
        carrier.layout = layout;
        carrier.kind = layout == Layout::kObject ? CarrierKind::kWorkload : CarrierKind::kConfigMap;
        carrier.settings = Json::object();
        carrier.settings[Json::json_pointer(pointer)] = value;
        CheckFacts facts = facts_to("2.0.0", "1.6.0");
        facts.circuit_breakers = true;
        facts.mtls_mode = "strict";
        for (const auto& finding : check(carrier, facts)) {
          EXPECT_FALSE(finding.message.empty() || finding.remedy.empty()) << finding.rule->code;
        }
      }
    }
  }
}

TEST(Check, SurvivesDepthAndLength) {
  Json deep = "end";
  for (int i = 0; i < 1000; ++i) {
    deep = Json::object({{"password", std::move(deep)}});
  }
  Carrier carrier;
  carrier.settings = {{"mtls", deep}, {"registry", deep}, {"prometheusAddress", std::string(1 << 20, '.')}};
  carrier.settings["mtls"]["caTTL"] = std::string(1 << 20, '2');
  carrier.settings["enabledNamespaces"] = std::vector<int>(1000, 1);
  EXPECT_FALSE(check(carrier, facts_to("2.0.0")).empty());
}

TEST(Check, NeverShowsASecret) {
  const std::string marker = "PLANTED-SECRET";
  for (const auto& field : releases::config_fields()) {
    for (const Json& value : {Json(marker), Json::array({marker}), Json::object({{"x", marker}})}) {
      Carrier carrier;
      carrier.settings = Json::object();
      carrier.settings[Json::json_pointer(releases::pointer_of(field.path))] = value;
      for (const char* to : {"0.9.0", "1.3.0", "1.5.0", "1.7.0", "2.0.0"}) {
        for (const auto& finding : check(carrier, facts_to(to))) {
          const bool shows = (finding.message + finding.remedy).find(marker) != std::string::npos;
          EXPECT_FALSE(field.secret && shows) << field.path << ": " << finding.message;
        }
      }
    }
  }
}

}  // namespace
}  // namespace nsmkit::meshconfig
