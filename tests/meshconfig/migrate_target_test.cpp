#include "meshconfig/migrate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "meshconfig/to_command.hpp"
#include "tests/meshconfig/migrate_support.hpp"

namespace nsmkit::meshconfig {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

using Carriers = std::vector<Carrier>;

Migration run(const Carriers& carriers, const char* from, const char* to) {
  return migrate(carriers, hop(from, to));
}

TEST(MigrateTarget, TheMeshConfigIsTheOneOfTheChart) {
  auto options = hop("1.6.0", "2.0.0");
  options.mesh_namespace = "mesh";
  const auto found =
      migrate(Carriers{values("mtls: {mode: \"off\"}\nclientMaxBodySize: \"0\"\nnginxLBMethod: random\n"
                              "telemetry: {exporters: {otlp: {host: h, port: 4317.0}}}\n")},
              options);
  EXPECT_EQ(found.mesh_config.value(),
            Json::parse(R"({"apiVersion": "nsm.nginx.com/v1alpha2", "kind": "MeshConfig",
      "metadata": {"name": "nginx-mesh-config", "namespace": "mesh",
                   "labels": {"app.kubernetes.io/part-of": "nginx-service-mesh"}},
      "spec": {"meshConfigClassName": "mesh-meshconfig-class", "accessControlMode": "allow", "clientMaxBodySize": "0",
               "mtls": {"mode": "off", "caTTL": "720h", "svidTTL": "1h", "caKeyType": "ec-p256"},
               "nginxErrorLogLevel": "warn", "nginxLBMethod": "random", "nginxLogFormat": "default",
               "telemetry": {"exporters": {"otlp": {"host": "h", "port": 4317}}}}})"));
  EXPECT_TRUE(found.mesh_config->at("spec")
                  .at("telemetry")
                  .at("exporters")
                  .at("otlp")
                  .at("port")
                  .is_number_integer());
  EXPECT_EQ(found.arguments.at(0), "--namespace");
  EXPECT_FALSE(run({values("accessControlMode: deny\n")}, "1.6.0", "1.7.0").mesh_config);
  const auto own = run({resource(R"({"meshConfigClassName": "own"})")}, "2.0.0", "2.0.0");
  EXPECT_EQ(own.mesh_config.value().at("spec").at("meshConfigClassName"), "own");
}

TEST(MigrateTarget, ArgumentsOfEveryType) {
  const auto found =
      run({values("enableUDP: true\nregistry: {disablePublicImages: false, imagePullPolicy: Always, "
                  "key: secret}\nmtls: {trustDomain: -dash}\nprometheusAddress: \"\"\n"
                  "disableAutoInjection: true\nenabledNamespaces: [a, b]\nenvironment: {a: 1}\n")},
          "1.6.0", "1.7.0");
  EXPECT_THAT(
      found.arguments,
      ElementsAre("--mtls-trust-domain=-dash", "--image-tag", "1.7.0", "--registry-key", "registry-key.json",
                  "--pull-always", "--enable-udp", "--disable-auto-inject", "--enabled-namespaces", "a,b"));
  const auto grafana =
      run({values("deployGrafana: false\nautoInjection: {disabledNamespaces: [x]}\n")}, "1.2.0", "1.3.0");
  EXPECT_THAT(grafana.arguments,
              ::testing::IsSupersetOf({"--deploy-grafana=false", "--disabled-namespaces", "x"}));
  EXPECT_THAT(lines(run({values("registry: {imagePullPolicy: Never}\n")}, "1.6.0", "2.0.0"), "NSM798"),
              SizeIs(1));
}

TEST(MigrateTarget, UpstreamAuthorityGoesIntoAFile) {
  const auto found =
      run({values("mtls:\n  upstreamAuthority:\n    vault:\n      vaultAddr: https://v\n      namespace: n\n"
                  "      caCert: PEM\n      pkiMountPoint: other\n      insecureSkipVerify: true\n"
                  "      tokenAuth: {token: TOPSECRET}\n      odd: 1\n    disk: {cert: PEM}\n")},
          "1.6.0", "2.0.0");
  // The first by name is taken.
  EXPECT_EQ(found.upstream_ca_conf.value(), Json::parse(R"({"apiVersion": "v1", "upstreamAuthority": "disk",
                            "config": {"cert_file_path": "upstream-ca.crt"}})"));
  EXPECT_EQ(lines(found, "NSM798").size(), 2U);
  const auto vault =
      run({values("mtls: {upstreamAuthority: {vault: {vaultAddr: a, namespace: n, caCert: PEM, "
                  "insecureSkipVerify: true, tokenAuth: {token: TOPSECRET}}}}")},
          "1.6.0", "2.0.0");
  EXPECT_EQ(vault.upstream_ca_conf.value(), Json::parse(R"({"apiVersion": "v1", "upstreamAuthority": "vault",
      "config": {"vault_addr": "a", "namespace": "n", "ca_cert_path": "vault-ca.crt", "insecure_skip_verify": true,
                 "token_auth": {"token": "<set mtls.upstreamAuthority.vault.tokenAuth.token>"}}})"));
  EXPECT_THAT(vault.upstream_ca_files,
              ElementsAre(std::pair("vault-ca.crt", "mtls.upstreamAuthority.vault.caCert")));
  EXPECT_THAT(vault.arguments,
              ElementsAre("--image-tag", "2.0.0", "--mtls-upstream-ca-conf", "upstream-ca.json"));
  EXPECT_THAT(vault.secrets, ElementsAre("mtls.upstreamAuthority.vault.tokenAuth.token"));
}

TEST(MigrateTarget, FilesNamedByACommandAreNotAmongTheInputs) {
  Carrier command = values("mtls: {mode: \"off\"}\n", "deploy.txt");
  command.kind = CarrierKind::kDeployCommand;
  command.flag_paths = {"mtls.mode", "mtls.upstreamAuthority"};
  command.flag_places = {command.location, command.location};
  EXPECT_THAT(
      lines(run({command}, "1.6.0", "2.0.0"), "NSM789"),
      ElementsAre("deploy.txt:0:0 NSM789 mtls.upstreamAuthority is read from a file, which is not among the "
                  "inputs"));
}

}  // namespace
}  // namespace nsmkit::meshconfig
