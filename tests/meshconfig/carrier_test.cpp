#include "meshconfig/carrier.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "meshconfig/carrier_rules.hpp"
#include "releases/annotations.hpp"
#include "tests/meshconfig/support.hpp"

namespace nsmkit::meshconfig {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string at(base::Location location) {
  return std::to_string(location.position.line) + ":" + std::to_string(location.position.column);
}

/// A fixture and what its first carrier must be.
struct Expected {
  const char* file;
  CarrierKind kind;
  Layout layout;
  const char* name;
  const char* release;
  const char* name_space;
  const char* pointer;  ///< of one setting ...
  const char* value;    ///< ... its JSON ...
  const char* place;    ///< ... and where it stands
};

class Fixtures : public testing::TestWithParam<Expected> {};

TEST_P(Fixtures, AreRecognisedAndRead) {
  const Expected& expected = GetParam();
  const ReadCarriers read = read_fixture(expected.file);
  ASSERT_FALSE(read.carriers.empty());
  const Carrier& carrier = read.carriers[0];
  EXPECT_EQ(carrier.kind, expected.kind);
  EXPECT_EQ(carrier.layout, expected.layout);
  EXPECT_EQ(display_name(carrier), expected.name);
  EXPECT_EQ(carrier.mesh_release, expected.release);
  EXPECT_EQ(carrier.mesh_namespace, expected.name_space);
  const Json* value = base::find(carrier.settings, expected.pointer);
  ASSERT_NE(value, nullptr);
  EXPECT_EQ(base::json_text(*value), expected.value);
  EXPECT_EQ(at(carrier.place(expected.pointer)), expected.place);
  EXPECT_EQ(recognise(carrier.document), carrier.kind);
  EXPECT_THAT(read.lines(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    AllCarriers, Fixtures,
    testing::Values(Expected{"values.yaml", CarrierKind::kHelmValues, Layout::kValues, "Helm values", "1.6.0",
                             "", "/tracing/sampleRate", "0.05", "19:15"},
                    Expected{"values-telemetry.yaml", CarrierKind::kHelmValues, Layout::kValues,
                             "Helm values", "", "", "/telemetry/exporters/otlp/port", "4317", "6:13"},
                    Expected{"helm-get-values.yaml", CarrierKind::kHelmValues, Layout::kValues, "Helm values",
                             "1.6.0", "", "/tracing/backend", R"("jaeger")", "8:12"},
                    Expected{"helm-get-values-all.yaml", CarrierKind::kHelmValues, Layout::kValues,
                             "Helm values", "1.6.0", "", "/mtls/mode", R"("permissive")", "15:9"},
                    Expected{"helm-get-values.json", CarrierKind::kHelmValues, Layout::kValues, "Helm values",
                             "", "", "/tracing/backend", R"("jaeger")", "1:82"},
                    Expected{"umbrella-values.yaml", CarrierKind::kHelmValues, Layout::kValues, "Helm values",
                             "", "", "/tracing/sampleRate", "0.1", "8:17"},
                    Expected{"config-map-1.6.yaml", CarrierKind::kConfigMap, Layout::kMeshConfigV1,
                             "ConfigMap nginx-mesh/mesh-config", "1.6.0", "nginx-mesh",
                             "/tracing/backendAddress", R"("jaeger.tracing:6831")", "3:21"},
                    Expected{"config-map-1.2.yaml", CarrierKind::kConfigMap, Layout::kMeshConfigV1,
                             "ConfigMap nginx-mesh/mesh-config", "1.2.0", "nginx-mesh", "/api/address",
                             R"("nginx-mesh-api.nginx-mesh")", "3:21"},
                    Expected{"config-map-2.0.yaml", CarrierKind::kConfigMap, Layout::kMeshConfigV2,
                             "ConfigMap nginx-mesh/meshconfig", "2.0.0", "nginx-mesh",
                             "/telemetry/exporters/otlp/port", "4317", "3:20"},
                    Expected{"meshctl-config.json", CarrierKind::kMeshctlConfig, Layout::kMeshConfigV1,
                             "output of nginx-meshctl config", "1.6.0", "nginx-mesh", "/loadBalancingMethod",
                             R"("random two least_time")", "25:26"},
                    Expected{"meshconfig-static.json", CarrierKind::kMeshctlConfig, Layout::kMeshConfigV2,
                             "content of meshconfig.json", "2.0.0", "nginx-mesh", "/nginxLBMethod",
                             R"("least_time")", "15:20"},
                    Expected{"api-patch.json", CarrierKind::kMeshctlConfig, Layout::kMeshConfigV1,
                             "request to the mesh API", "", "", "/tracing/backend", R"("zipkin")", "1:52"},
                    Expected{"api-patch-telemetry.json", CarrierKind::kMeshctlConfig, Layout::kMeshConfigV1,
                             "request to the mesh API", "", "", "/telemetry/samplerRatio", "0.2", "1:136"},
                    Expected{"mesh-config.yaml", CarrierKind::kMeshConfig, Layout::kResource,
                             "MeshConfig nginx-mesh/nginx-mesh-config", "", "nginx-mesh",
                             "/spec/telemetry/samplerRatio", "0.05", "24:19"},
                    Expected{"meshctl-config-2.0.json", CarrierKind::kMeshConfig, Layout::kResource,
                             "MeshConfig", "", "nginx-mesh", "/spec/mtls/mode", R"("strict")", "13:15"},
                    Expected{"helm-release.yaml", CarrierKind::kHelmRelease, Layout::kValues,
                             "Secret nginx-mesh/sh.helm.release.v1.nsm.v3", "1.6.0", "nginx-mesh",
                             "/tracing/address", R"("jaeger.tracing:6831")", "3:12"},
                    Expected{"helm-release-config-map.yaml", CarrierKind::kHelmRelease, Layout::kValues,
                             "ConfigMap nginx-mesh/sh.helm.release.v1.nsm.v1", "1.4.0", "nginx-mesh", "",
                             "{}", "3:12"},
                    Expected{"namespace.yaml", CarrierKind::kNamespace, Layout::kObject, "Namespace shop", "",
                             "", "/metadata/labels/injector.nsm.nginx.com~1auto-inject", R"("enabled")",
                             "5:41"}),
    [](const auto& test) {
      std::string name = test.param.file;
      for (char& c : name) {
        if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
      }
      return name;
    });

TEST(Carriers, GiveThePlaceOfAKey) {
  const ReadCarriers values = read_fixture("values.yaml");
  EXPECT_EQ(at(values.carriers[0].key_place("/tracing/sampleRate")), "19:3");
  const ReadCarriers umbrella = read_fixture("umbrella-values.yaml");
  EXPECT_EQ(umbrella.carriers[0].settings_at, "/nginx-service-mesh");
  EXPECT_EQ(at(umbrella.carriers[0].key_place("/tracing")), "5:3");
  EXPECT_EQ(at(read_fixture("config-map-1.6.yaml").carriers[0].key_place("/tracing")), "3:21");
}

TEST(HelmValues, LoseTheHeaderOfHelmGetValues) {
  const Carrier user = std::move(read_fixture("helm-get-values.yaml").carriers[0]);
  EXPECT_FALSE(user.settings.contains("USER-SUPPLIED VALUES"));
  EXPECT_TRUE(user.document.contains("USER-SUPPLIED VALUES"));
  EXPECT_FALSE(user.with_defaults);
  const Carrier computed = std::move(read_fixture("helm-get-values-all.yaml").carriers[0]);
  EXPECT_FALSE(computed.settings.contains("COMPUTED VALUES"));
  EXPECT_TRUE(computed.with_defaults);
}

TEST(HelmValues, AreRecognisedByTheirNames) {
  for (const char* text : {
           "mtls: {mode: off}",
           "mtls: {mode: strict, trustDomain: a.b}",
           "accessControlMode: 5",
           "accessControlMode: allow\nunknown: 1",
           "nginxLBMethod: []",
           "autoInjection: {disable: true}",
           "disableAutoInjection: true",
           "registry: {imageTag: x}",
           "registry: {server: a}\nenableUDP: true",
           "tracing: {backend: jaeger}",
           "tracing: {address: a, sampleRate: 1}",
           "telemetry: {samplerRatio: 1}",
           "prometheusAddress: a\nclientMaxBodySize: 1m",
           "global: {a: b}\nnginxLogFormat: json",
           "USER-SUPPLIED VALUES:\nenvironment: openshift",
           "nginx-service-mesh: {environment: openshift}\nother: {a: b}",
       }) {
    const ReadCarriers read = read_text(text);
    ASSERT_EQ(read.carriers.size(), 1U) << text;
    EXPECT_EQ(read.carriers[0].kind, CarrierKind::kHelmValues) << text;
  }
}

TEST(Carriers, AreNotSeenInOtherThings) {
  for (const char* file :
       {"values.yaml", "helm-release.yaml", "ingress-controller.yaml", "jaeger.yaml", "build.yaml"}) {
    const ReadCarriers read = read_fixture(std::string("others/") + file);
    EXPECT_GT(read.documents, 0U) << file;
    EXPECT_THAT(read.lines(), IsEmpty()) << file;
    for (const Carrier& carrier : read.carriers) {
      ADD_FAILURE() << file << ": taken for " << display_name(carrier) << " at " << at(carrier.location);
    }
  }
}

TEST(Carriers, AreNotSeenInOddDocuments) {
  for (const char* text :
       {"{}",
        "a: 1",
        "kind: ConfigMap",
        "kind: 5\naccessControlMode: deny",
        "apiVersion: v1\nnginxLBMethod: a",
        "kind: MeshConfig\napiVersion: other.io/v1",
        "kind: Secret\ntype: 5",
        "kind: Secret\nmetadata: []",
        "kind: Namespace\nmetadata: {labels: [injector.nsm.nginx.com/auto-inject]}",
        "kind: Deployment\nspec: {template: {metadata: {annotations: nsm.nginx.com/x}}}",
        "kind: Deployment\nspec: {template: {metadata: {annotations: {other-nsm.nginx.com/x: y}}}}",
        "kind: Deployment\nmetadata: {annotations: {config.nsm.nginx.com/mtls-mode: off}}",
        "mtls: strict\nregistry: []\ntracing: 5\ntelemetry: null",
        "nginx-service-mesh: [accessControlMode]",
        "nginx-service-mesh: {}",
        "USER-SUPPLIED VALUES:\nreplicas: 1",
        "op: replace\nfield: {}",
        "op: 5\nfield: {tracing: {}}",
        "op: replace\npath: /tracing\nvalue: {}",
        "op: replace\nfield: {replicas: 5}",
        "injection: {a: b}",
        "trustDomain: a\nnamespace: b"}) {
    const ReadCarriers read = read_text(text);
    EXPECT_THAT(read.carriers, IsEmpty()) << text;
    EXPECT_THAT(read.lines(), IsEmpty()) << text;
  }
  for (const char* json : {"null", "5", "\"accessControlMode\"", "[\"accessControlMode\"]", "true"}) {
    EXPECT_EQ(recognise(Json::parse(json)), std::nullopt) << json;
  }
}

TEST(Workloads, OfEveryKindAreRecognised) {
  const ReadCarriers read = read_fixture("workloads.yaml");
  std::vector<std::string> seen;
  for (const Carrier& carrier : read.carriers) {
    EXPECT_EQ(carrier.kind, CarrierKind::kWorkload);
    EXPECT_EQ(carrier.settings, carrier.document);
    seen.push_back(display_name(carrier) + " " + carrier.template_at);
  }
  EXPECT_THAT(seen,
              ElementsAre("Deployment shop/catalog /spec/template", "StatefulSet shop/ledger /spec/template",
                          "DaemonSet shop/nginx-ingress /spec/template",
                          "CronJob shop/report /spec/jobTemplate/spec/template", "Pod shop/probe ",
                          "Job shop/migrate /spec/template"));
  EXPECT_EQ(
      at(read.carriers[0].place("/spec/template/metadata/annotations/config.nsm.nginx.com~1tracing-enabled")),
      "13:47");
}

// The keys of all marks lie in the mesh's domain, by which workloads and Namespaces are recognised.
TEST(Workloads, AreRecognisedByEveryMark) {
  std::size_t count = 0;
  for (const releases::Mark& mark : releases::marks()) {
    if (mark.on != "Pod" && mark.on != "Namespace") continue;
    ++count;
    Json object{{"apiVersion", "v1"}, {"kind", mark.on}};
    object[Json::json_pointer(releases::pointer_to(mark))] = "x";
    EXPECT_TRUE(recognise(object).has_value()) << mark.id;
  }
  EXPECT_GT(count, 8U);
}

TEST(ConfigMaps, ThatCannotBeReadAreFindings) {
  const std::string start = "kind: ConfigMap\nmetadata: {name: mesh-config, namespace: m}\n";
  const std::string marker = "planted-marker";
  struct Case {
    std::string entry;
    std::string fault;
  };
  const Case cases[] = {
      {"binaryData: {mesh-config.json: 5}", "is no text"},
      {"binaryData: {mesh-config.json: null}", "is no text"},
      {"binaryData: {mesh-config.json: [a]}", "is no text"},
      {"binaryData: {mesh-config.json: 'planted-marker'}", "is not base64"},
      {"binaryData: {mesh-config.json: ''}", "is empty"},
      {"data: {meshconfig.json: '{\"planted-marker\": '}", "is cut off"},
      {"data: {meshconfig.json: '{planted-marker ]}'}",
       "is neither JSON nor YAML (line 1 of the decoded text)"},
      {"data: {meshconfig.json: '[\"planted-marker\"]'}", "holds a list"},
      {"data: {meshconfig.json: planted-marker}", "holds a string"},
      {"data: {meshconfig.json: 'null'}", "holds nothing"},
      {"data: {meshconfig.json: '5'}", "holds a number"},
      {"data: {meshconfig.json: \"a: 1\\n---\\nb: 2\\n\"}", "holds more than one document"},
      {"data: {meshconfig.json: '" + std::string(5000, '[') + "'}", "is larger or deeper than nsmkit reads"},
  };
  for (const Case& each : cases) {
    const ReadCarriers read = read_text(start + each.entry + "\n");
    EXPECT_THAT(read.carriers, IsEmpty()) << each.entry;
    ASSERT_EQ(read.findings.size(), 1U) << each.entry;
    const base::Finding& finding = read.findings[0];
    EXPECT_EQ(finding.rule, &kCarrierUnreadable);
    EXPECT_THAT(finding.message, testing::EndsWith("] " + each.fault)) << each.entry;
    EXPECT_EQ(finding.message.find(marker), std::string::npos);
    EXPECT_EQ(finding.location.position.line, 3U);
    EXPECT_EQ(finding.resource->name, "mesh-config");
    EXPECT_FALSE(finding.remedy.empty());
  }
}

TEST(ConfigMaps, AreFoundInLists) {
  const ReadCarriers read = read_text(
      "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  data:\n"
      "    meshconfig.json: '{\"accessControlMode\": \"deny\"}'\n");
  ASSERT_EQ(read.carriers.size(), 1U);
  EXPECT_EQ(read.carriers[0].location.item, 0U);
  EXPECT_EQ(at(read.carriers[0].place("/accessControlMode")), "7:22");
}

TEST(CarrierRules, HaveCodesInOrder) {
  std::vector<std::string> codes;
  for (const base::RuleInfo* info : carrier_rule_infos()) {
    codes.emplace_back(info->code);
    for (const auto text : {info->slug, info->summary, info->why, info->remedy, info->source}) {
      EXPECT_FALSE(text.empty()) << info->code;
    }
  }
  EXPECT_THAT(codes, ElementsAre("NSM701", "NSM702", "NSM703", "NSM704", "NSM705", "NSM706", "NSM707",
                                 "NSM708", "NSM709"));
}

}  // namespace
}  // namespace nsmkit::meshconfig
