// What the config commands write is fit for use: checked by the other commands, and edited in place as
// promised.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/app.hpp"
#include "io/memory_file_system.hpp"

namespace nsmkit::cli {
namespace {

std::string fixture(const std::string& name) {
  std::ifstream file(std::string(NSMKIT_SOURCE_DIR "/fixtures/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class ConfigTest : public testing::Test {
 public:
  ConfigTest() {
    for (const char* name : {"values.yaml", "mesh-config.configmap.yaml", "meshctl-config.json"}) {
      files_.files[name] = fixture(std::string("exports/config-1.6/") + name);
    }
  }
  ~ConfigTest() override = default;
  ConfigTest(const ConfigTest&) = delete;
  ConfigTest& operator=(const ConfigTest&) = delete;

 protected:
  int run_command(const std::vector<std::string>& arguments, const std::string& input = {}) {
    std::istringstream in(input);
    out_.str({});
    err_.str({});
    Context context{files_, in, out_, err_};
    context.today = "2025-06-30";
    return run(arguments, context);
  }

  io::MemoryFileSystem files_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(ConfigTest, WhatMigrateWritesPassesTheChecks) {
  for (const char* to : {"1.7.0", "2.0.0"}) {
    const std::string release = to;
    ASSERT_EQ(
        run_command({"config", "migrate", "values.yaml", "mesh-config.configmap.yaml", "meshctl-config.json",
                     "--from", "1.6.0", "--to", release, "-d", release, "--otlp-host", "otel.example.svc"}),
        0)
        << out_.str() << err_.str();
    for (const char* name : {"values.yaml", "deploy.sh", "meshconfig.yaml"}) {
      const std::string path = release + "/" + name;
      if (files_.files.contains(path)) {
        EXPECT_EQ(run_command({"config", "check", path, "--to", release}), 0) << out_.str();
        EXPECT_EQ(run_command({"validate", path, "--to", release, "--fail-on", "warning"}), 0) << out_.str();
      }
    }
    EXPECT_TRUE(files_.files.contains(release + "/deploy.sh"));
  }
  EXPECT_TRUE(files_.files.contains("2.0.0/meshconfig.yaml"));
  EXPECT_FALSE(files_.files.contains("1.7.0/meshconfig.yaml"));
}

TEST_F(ConfigTest, StripTracingKeepsTheOriginal) {
  const std::string before = files_.files["values.yaml"];
  ASSERT_EQ(run_command({"config", "strip-tracing", "values.yaml", "--to", "2.0.0", "-i"}), 0) << err_.str();
  EXPECT_EQ(files_.files["values.yaml.orig"], before);
  EXPECT_TRUE(files_.made_private.contains("values.yaml.orig"));
  const std::string after = files_.files["values.yaml"];
  EXPECT_EQ(after.find("tracing"), std::string::npos);

  // The second time there is nothing to do, and nothing is touched.
  files_.unwritable = {"values.yaml", "values.yaml.orig"};
  EXPECT_EQ(run_command({"config", "strip-tracing", "values.yaml", "--to", "2.0.0", "-i"}), 0) << err_.str();
  EXPECT_EQ(files_.files["values.yaml"], after);
}

TEST_F(ConfigTest, StripTracingDoesNotWriteOverAnotherOriginal) {
  files_.files["values.yaml.orig"] = "something else\n";
  const std::string before = files_.files["values.yaml"];
  EXPECT_EQ(run_command({"config", "strip-tracing", "values.yaml", "--to", "2.0.0", "-i"}), 3);
  EXPECT_EQ(files_.files["values.yaml"], before);
  EXPECT_NE(err_.str().find("values.yaml.orig"), std::string::npos);
  EXPECT_EQ(run_command({"config", "strip-tracing", "values.yaml", "--to", "2.0.0", "-i", "--no-backup"}), 0);
  EXPECT_EQ(files_.files["values.yaml.orig"], "something else\n");
}

TEST_F(ConfigTest, StripTracingWritesNothingOfAFileThatWasCutOff) {
  files_.files["cut.yaml"] = "tracing: {backend: jaeger}\nmtls: {mode: \"str";
  EXPECT_EQ(run_command({"config", "strip-tracing", "cut.yaml", "--to", "2.0.0", "-i"}), 3);
  EXPECT_EQ(files_.files["cut.yaml"], "tracing: {backend: jaeger}\nmtls: {mode: \"str");
  EXPECT_FALSE(files_.files.contains("cut.yaml.orig"));
}

TEST_F(ConfigTest, StripTracingReadsStandardInput) {
  EXPECT_EQ(
      run_command({"config", "strip-tracing", "-", "--to", "2.0.0"}, "tracing: {}\nnginxLBMethod: random\n"),
      0);
  EXPECT_EQ(out_.str(), "nginxLBMethod: random\n");
  EXPECT_EQ(run_command({"config", "strip-tracing", "-", "--to", "2.0.0", "-i"}, "tracing: {}\n"), 2);
}

TEST_F(ConfigTest, ReportsTracersThatAreNotTheMeshsOwn) {
  for (const char* name : {"ingress-controller.yaml", "jaeger.yaml"}) {
    files_.files[name] = fixture(std::string("meshconfig/others/") + name);
    EXPECT_EQ(run_command({"config", "strip-tracing", name, "--from", "1.4.1", "--to", "1.5.0"}), 0)
        << err_.str();
    EXPECT_EQ(out_.str(), files_.files[name]);
  }
  EXPECT_NE(err_.str().find("NSM768"), std::string::npos) << err_.str();
  run_command({"config", "strip-tracing", "ingress-controller.yaml", "--to", "2.0.0"});
  EXPECT_NE(err_.str().find("NSM767"), std::string::npos) << err_.str();
}

TEST_F(ConfigTest, TakeADeployCommandFromTheCommandLine) {
  const std::string command = "--mtls-mode strict --tracing-backend jaeger --tracing-address j:1 --bogus 1";
  EXPECT_EQ(run_command({"config", "check", "--deploy-args", command, "--to", "2.0.0"}), 1);
  EXPECT_NE(out_.str().find("--deploy-args:1:"), std::string::npos) << out_.str();
  EXPECT_EQ(run_command({"config", "strip-tracing", "--deploy-args", command, "--to", "2.0.0"}), 1)
      << err_.str();
  EXPECT_EQ(out_.str(), "--mtls-mode strict --bogus 1");
  EXPECT_EQ(run_command({"config", "migrate", "--deploy-args", "--mtls-mode strict", "--to", "2.0.0"}), 0);
  EXPECT_NE(out_.str().find("mode: strict"), std::string::npos);
  for (const char* part : {"check", "strip-tracing", "migrate"}) {
    EXPECT_EQ(run_command({"config", part, "--to", "2.0.0"}), 2);
    EXPECT_NE(err_.str().find("--deploy-args"), std::string::npos) << err_.str();
  }
}

TEST_F(ConfigTest, ReportsTracingBesideTelemetry) {
  const std::string both =
      "accessControlMode: deny\ntracing: {backend: zipkin, address: a, sampleRate: 1}\n"
      "telemetry: {samplerRatio: 1, exporters: {otlp: {host: a, port: 1}}}\n";
  for (const char* release : {"1.4.1", "1.5.0", "1.6.0"}) {
    EXPECT_EQ(run_command({"config", "strip-tracing", "-", "--to", release}, both), 1);
    EXPECT_NE(err_.str().find("error[NSM761]"), std::string::npos) << err_.str();
    EXPECT_EQ(out_.str(), both);
  }
  EXPECT_EQ(run_command({"config", "strip-tracing", "-", "--from", "1.6.0", "--to", "2.0.0"}, both), 0);
  EXPECT_NE(err_.str().find("info[NSM761]"), std::string::npos) << err_.str();
}

/// One carrier of tracing settings, before and after.
struct Stripping {
  const char* name;
  std::vector<std::string> options;
  const char* before;
  const char* after;
};

class StripTest : public ConfigTest, public testing::WithParamInterface<Stripping> {};

TEST_P(StripTest, LeavesWhatTheTargetReads) {
  std::vector<std::string> arguments{"config", "strip-tracing", "-"};
  arguments.insert(arguments.end(), GetParam().options.begin(), GetParam().options.end());
  EXPECT_LE(run_command(arguments, GetParam().before), 1) << err_.str();
  EXPECT_EQ(out_.str(), GetParam().after) << err_.str();
}

const Stripping kStrippings[] = {
    {"FromBelow17To17",
     {"--from", "1.6.0", "--to", "1.7.0"},
     "accessControlMode: deny\ntracing: {backend: zipkin}\n",
     "accessControlMode: deny\n"},
    {"From17To17",
     {"--from", "1.7.0", "--to", "1.7.0"},
     "accessControlMode: deny\ntracing: {backend: zipkin}\n",
     "accessControlMode: deny\ntracing: {backend: zipkin}\n"},
    {"KeptForA17Target",
     {"--from", "1.6.0", "--to", "1.7.0", "--keep-opentracing"},
     "accessControlMode: deny\ntracing: {backend: zipkin}\n",
     "accessControlMode: deny\ntracing: {backend: zipkin}\n"},
    {"From17To20",
     {"--from", "1.7.0", "--to", "2.0.0"},
     "accessControlMode: deny\ntracing: {backend: zipkin}\n",
     "accessControlMode: deny\n"},
    {"OnlyTheSwitchTo15",
     {"--from", "1.4.1", "--to", "1.5.0"},
     "accessControlMode: deny\ntracing:\n  disable: false\n  backend: zipkin\n",
     "accessControlMode: deny\ntracing:\n  backend: zipkin\n"},
    {"AllWhenSwitchedOffTo15",
     {"--from", "1.4.1", "--to", "1.5.0"},
     "accessControlMode: deny\ntracing:\n  disable: true\n  backend: zipkin\n",
     "accessControlMode: deny\n"},
    {"TheSwitchStaysUpTo141",
     {"--from", "1.3.0", "--to", "1.4.1"},
     "accessControlMode: deny\ntracing:\n  disable: true\n  backend: zipkin\n",
     "accessControlMode: deny\ntracing:\n  disable: true\n  backend: zipkin\n"},
    {"TelemetryStays",
     {"--to", "2.0.0"},
     "telemetry:\n  samplerRatio: 0.1\n  exporters:\n    otlp: {host: a, port: 1}\ntracing: {backend: "
     "zipkin}\n",
     "telemetry:\n  samplerRatio: 0.1\n  exporters:\n    otlp: {host: a, port: 1}\n"},
    {"TelemetryIsFilled",
     {"--to", "2.0.0", "--otlp-host", "c.ns.svc", "--otlp-port", "4318"},
     "tracing:\n  backend: zipkin\n  sampleRate: 0.2\ntelemetry: {}  # none yet\n",
     "telemetry:  # none yet\n  exporters:\n    otlp:\n      host: c.ns.svc\n      port: 4318\n  "
     "samplerRatio: 0.2\n"},
    {"TelemetryIsAdded",
     {"--to", "2.0.0", "--otlp-host", "c.ns.svc"},
     "accessControlMode: deny\ntracing:\n  backend: zipkin\nenvironment: kubernetes\n",
     "accessControlMode: deny\ntelemetry:\n  exporters:\n    otlp:\n      host: c.ns.svc\n      port: 4317\n "
     " samplerRatio: 0.01\nenvironment: kubernetes\n"},
    {"ExporterIsAdded",
     {"--to", "2.0.0", "--otlp-host", "c.ns.svc"},
     "tracing: {backend: zipkin}\ntelemetry:\n  samplerRatio: 0.5\n",
     "telemetry:\n  samplerRatio: 0.5\n  exporters:\n    otlp:\n      host: c.ns.svc\n      port: 4317\n"},
    {"MeshctlConfig",
     {"--to", "2.0.0"},
     "{\"isAutoInjectEnabled\": true, \"tracing\": {\"backend\": \"zipkin\"}, \"loadBalancingMethod\": "
     "\"random\", \"trustDomain\": \"a\"}\n",
     "{\"isAutoInjectEnabled\": true, \"loadBalancingMethod\": \"random\", \"trustDomain\": \"a\"}\n"},
    {"MeshctlConfigTo17KeepsTheObject",
     {"--from", "1.6.0", "--to", "1.7.0"},
     "{\"isAutoInjectEnabled\": true, \"tracing\": {\"backend\": \"zipkin\"}, \"loadBalancingMethod\": "
     "\"random\", \"trustDomain\": \"a\"}\n",
     "{\"isAutoInjectEnabled\": true, \"tracing\": {}, \"loadBalancingMethod\": \"random\", \"trustDomain\": "
     "\"a\"}\n"},
    {"DeployCommandFirstFlag",
     {"--to", "2.0.0"},
     "nginx-meshctl deploy --tracing-backend=zipkin --mtls-mode strict --sample-rate 0.1\n",
     "nginx-meshctl deploy --mtls-mode strict\n"},
    {"DeployCommandBare",
     {"--to", "2.0.0", "--otlp-host", "c"},
     "--tracing-backend zipkin\n--tracing-address z:9411\n--mtls-mode off\n",
     "--telemetry-exporters 'type=otlp,host=c,port=4317'\n--telemetry-sampler-ratio 0.01\n--mtls-mode "
     "off\n"},
    {"Workload",
     {"--to", "1.5.0"},
     "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations:\n    # traced\n    "
     "config.nsm.nginx.com/tracing-enabled: \"true\"\n    b: c\n",
     "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations:\n    b: c\n"},
    {"WorkloadTo14",
     {"--to", "1.4.0"},
     "apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    config.nsm.nginx.com/tracing-enabled: "
     "\"true\"\n",
     "apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    config.nsm.nginx.com/tracing-enabled: "
     "\"true\"\n"},
};

INSTANTIATE_TEST_SUITE_P(Carriers, StripTest, testing::ValuesIn(kStrippings),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace nsmkit::cli
