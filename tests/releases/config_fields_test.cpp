#include "releases/config_fields.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "releases/config_data.hpp"
#include "tests/releases/shared.hpp"

namespace nsmkit::releases {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Texts = std::vector<std::string>;

const Release& release(std::string_view version) { return *catalog().find_release(version); }

const ConfigField& field(std::string_view path) {
  const ConfigField* found = config_field(path);
  EXPECT_NE(found, nullptr) << path;
  static const ConfigField kNone;
  return found == nullptr ? kNone : *found;
}

// The releases for which something holds, as "1.1.0-1.7.0".
std::string range_of(const std::function<bool(const Release&)>& holds) {
  std::string first, last;
  int changes = 0;
  bool before = false;
  for (const Release& each : catalog().releases()) {
    const bool now = holds(each);
    if (now && first.empty()) first = each.version;
    if (now) last = each.version;
    changes += now != before ? 1 : 0;
    before = now;
  }
  return changes > 2 ? "several ranges" : first + "-" + last;
}

TEST(ConfigFields, HoldsEverySettingOnceAndParentsFirst) {
  ASSERT_EQ(config_fields().size(), 90U);
  std::set<std::string> seen;
  for (const ConfigField& each : config_fields()) {
    const auto dot = each.path.rfind('.');
    EXPECT_TRUE(dot == std::string::npos || seen.contains(each.path.substr(0, dot))) << each.path;
    EXPECT_TRUE(seen.insert(each.path).second) << each.path;
    EXPECT_EQ(config_field(each.path), &each);
    EXPECT_FALSE(each.since.empty()) << each.path;
  }
  EXPECT_EQ(config_field("mtls.nothing"), nullptr);
  EXPECT_EQ(config_field(""), nullptr);
}

TEST(ConfigFields, AMemberLastsNoLongerThanItsParent) {
  for (const ConfigField& each : config_fields()) {
    const auto dot = each.path.rfind('.');
    if (dot == std::string::npos) continue;
    const ConfigField& parent = field(each.path.substr(0, dot));
    EXPECT_EQ(parent.type, "object") << each.path;
    EXPECT_EQ(parent.tracing, each.tracing) << each.path;
    for (const Release& at : catalog().releases()) {
      EXPECT_TRUE(reads(at, parent) || !reads(at, each)) << each.path << " " << at.version;
    }
  }
}

struct Place {
  const char* path;
  Texts mesh_config;
  bool negated;
  const char* static_config;
  const char* resource;
};

TEST(ConfigFields, KnowsWhereASettingStandsElsewhere) {
  const std::vector<Place> places = {
      {"mtls", {}, false, "", ""},
      {"mtls.mode", {"/mtls/mode", "/mtlsMode"}, false, "/mtls/mode", "/spec/mtls/mode"},
      {"mtls.caTTL", {"/mtls/caTTL"}, false, "/mtls/caTTL", "/spec/mtls/caTTL"},
      {"mtls.trustDomain", {"/trustDomain"}, false, "/mtls/trustDomain", ""},
      {"mtls.persistentStorage", {}, false, "", ""},
      {"mtls.upstreamAuthority", {}, false, "", ""},
      {"registry.server", {}, false, "/registry/server", ""},
      {"registry.imageTag", {}, false, "/registry/imageTag", ""},
      {"registry.password", {}, false, "", ""},
      {"environment", {"/environment"}, false, "/environment", ""},
      {"enableUDP", {"/isUDPEnabled"}, false, "/enableUDP", ""},
      {"nginxLBMethod", {"/loadBalancingMethod"}, false, "/nginxLBMethod", "/spec/nginxLBMethod"},
      {"enabledNamespaces", {"/enabledNamespaces", "/injection/enabledNamespaces"}, false, "", ""},
      {"disableAutoInjection", {"/isAutoInjectEnabled", "/injection/isAutoInjectEnabled"}, true, "", ""},
      {"autoInjection", {}, false, "", ""},
      {"autoInjection.disable", {"/injection/isAutoInjectEnabled"}, true, "", ""},
      {"autoInjection.disabledNamespaces", {"/injection/disabledNamespaces"}, false, "", ""},
      {"autoInjection.enabledNamespaces", {"/injection/enabledNamespaces"}, false, "", ""},
      {"tracing", {"/tracing"}, false, "", ""},
      {"tracing.disable", {"/tracing/isEnabled"}, true, "", ""},
      {"tracing.address", {"/tracing/backendAddress"}, false, "", ""},
      {"tracing.backend", {"/tracing/backend"}, false, "", ""},
      {"tracing.sampleRate", {"/tracing/sampleRate"}, false, "", ""},
      {"telemetry.exporters.otlp.port",
       {"/telemetry/exporters/otlp/port"},
       false,
       "/telemetry/exporters/otlp/port",
       "/spec/telemetry/exporters/otlp/port"},
      {"deployGrafana", {}, false, "", ""},
      {"rancher", {}, false, "", ""},
  };
  for (const Place& place : places) {
    const ConfigField& found = field(place.path);
    EXPECT_EQ(found.mesh_config, place.mesh_config) << place.path;
    EXPECT_EQ(found.negated, place.negated) << place.path;
    EXPECT_EQ(found.static_config, place.static_config) << place.path;
    EXPECT_EQ(found.resource, place.resource) << place.path;
  }
}

TEST(ConfigFields, KnowsWhichReleasesReadASetting) {
  const std::map<std::string, std::string> ranges = {
      {"mtls.mode", "1.1.0-2.0.0"},         {"mtls.caKeyType", "1.3.0-2.0.0"},
      {"environment", "1.3.0-2.0.0"},       {"enableUDP", "1.4.0-2.0.0"},
      {"deployGrafana", "1.1.0-1.4.1"},     {"clientMaxBodySize", "1.5.0-2.0.0"},
      {"enabledNamespaces", "1.6.0-1.7.0"}, {"autoInjection.disable", "1.1.0-1.7.0"},
      {"tracing.disable", "1.1.0-1.4.1"},   {"tracing.address", "1.1.0-1.7.0"},
      {"telemetry", "1.4.0-2.0.0"},         {"rancher", "1.2.0-1.6.0"},
  };
  for (const auto& entry : ranges) {
    const auto& of = field(entry.first);
    EXPECT_EQ(range_of([&of](const Release& each) { return reads(each, of); }), entry.second) << entry.first;
  }
}

TEST(ConfigFields, ListsTheSettingsOfARelease) {
  EXPECT_THAT(fields_of(release("1.0.0")), IsEmpty());
  const auto of = [](const char* version) {
    std::map<std::string, bool> paths;
    for (const ConfigField* each : fields_of(release(version))) paths[each->path] = true;
    return paths;
  };
  EXPECT_EQ(of("1.1.0").size(), 71U);
  EXPECT_TRUE(of("1.7.0").contains("tracing.address"));
  EXPECT_FALSE(of("1.7.0").contains("rancher"));
  EXPECT_FALSE(of("2.0.0").contains("tracing"));
  EXPECT_TRUE(of("2.0.0").contains("telemetry.exporters.otlp.host"));
}

TEST(ConfigFields, KnowsTheNamesAtTheTopOfTheValues) {
  EXPECT_THAT(known_value_names(),
              ElementsAre("accessControlMode", "autoInjection", "clientMaxBodySize", "deployGrafana",
                          "disableAutoInjection", "enableUDP", "enabledNamespaces", "environment", "mtls",
                          "nginxErrorLogLevel", "nginxLBMethod", "nginxLogFormat", "prometheusAddress",
                          "rancher", "registry", "telemetry", "tracing"));
}

TEST(ConfigFields, KnowsWhatIsSecret) {
  Texts secrets;
  for (const ConfigField& each : config_fields()) {
    if (each.secret) secrets.push_back(each.path);
  }
  const std::string ua = "mtls.upstreamAuthority.";
  EXPECT_EQ(secrets,
            (Texts{ua + "disk.key", ua + "awsPCA.awsAccessKeyID", ua + "awsPCA.awsSecretAccessKey",
                   ua + "awsSecret.awsAccessKeyID", ua + "awsSecret.awsSecretAccessKey",
                   ua + "awsSecret.awsSecretKeyID", ua + "awsSecret.awsSecretToken",
                   ua + "vault.certAuth.clientKey", ua + "vault.tokenAuth.token",
                   ua + "vault.approleAuth.approleID", ua + "vault.approleAuth.approleSecretID",
                   ua + "certManager.kubeConfig", "registry.key", "registry.username", "registry.password"}));
}

TEST(ConfigFields, KnowsWhatAnUpgradeWithMeshctlCarries) {
  const auto carried = [](const char* version) {
    Texts paths;
    for (const ConfigField& each : config_fields()) {
      if (meshctl_upgrade_carries(release(version), each) && each.type != "object") {
        paths.push_back(each.path);
      }
    }
    return paths;
  };
  const Texts common = {"mtls.mode",         "mtls.caTTL",         "mtls.svidTTL",   "mtls.caKeyType",
                        "accessControlMode", "nginxErrorLogLevel", "nginxLogFormat", "nginxLBMethod",
                        "clientMaxBodySize", "prometheusAddress"};
  const Texts telemetry = {"telemetry.samplerRatio", "telemetry.exporters.otlp.host",
                           "telemetry.exporters.otlp.port"};
  Texts to_two = common;
  to_two.insert(to_two.end(), telemetry.begin(), telemetry.end());
  Texts to_seven = common;
  for (const char* path : {"disableAutoInjection", "enabledNamespaces", "autoInjection.disabledNamespaces",
                           "tracing.address", "tracing.backend", "tracing.sampleRate"}) {
    to_seven.emplace_back(path);
  }
  to_seven.insert(to_seven.end(), telemetry.begin(), telemetry.end());
  EXPECT_EQ(carried("2.0.0"), to_two);
  EXPECT_EQ(carried("1.7.0"), to_seven);
  EXPECT_THAT(carried("1.6.0"), IsEmpty());
  for (const ConfigField& each : config_fields()) {
    EXPECT_TRUE(each.carried_by.empty() || (each.runtime && !each.mesh_config.empty())) << each.path;
  }
}

TEST(ConfigFields, FindsTheSettingOfAFlag) {
  EXPECT_EQ(config_field_of_flag("--mtls-ca-ttl"), config_field("mtls.caTTL"));
  EXPECT_EQ(config_field_of_flag("--disable-auto-inject"), config_field("disableAutoInjection"));
  EXPECT_EQ(config_field_of_flag("--telemetry-exporters"), config_field("telemetry.exporters.otlp"));
  EXPECT_EQ(config_field_of_flag("-p"), config_field("registry.imagePullPolicy"));
  EXPECT_EQ(config_field_of_flag("--namespace"), nullptr);
  EXPECT_EQ(config_field_of_flag("--mtls-ca-tt"), nullptr);
  EXPECT_EQ(config_field_of_flag(""), nullptr);
}

TEST(ConfigFields, ListsWhatStandsForNoValue) {
  Texts pointers;
  for (const MeshConfigOnlyField& each : mesh_config_only_fields()) pointers.push_back(each.pointer);
  EXPECT_EQ(pointers, (Texts{"/mtlsMode", "/api", "/autoInjectorPort", "/namespace", "/proxy",
                             "/registryKeyName", "/sidecarImage", "/sidecarInitImage"}));
  const MeshConfigOnlyField& mode = mesh_config_only_fields().front();
  EXPECT_EQ(mode.since, "1.1.0");
  EXPECT_EQ(mode.until, "1.4.1");
  EXPECT_EQ(mode.deprecated, "1.3.0");
  EXPECT_EQ(mode.replaced_by, "mtls.mode");
  EXPECT_EQ(static_config_only_fields().size(), 4U);
  for (const auto* list : {&mesh_config_only_fields(), &static_config_only_fields()}) {
    for (const MeshConfigOnlyField& each : *list) {
      EXPECT_TRUE(each.replaced_by.empty() || config_field(each.replaced_by) != nullptr) << each.pointer;
      EXPECT_FALSE(each.meaning.empty()) << each.pointer;
    }
  }
}

TEST(ConfigFields, MakesPointersOfPaths) {
  EXPECT_EQ(pointer_of("mtls.caTTL"), "/mtls/caTTL");
  EXPECT_EQ(pointer_of("environment"), "/environment");
  EXPECT_EQ(pointer_of("a~b.c/d"), "/a~0b/c~1d");
  EXPECT_EQ(pointer_of(""), "");
}

TEST(ConfigRules, HoldForTheRightReleases) {
  EXPECT_EQ(range_of(reads_opentracing), "0.5.0-1.7.0");
  EXPECT_EQ(range_of(reads_telemetry), "1.4.0-2.0.0");
  EXPECT_EQ(range_of(excludes_tracing_beside_telemetry), "1.4.0-1.7.0");
  EXPECT_EQ(range_of(has_mesh_config_resource), "2.0.0-2.0.0");
  EXPECT_EQ(range_of(wants_ca_ttl_in_hours), "1.6.0-2.0.0");
  EXPECT_EQ(range_of([](const Release& each) { return values_schema(each) != nullptr; }), "1.1.0-2.0.0");
  for (const Release* each : {&release("1.1.0"), &release("1.4.0"), &release("1.7.0"), &release("2.0.0")}) {
    EXPECT_EQ(reads_opentracing(*each), reads(*each, field("tracing"))) << each->version;
    EXPECT_EQ(reads_telemetry(*each), reads(*each, field("telemetry"))) << each->version;
  }
}

TEST(ConfigRules, TheGuideRemovesTracingOnTheWayFromBefore17) {
  EXPECT_TRUE(guide_removes_opentracing(&release("1.6.0"), release("1.7.0")));
  EXPECT_TRUE(guide_removes_opentracing(&release("1.4.1"), release("1.7.0")));
  EXPECT_TRUE(guide_removes_opentracing(&release("1.6.0"), release("2.0.0")));
  EXPECT_FALSE(guide_removes_opentracing(&release("1.7.0"), release("1.7.0")));
  EXPECT_FALSE(guide_removes_opentracing(&release("1.7.0"), release("2.0.0")));
  EXPECT_FALSE(guide_removes_opentracing(&release("1.5.0"), release("1.6.0")));
  EXPECT_FALSE(guide_removes_opentracing(&release("2.0.0"), release("1.6.0")));
  // Not said: the release before the target.
  EXPECT_TRUE(guide_removes_opentracing(nullptr, release("1.7.0")));
  EXPECT_FALSE(guide_removes_opentracing(nullptr, release("1.6.0")));
  EXPECT_FALSE(guide_removes_opentracing(nullptr, release("0.5.0")));
}

// What reading a list throws; empty: nothing.
template <typename Reader>
std::string error_of(Reader read, const char* text) {
  try {
    (void)read(Json::parse(text));
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

TEST(ConfigData, RefusesBrokenSettings) {
  const std::vector<std::pair<const char*, const char*>> cases = {
      {R"([])", "a list is missing"},
      {R"({})", "a list is missing"},
      {R"([7])", "an entry has no name"},
      {R"([{"path": 7}])", "an entry has no name"},
      {R"([{"path": "a"}])", "a: "},
      {R"([{"path": "a", "type": "text"}])", "\"text\" is no type"},
      {R"([{"path": "a", "type": ["string"]}])", "a: "},
      {R"([{"path": "a..b", "type": "string"}])", "is no dotted path"},
      {R"([{"path": "a.", "type": "string"}])", "is no dotted path"},
      {R"([{"path": "/a", "type": "string"}])", "is no dotted path"},
      {R"([{"path": "a", "type": "string", "since": "1.6"}])", "no release is called 1.6"},
      {R"([{"path": "a", "type": "string", "since": 1}])", "a: "},
      {R"([{"path": "a", "type": "string", "since": "1.7.0", "until": "1.6.0"}])", "1.7.0 comes after 1.6.0"},
      {R"([{"path": "a", "type": "string", "until": "1.6.0", "deprecated": "1.7.0"}])",
       "1.7.0 comes after 1.6.0"},
      {R"([{"path": "a", "type": "string", "meshConfig": ["a"]}])", "\"a\" is no JSON pointer"},
      {R"([{"path": "a", "type": "string", "meshConfig": ["/a~2"]}])", "is no JSON pointer"},
      {R"([{"path": "a", "type": "string", "meshConfig": "/a"}])", "a: "},
      {R"([{"path": "a", "type": "string", "resource": "/"}])", "is no JSON pointer"},
      {R"([{"path": "a", "type": "string", "staticConfig": ""}])", "is no JSON pointer"},
      {R"([{"path": "a", "type": "string", "flag": "-a"}])", "\"-a\" is no flag"},
      {R"([{"path": "a", "type": "string", "tracing": "jaeger"}])", "is no kind of tracing"},
      {R"([{"path": "a", "type": "string", "carriedBy": ["3.0.0"]}])", "no release is called 3.0.0"},
      {R"([{"path": "a", "type": "string"}, {"path": "a", "type": "string"}])", "a stands twice"},
  };
  for (const auto& [text, message] : cases) {
    EXPECT_THAT(error_of(read_config_fields, text), HasSubstr(message)) << text;
  }
  EXPECT_EQ(error_of(read_config_fields, R"([{"path": "a", "type": "string"}])"), "");
  EXPECT_THAT(error_of(read_only_fields, R"([{"pointer": "a", "meaning": ""}])"),
              HasSubstr("is no JSON pointer"));
  EXPECT_THAT(error_of(read_only_fields, R"([{"pointer": "/a"}])"), HasSubstr("/a: "));
}

// "1.1.0 (first chart; may be older on the CLI)"
std::string first_word(const Json& text) {
  const auto words = text.is_string() ? text.get<std::string>() : std::string();
  return words.substr(0, words.find(' '));
}

std::string text_of(const Json& value) { return value.is_string() ? value.get<std::string>() : ""; }

TEST(ConfigFields, AgreeWithTheFacts) {
  const auto facts = shared_json("facts/config-fields.json");
  if (!facts) {
    GTEST_SKIP() << "the facts are not there";
  }
  EXPECT_EQ(facts->at("fields").size(), config_fields().size());
  for (const Json& fact : facts->at("fields")) {
    const std::string path = fact.at("path");
    const ConfigField& found = field(path);
    const Json& last = fact.at("constraints").back();
    EXPECT_EQ(found.since, first_word(fact.at("addedIn"))) << path;
    EXPECT_EQ(found.until.empty() ? "2.0.0" : found.until, fact.at("lastIn")) << path;
    EXPECT_EQ(found.deprecated, text_of(fact.at("deprecatedIn"))) << path;
    EXPECT_EQ(found.replaced_by.empty(), fact.at("replacedBy").is_null()) << path;
    EXPECT_EQ(found.flag, text_of(fact.at("meshctlDeployFlag"))) << path;
    EXPECT_EQ(found.secret, fact.at("secret").get<bool>()) << path;
    EXPECT_EQ(found.type, last.at("type")) << path;
    EXPECT_EQ(found.in_schema, last.value("inSchema", true)) << path;
    EXPECT_EQ(std::multiset<std::string>(found.enum_values.begin(), found.enum_values.end()),
              last.value("enum", std::multiset<std::string>()))
        << path;
    std::string resource = "/" + text_of(fact.at("meshConfigCR"));
    std::replace(resource.begin(), resource.end(), '.', '/');
    EXPECT_EQ(found.resource, resource == "/" ? "" : resource) << path;
    const Json& runtime = fact.at("runtimeChangeable");
    EXPECT_EQ(found.runtime, std::find(runtime.begin(), runtime.end(), Json(true)) != runtime.end()) << path;
    const Json fallback = last.value("valuesYamlDefault", last.value("schemaDefault", Json()));
    if (!fallback.is_null()) {
      EXPECT_EQ(found.default_value, fallback) << path;
    }
    for (const Json& range : fact.at("constraints")) {
      const Release& at = release(range.at("to").get<std::string>());
      if (range.contains("valuesYamlDefault")) {
        EXPECT_EQ(chart_default(at, found), range.at("valuesYamlDefault")) << path << " " << at.version;
      } else if (found.type != "object") {
        EXPECT_EQ(chart_default(at, found), Json()) << path << " " << at.version;
      }
    }
  }
}

}  // namespace
}  // namespace nsmkit::releases
