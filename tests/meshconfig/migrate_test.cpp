#include "meshconfig/migrate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "meshconfig/migrate_rules.hpp"
#include "meshconfig/to_command.hpp"
#include "tests/meshconfig/migrate_support.hpp"

namespace nsmkit::meshconfig {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Carriers = std::vector<Carrier>;

Migration run(const Carriers& carriers, const char* from, const char* to) {
  return migrate(carriers, hop(from, to));
}

// What the chart of the mesh renders where all is left at its default.
constexpr const char* kDefaults = R"({"accessControlMode": "allow", "clientMaxBodySize": "1m",
    "environment": "kubernetes", "isUDPEnabled": false, "enabledNamespaces": [], "isAutoInjectEnabled": false,
    "injection": {"disabledNamespaces": [], "enabledNamespaces": [], "isAutoInjectEnabled": false},
    "loadBalancingMethod": "least_time", "mtls": {"mode": "permissive", "caTTL": "720h", "svidTTL": "1h",
    "caKeyType": "ec-p256"}, "nginxErrorLogLevel": "warn", "nginxLogFormat": "default", "prometheusAddress": "",
    "tracing": {}, "telemetry": {}, "trustDomain": "example.org"})";

TEST(Migrate, RuntimeSettingsThatTheHelmPathLosesAreWritten) {
  const auto found = run({values("# mine\naccessControlMode: allow\n"),
                          runtime("{\"prometheusAddress\":\n  \"prom.mon:9090\"}")},
                         "1.6.0", "2.0.0");
  EXPECT_EQ(found.values.at("prometheusAddress"), "prom.mon:9090");
  EXPECT_THAT(
      lines(found, "NSM780"),
      ElementsAre("config.json:2:3 NSM780 prometheusAddress is \"prom.mon:9090\" at runtime (output of "
                  "nginx-meshctl config, config.json:2:3) and not set in Helm values, values.yaml: the "
                  "Helm path loses it"));
}

TEST(Migrate, RuntimeDriftShowsBothValues) {
  const auto found = run({values("accessControlMode: allow\nmtls: {trustDomain: a.b}\n"),
                          runtime(R"({"accessControlMode": "deny", "trustDomain": "c.d"})")},
                         "1.6.0", "1.7.0");
  EXPECT_EQ(found.values.at("accessControlMode"), "deny");
  EXPECT_EQ(found.values.at("mtls").at("trustDomain"), "a.b") << "no runtime setting: the values decide";
  EXPECT_THAT(
      lines(found, "NSM781"),
      ElementsAre(
          "config.json:1:23 NSM781 accessControlMode: the mesh runs with \"deny\" (output of nginx-meshctl "
          "config, config.json:1:23), but is deployed with \"allow\" (Helm values, values.yaml:1:20): the "
          "running value is written",
          "values.yaml:2:21 NSM781 mtls.trustDomain: the mesh runs with \"c.d\" (output of nginx-meshctl "
          "config, config.json:1:46), but is deployed with \"a.b\" (Helm values, values.yaml:2:21): the "
          "deployed value is written"));
}

TEST(Migrate, DefaultsOfTheRunningMeshAreNotWritten) {
  const auto found =
      run({values("registry: {server: example.internal}\ndisableAutoInjection: true\n"), runtime(kDefaults)},
          "1.7.0", "1.7.0");
  EXPECT_EQ(found.values, Json::parse(R"({"registry": {"server": "example.internal", "imageTag": "1.7.0"},
      "disableAutoInjection": true})"));
  EXPECT_THAT(lines(found.findings), IsEmpty());
}

TEST(Migrate, ARunningDefaultWinsOverADeployedValue) {
  const auto found = run({values("nginxLogFormat: json\n"), runtime(kDefaults)}, "1.6.0", "2.0.0");
  EXPECT_EQ(found.values.at("nginxLogFormat"), "default");
  EXPECT_THAT(lines(found, "NSM781"), SizeIs(1));
}

TEST(Migrate, OrderOfNamespacesIsNoDrift) {
  const auto found = run({values("disableAutoInjection: true\nenabledNamespaces: [b, a]\n"),
                          runtime(R"({"isAutoInjectEnabled": false, "enabledNamespaces": ["a", "b"]})")},
                         "1.6.0", "1.7.0");
  EXPECT_THAT(lines(found, "NSM781"), IsEmpty());
}

TEST(Migrate, CarriersOfOneRankThatContradict) {
  const auto found =
      run({values("nginxLogFormat: json\n", "a.yaml"), values("nginxLogFormat: default\n", "b.yaml")},
          "1.6.0", "2.0.0");
  EXPECT_EQ(found.values.at("nginxLogFormat"), "default");
  EXPECT_THAT(
      lines(found, "NSM782"),
      ElementsAre("b.yaml:1:17 NSM782 nginxLogFormat is \"default\" here and \"json\" in Helm values, "
                  "a.yaml:1:17: the later input wins"));
}

TEST(Migrate, SupersededRevisionsOfAHelmReleaseAreNotRead) {
  Carrier old = values("nginxLogFormat: json\n", "v1.yaml");
  old.kind = CarrierKind::kHelmRelease;
  old.status = "superseded";
  Carrier now = values("accessControlMode: deny\n", "v2.yaml");
  now.kind = CarrierKind::kHelmRelease;
  now.status = "deployed";
  const auto found = run({old, now}, "1.6.0", "2.0.0");
  EXPECT_FALSE(found.values.contains("nginxLogFormat"));
  EXPECT_EQ(found.values.at("accessControlMode"), "deny");
  EXPECT_THAT(lines(found, "NSM782"), SizeIs(1));
}

TEST(Migrate, DefaultsAmongAllValuesAreNotTheUsers) {
  Carrier all = values("nginxLogFormat: default\naccessControlMode: deny\nprometheusAddress: \"\"\n");
  all.with_defaults = true;
  EXPECT_EQ(run({all}, "1.6.0", "2.0.0").values,
            Json::parse(R"({"accessControlMode": "deny", "registry": {"imageTag": "2.0.0"}})"));
}

TEST(Migrate, OldDefaultsAreKeptWhereTheTargetDiffers) {
  Carrier release = values("accessControlMode: deny\n", "release.yaml");
  release.kind = CarrierKind::kHelmRelease;
  release.defaults =
      Json::parse(R"({"nginxLogFormat": "json", "nginxErrorLogLevel": "warn", "mtls": {"mode": 5},
      "registry": {"imageTag": "1.6.0"}, "tracing": {}, "autoInjection": {"disable": true}})");
  const auto found = run({release}, "1.6.0", "2.0.0");
  EXPECT_EQ(found.values, Json::parse(R"({"accessControlMode": "deny", "nginxLogFormat": "json",
      "mtls": {"mode": 5}, "registry": {"imageTag": "2.0.0"}})"));
  EXPECT_THAT(
      lines(found, "NSM787"),
      ElementsAre("release.yaml:0:0 NSM787 mtls.mode is left at its default 5, and the default of 2.0.0 is "
                  "\"permissive\": it is written",
                  "release.yaml:0:0 NSM787 nginxLogFormat is left at its default \"json\", and the default "
                  "of 2.0.0 is \"default\": it is written"));
}

TEST(Migrate, LifetimesThatTheTargetRefuses) {
  struct Case {
    const char* from;
    const char* to;
    const char* values;
    const char* expected;
    std::vector<std::string> codes;
  };
  const Case cases[] = {
      {"1.5.0", "1.6.0", "caTTL: 1440m, svidTTL: 60m", R"({"caTTL": "24h", "svidTTL": "60m"})", {"NSM785"}},
      {"1.5.0", "2.0.0", "caTTL: 12h, svidTTL: 2h", R"({"caTTL": "12h", "svidTTL": "2h"})", {"NSM786"}},
      {"1.3.0",
       "1.4.0",
       "caTTL: 1h30m, svidTTL: 90s",
       R"({"caTTL": "90m", "svidTTL": "90s"})",
       {"NSM785", "NSM786"}},
      {"1.2.0", "1.3.0", "caTTL: 1h30m, svidTTL: 90s", R"({"caTTL": "1h30m", "svidTTL": "90s"})", {}},
      {"1.6.0",
       "2.0.0",
       "caTTL: 25hxyz, svidTTL: [1]",
       R"({"caTTL": "25hxyz", "svidTTL": [1]})",
       {"NSM786", "NSM798"}},
  };
  for (const Case& each : cases) {
    const auto found = run({values("mtls: {" + std::string(each.values) + "}")}, each.from, each.to);
    EXPECT_EQ(found.values.at("mtls"), Json::parse(each.expected)) << each.values;
    std::vector<std::string> codes;
    for (const auto& finding : found.findings) {
      if (finding.path.ends_with("TTL")) codes.emplace_back(finding.rule->code);
    }
    EXPECT_EQ(codes, each.codes) << each.values;
  }
}

TEST(Migrate, RetiredNamesOfInjectionAreRenamed) {
  const Carrier old = values("autoInjection: {disable: true, enabledNamespaces: [a]}\n");
  const auto found = run({old}, "1.5.0", "1.6.0");
  EXPECT_EQ(found.values, Json::parse(R"({"disableAutoInjection": true, "enabledNamespaces": ["a"],
      "registry": {"imageTag": "1.6.0"}})"));
  EXPECT_THAT(
      lines(found, "NSM784"),
      ElementsAre("values.yaml:1:26 NSM784 autoInjection.disable is deprecated in 1.6.0: it is written as "
                  "disableAutoInjection",
                  "values.yaml:1:51 NSM784 autoInjection.enabledNamespaces is deprecated in 1.6.0: it is "
                  "written as enabledNamespaces"));
  EXPECT_EQ(run({old}, "1.4.0", "1.5.0").values.at("autoInjection"),
            Json::parse(R"({"disable": true, "enabledNamespaces": ["a"]})"));
}

TEST(Migrate, ListedNamespacesAreToBeLabelled) {
  const auto found =
      run({values("disableAutoInjection: true\nenabledNamespaces: [shop, payments, kube-system, nginx-mesh, "
                  "done, 5]\n"),
           object(CarrierKind::kNamespace, R"({"kind": "Namespace", "metadata": {"name": "done",
           "labels": {"injector.nsm.nginx.com/auto-inject": "enabled"}}})")},
          "1.6.0", "2.0.0");
  EXPECT_THAT(found.namespaces, ElementsAre("payments", "shop"));
  EXPECT_EQ(found.values, Json::parse(R"({"registry": {"imageTag": "2.0.0"}})"));
  ASSERT_THAT(lines(found, "NSM793"), SizeIs(1));
  const auto label = std::find_if(found.findings.begin(), found.findings.end(),
                                  [](const auto& each) { return each.rule == &kInjectionLabels; });
  EXPECT_EQ(label->remedy,
            "Before Pods restart: kubectl label namespaces payments shop "
            "injector.nsm.nginx.com/auto-inject=enabled");
  EXPECT_THAT(
      lines(found, "NSM789"),
      ElementsAre("values.yaml:2:20 NSM789 enabledNamespaces holds entries that are no names: they are left "
                  "out"));
  EXPECT_THAT(
      lines(found, "NSM783"),
      ElementsAre(
          "values.yaml:1:23 NSM783 disableAutoInjection (true) is not read by 2.0.0: it is left out"));
}

TEST(Migrate, GlobalInjectionNeedsTheManifests) {
  const char* pods = R"({"kind": "Deployment", "metadata": {"name": "w", "namespace": ")";
  const auto workload = [pods](const std::string& name_space, const std::string& annotation) {
    return object(
        CarrierKind::kWorkload,
        pods + name_space + R"("}, "spec": {"template": {"metadata": {"annotations": )" + annotation + "}}}}",
        "/spec/template");
  };
  const auto found =
      run({values("autoInjection: {disabledNamespaces: [calm]}\n"), workload("shop", "{}"),
           workload("calm", "{}"), workload("out", R"({"injector.nsm.nginx.com/auto-inject": "false"})"),
           object(CarrierKind::kNamespace, R"({"kind": "Namespace", "metadata": {"name": "no",
                              "labels": {"injector.nsm.nginx.com/auto-inject": "disabled"}}})"),
           workload("no", "{}")},
          "1.6.0", "2.0.0");
  EXPECT_THAT(found.namespaces, ElementsAre("shop"));
  EXPECT_THAT(lines(found, "NSM792"), SizeIs(1));
  EXPECT_THAT(
      lines(found, "NSM783"),
      ElementsAre(
          "values.yaml:1:37 NSM783 autoInjection.disabledNamespaces ([\"calm\"]) is not read by 2.0.0: "
          "it is left out"));
  EXPECT_THAT(lines(run({values("accessControlMode: deny\n")}, "1.7.0", "2.0.0"), "NSM792"), SizeIs(1));
  EXPECT_THAT(lines(run({values("accessControlMode: deny\n")}, "2.0.0", "2.0.0"), "NSM792"), IsEmpty());
}

TEST(Migrate, ImageTagAndRegistry) {
  auto options = hop("1.6.0", "2.0.0");
  const Carriers old = {values("registry: {imageTag: \"1.6.0\", server: old.example}\n")};
  const auto plain = migrate(old, options);
  EXPECT_EQ(plain.values.at("registry"), Json::parse(R"({"imageTag": "2.0.0", "server": "old.example"})"));
  EXPECT_THAT(lines(plain, "NSM790"), SizeIs(1));
  options.image_tag = "2.0.0-fips";
  options.registry_server = "new.example/nsm";
  const auto own = migrate(old, options);
  EXPECT_EQ(own.values.at("registry"),
            Json::parse(R"({"imageTag": "2.0.0-fips", "server": "new.example/nsm"})"));
  EXPECT_THAT(own.arguments,
              ElementsAre("--registry-server", "new.example/nsm", "--image-tag", "2.0.0-fips"));
}

TEST(Migrate, SidecarsOfAnotherRegistryAreReported) {
  const char* config =
      R"({"accessControlMode": "allow", "sidecarImage": {"image": "old.example/nsm/sidecar:1.6.0"},
      "sidecarInitImage": {"image": "old.example/nsm/init:1.6.0"}})";
  const auto with = [config](const char* server) {
    return lines(
        run({values(std::string("registry: {server: ") + server + "}"), runtime(config)}, "1.6.0", "2.0.0"),
        "NSM791");
  };
  EXPECT_THAT(with("old.example/nsm"), IsEmpty());
  EXPECT_THAT(with("new.example"),
              ElementsAre("config.json:1:58 NSM791 sidecarImage.image comes from \"old.example/nsm\", but "
                          "registry.server is \"new.example\": the image is not carried"));
}

TEST(Migrate, TelemetryRemovedAtRuntimeStaysRemoved) {
  const char* telemetry = "telemetry: {samplerRatio: 0.1, exporters: {otlp: {host: h, port: 4317}}}\n";
  const auto found = run({values(telemetry), runtime(kDefaults)}, "1.7.0", "2.0.0");
  EXPECT_FALSE(found.values.contains("telemetry"));
  EXPECT_EQ(found.mesh_config.value().at("spec").at("telemetry"), Json::object());
  EXPECT_THAT(lines(found, "NSM794"), SizeIs(1));
  EXPECT_TRUE(run({values(telemetry)}, "1.7.0", "2.0.0").values.contains("telemetry"));
}

TEST(Migrate, TelemetrySetAtRuntimeIsOneFinding) {
  const auto found = run({values("telemetry: {}\n"), runtime(R"({"telemetry": {"samplerRatio": 0.1,
      "exporters": {"otlp": {"host": "h", "port": 4317}}}})")},
                         "1.7.0", "2.0.0");
  EXPECT_EQ(found.values.at("telemetry"),
            Json::parse(R"({"samplerRatio": 0.1, "exporters": {"otlp": {"host": "h", "port": 4317}}})"));
  EXPECT_THAT(lines(found, "NSM780"), SizeIs(1));
  EXPECT_THAT(found.arguments, ElementsAre("--image-tag", "2.0.0", "--telemetry-exporters",
                                           "type=otlp,host=h,port=4317", "--telemetry-sampler-ratio", "0.1"));
}

TEST(Migrate, AnExporterTakesThePlaceOfTracing) {
  auto options = hop("1.6.0", "2.0.0");
  options.otlp_host = "otel.mon.svc";
  const char* tracing = "tracing: {address: \"j.t:6831\", backend: jaeger, sampleRate: 0.25}\n";
  EXPECT_EQ(migrate(Carriers{values(tracing)}, options).values.at("telemetry"),
            Json::parse(
                R"({"samplerRatio": 0.25, "exporters": {"otlp": {"host": "otel.mon.svc", "port": 4317}}})"));
  const auto both = migrate(Carriers{values(tracing), runtime(R"({"tracing": {"backend": "jaeger",
      "backendAddress": "j.t:6831", "sampleRate": 0.5}, "telemetry": {}})")},
                            options);
  EXPECT_EQ(both.values.at("telemetry").at("samplerRatio"), 0.5);
  EXPECT_FALSE(both.values.contains("tracing"));
  EXPECT_FALSE(migrate(Carriers{values("accessControlMode: deny\n")}, options).values.contains("telemetry"));
  EXPECT_FALSE(migrate(Carriers{values("tracing: {disable: true}\n")}, options).values.contains("telemetry"));
  options.otlp_host.clear();
  EXPECT_FALSE(migrate(Carriers{values(tracing)}, options).values.contains("telemetry"));
}

TEST(Migrate, OpenTracingStaysWhereItIsReadAndWanted) {
  auto options = hop("1.6.0", "1.7.0");
  const Carriers carriers = {values("tracing: {address: \"j.t:6831\", backend: jaeger, sampleRate: 0.25}\n")};
  EXPECT_FALSE(migrate(carriers, options).values.contains("tracing"));
  options.keep_opentracing = true;
  const auto kept = migrate(carriers, options);
  EXPECT_EQ(kept.values.at("tracing").at("backend"), "jaeger");
  EXPECT_THAT(kept.arguments,
              ::testing::IsSupersetOf({"--tracing-address", "j.t:6831", "--sample-rate", "0.25"}));
  const auto beside =
      migrate(Carriers{values("tracing: {address: \"j.t:6831\", backend: jaeger, sampleRate: 0.2}\n"
                              "telemetry: {samplerRatio: 0.1, exporters: {otlp: {host: h, port: 1}}}")},
              options);
  EXPECT_FALSE(beside.values.contains("tracing"));
  EXPECT_THAT(lines(beside, "NSM789"), SizeIs(1));
}

TEST(Migrate, TracingThatIsOffStaysOffWhereTheTargetTracesByDefault) {
  const auto found = run({values("tracing: {disable: true}\n")}, "1.2.0", "1.4.0");
  EXPECT_EQ(found.values.at("tracing"), Json::parse(R"({"disable": true})"));
  EXPECT_THAT(found.arguments, ::testing::IsSupersetOf({"--disable-tracing"}));
}

TEST(Migrate, BundledMonitoringIsGone) {
  const char* config = R"({"accessControlMode": "allow", "namespace": "nginx-mesh",
      "prometheusAddress": "prometheus.nginx-mesh.svc.cluster.local:9090",
      "tracing": {"isEnabled": true, "backend": "jaeger", "sampleRate": 0.01,
                  "backendAddress": "jaeger.nginx-mesh.svc.cluster.local:6831"}})";
  const auto found = run({values("deployGrafana: false\n"), runtime(config)}, "1.4.1", "1.6.0");
  EXPECT_EQ(found.values, Json::parse(R"({"registry": {"imageTag": "1.6.0"}})"));
  EXPECT_THAT(lines(found, "NSM799"), SizeIs(2));
  EXPECT_THAT(lines(found, "NSM783"), SizeIs(1)) << "deployGrafana";
  const auto near = run({values("deployGrafana: false\n"), runtime(config)}, "1.3.0", "1.4.1");
  EXPECT_THAT(lines(near, "NSM799"), IsEmpty());
  EXPECT_FALSE(near.values.contains("prometheusAddress"));
  const auto unset =
      run({values("tracing: {backend: jaeger, address: \"\", sampleRate: 0.01}\n")}, "1.4.1", "1.5.0");
  EXPECT_FALSE(unset.values.contains("tracing"));
  EXPECT_THAT(lines(unset, "NSM799"), SizeIs(1));
}

TEST(Migrate, UnknownKeysAreKept) {
  const auto found = run({values("mine: {a: 1, b: {c: 2}}\nmtls: {modus: x}\n")}, "1.6.0", "2.0.0");
  EXPECT_EQ(found.values.at("mine"), Json::parse(R"({"a": 1, "b": {"c": 2}})"));
  EXPECT_EQ(found.values.at("mtls"), Json::parse(R"({"modus": "x"})"));
  EXPECT_THAT(lines(found, "NSM788"), SizeIs(2));
}

TEST(Migrate, MeshctlUpgradeThatWouldCrash) {
  const auto old = run({values("accessControlMode: allow\n"), runtime(R"({"accessControlMode": "allow",
      "mtlsMode": "off", "telemetry": {"samplerRatio": 0.1}})")},
                       "1.2.0", "2.0.0");
  EXPECT_THAT(
      lines(old, "NSM795"),
      ElementsAre("config.json:0:0 NSM795 `nginx-meshctl upgrade` crashes on this configuration, which lacks "
                  "mtls.mode, mtls.caTTL, mtls.svidTTL, mtls.caKeyType, telemetry.exporters.otlp"));
  EXPECT_THAT(
      lines(run({values("accessControlMode: allow\n"), runtime(kDefaults)}, "1.6.0", "1.7.0"), "NSM795"),
      IsEmpty());
  const auto again = run({resource(R"({"accessControlMode": "deny"})")}, "2.0.0", "2.0.0");
  EXPECT_THAT(lines(again, "NSM795"), SizeIs(1));
  EXPECT_EQ(again.values.at("accessControlMode"), "deny");
}

TEST(Migrate, MissingPartsAreSaid) {
  EXPECT_THAT(lines(run({values("accessControlMode: allow\n")}, "1.6.0", "1.7.0"), "NSM796"), SizeIs(1));
  EXPECT_THAT(lines(run({runtime(kDefaults)}, "1.6.0", "1.7.0"), "NSM796"), SizeIs(1));
  EXPECT_THAT(
      lines(run({runtime(kDefaults), values("accessControlMode: allow\n")}, "1.6.0", "1.7.0"), "NSM796"),
      IsEmpty());
  EXPECT_THAT(run({}, "1.6.0", "1.7.0").findings, IsEmpty());
}

TEST(Migrate, EveryRuleIsStatedInFull) {
  std::string last = "NSM779";
  for (const auto* rule : migrate_rule_infos()) {
    EXPECT_LT(last, rule->code);
    last = rule->code;
    EXPECT_FALSE(rule->slug.empty() || rule->summary.empty() || rule->why.empty() || rule->remedy.empty() ||
                 rule->source.empty())
        << rule->code;
  }
  EXPECT_EQ(last, "NSM799");
  EXPECT_EQ(migrate_rule_infos().size(), 20U);
}

}  // namespace
}  // namespace nsmkit::meshconfig
