// What `nsmkit checklist` makes of files: the real exports, and what each object shows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "base/json.hpp"
#include "cli/app.hpp"
#include "io/memory_file_system.hpp"

namespace nsmkit::cli {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

struct Result {
  int status = 0;
  std::string out;
  std::string err;
};

Result run_on(io::FileSystem& files, std::vector<std::string> arguments) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Context context{files, in, out, err};
  arguments.insert(arguments.begin(), "checklist");
  const int status = run(arguments, context);
  return {status, out.str(), err.str()};
}

/// The JSON form of the checklist for files of a test's own.
Json checklist_of(const std::map<std::string, std::string>& texts, std::vector<std::string> arguments) {
  io::MemoryFileSystem files;
  for (const auto& [name, text] : texts) {
    files.files[name] = text;
    arguments.push_back(name);
  }
  arguments.insert(arguments.end(), {"--format", "json"});
  const Result result = run_on(files, arguments);
  EXPECT_NE(result.status, 2) << result.err;
  return Json::parse(result.out);
}

std::vector<std::string> ids(const Json& list) {
  std::vector<std::string> all;
  for (const Json& each : list) {
    all.push_back(each.at("id"));
  }
  return all;
}

std::vector<std::string> commands(const Json& plan) {
  std::vector<std::string> all;
  for (const Json& step : plan.at("steps")) {
    for (const Json& command : step.at("commands")) {
      all.push_back(command.at("text"));
    }
  }
  return all;
}

Json assumption(const Json& checklist, const std::string& name) {
  for (const Json& each : checklist.at("assumptions")) {
    if (each.at("name") == name) {
      return each.at("value");
    }
  }
  return nullptr;
}

TEST(Checklist, NeedsNoOptionForTheRealExports) {
  const auto files = io::real_file_system();
  const std::string exports = NSMKIT_SOURCE_DIR "/fixtures/exports/";
  const Result result =
      run_on(*files, {exports + "shop-1.6", exports + "config-1.6", "--to", "2.0.0", "--format", "json"});
  ASSERT_EQ(result.status, 0) << result.err;
  const Json checklist = Json::parse(result.out);
  EXPECT_EQ(checklist.at("from"), "1.6.0");
  EXPECT_EQ(checklist.at("installer"), "helm");
  EXPECT_EQ(checklist.at("platform"), "kubernetes");
  EXPECT_EQ(checklist.at("findings"), Json::array());
  ASSERT_EQ(checklist.at("plans").size(), 2U);
  const Json& manual = checklist.at("plans").at(0);
  EXPECT_EQ(manual.at("method"), "manual");
  const auto steps = ids(manual.at("steps"));
  for (const char* id : {"mirror-images", "2.0-label", "2.0-tracing", "uninstall", "restore", "reroll"}) {
    EXPECT_THAT(steps, Contains(id));
  }
  EXPECT_THAT(ids(manual.at("ruledOut")), Contains("2.0-mode"));
  EXPECT_THAT(commands(manual), Contains("kubectl label namespaces payments "
                                         "injector.nsm.nginx.com/auto-inject=enabled --overwrite"));
  // Each object counts once, though the export holds it as YAML and as JSON.
  EXPECT_THAT(result.out, HasSubstr("2 TrafficSplits, 3 TrafficTargets"));
  EXPECT_THAT(result.out, Not(HasSubstr("not-a-real-password")));
}

constexpr const char* kController = R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: nginx-mesh-api, namespace: nginx-mesh, labels: {app.kubernetes.io/part-of: nginx-service-mesh},
  annotations: {meta.helm.sh/release-name: NAME}}
spec: {template: {spec: {containers: [{name: api, image: "r.example.com/nsm/nginx-mesh-api:1.5.0"}]}}}
)";

std::string controller(const std::string& release) {
  std::string text = kController;
  return text.replace(text.find("NAME"), 4, release);
}

TEST(Checklist, TakesReleaseAndInstallerFromTheControlPlane) {
  Json checklist = checklist_of({{"a.yaml", controller("mesh-prod")}}, {"--to", "1.6.0"});
  EXPECT_EQ(checklist.at("from"), "1.5.0");
  EXPECT_EQ(checklist.at("installer"), "helm");
  EXPECT_EQ(assumption(checklist, "release name"), "mesh-prod");
  EXPECT_THAT(ids(checklist.at("plans").at(0).at("steps")), Not(Contains("in-place-meshctl")));
  EXPECT_THAT(commands(checklist.at("plans").at(0)),
              Contains("helm rollback mesh-prod -n nginx-mesh --wait"));
  checklist = checklist_of({{"a.yaml", controller("nginx-service-mesh")}}, {"--to", "1.6.0"});
  EXPECT_EQ(checklist.at("installer"), "meshctl");
}

TEST(Checklist, TakesPlatformAndRegistryFromADeployCommand) {
  const Json checklist =
      checklist_of({{"deploy.sh",
                     "nginx-meshctl deploy --environment openshift --registry-server r.example.com/nsm "
                     "--image-tag 1.7.0 --disable-public-images\n"}},
                   {"--to", "2.0.0", "--plan", "manual"});
  EXPECT_EQ(checklist.at("from"), "1.7.0");
  EXPECT_EQ(checklist.at("platform"), "openshift");
  EXPECT_EQ(checklist.at("installer"), "meshctl");
  EXPECT_EQ(assumption(checklist, "registry"), "r.example.com/nsm");
  EXPECT_THAT(commands(checklist.at("plans").at(0)), Contains("sh mirror-images.sh r.example.com/nsm"));
  EXPECT_THAT(
      commands(checklist.at("plans").at(0)),
      Contains(::testing::AllOf(HasSubstr("nginx-meshctl deploy"), HasSubstr("--environment openshift"))));
}

struct Sign {
  const char* id;  ///< of the note that depends on it
  const char* from;
  const char* to;
  std::string shown;   ///< a file that shows it
  std::string absent;  ///< one that shows its absence
};

constexpr const char* kRoutes =
    "apiVersion: specs.smi-spec.io/v1alpha3\nkind: HTTPRouteGroup\nmetadata: {name: r, namespace: shop}\n";
constexpr const char* kSplit =
    "apiVersion: split.smi-spec.io/v1alpha3\nkind: TrafficSplit\nmetadata: {name: s, namespace: shop}\n";
constexpr const char* kPod = "apiVersion: v1\nkind: Pod\n";

std::vector<Sign> signs() {
  const std::string routes = kRoutes;
  const std::string split = kSplit;
  const std::string pod = kPod;
  const auto values = [](const std::string& text) {
    return "accessControlMode: allow\nregistry: {server: r.example.com/x}\n" + text;
  };
  return {
      {"1.5-hrg", "1.4.1", "1.5.0", routes + "spec: {matches: [{name: m, headers: [{a: b}]}]}\n",
       routes + "spec: {matches: [{name: m, headers: {a: b}}]}\n"},
      {"1.5-crds", "1.4.1", "1.5.0", split + "spec: {service: s, backends: [{service: a, weight: 0.5}]}\n",
       split + "spec: {service: s, backends: [{service: a, weight: 5}]}\n"},
      {"1.6-cattl", "1.5.0", "1.6.0", values("mtls: {caTTL: 30m}\n"), values("mtls: {caTTL: 48h}\n")},
      {"1.4-ttl", "1.3.1", "1.4.0", values("mtls: {svidTTL: 1h30m}\n"), values("mtls: {svidTTL: 90m}\n")},
      {"1.5-observability", "1.4.1", "1.5.0", values(""),
       values("deployGrafana: false\nprometheusAddress: p.m:9090\ntracing: {address: \"j.t:6831\"}\n")},
      {"1.5-prom", "1.4.1", "1.5.0", values(""), values("prometheusAddress: p.m:9090\n")},
      {"2.0-tracing", "1.7.0", "2.0.0",
       values("tracing: {address: \"j.t:6831\", backend: jaeger, sampleRate: 1}\n"), values("")},
      {"2.0-mode", "1.7.0", "2.0.0", values("mtls: {mode: \"off\"}\n"), values("mtls: {mode: strict}\n")},
      {"2.0-values", "1.7.0", "2.0.0", values("disableAutoInjection: true\n"), values("")},
      {"1.3-upstream-ca", "1.2.1", "1.3.0", values("mtls: {upstreamAuthority: {disk: {cert: x}}}\n"),
       values("")},
      {"2.0-annot", "1.7.0", "2.0.0",
       pod + "metadata: {name: p, annotations: {injector.nsm.nginx.com/auto-inject: \"true\"}}\nspec: {}\n",
       pod + "metadata: {name: p, labels: {injector.nsm.nginx.com/auto-inject: enabled}}\nspec: {}\n"},
      {"2.0-nic", "1.7.0", "2.0.0",
       pod + "metadata: {name: p, annotations: {nsm.nginx.com/enable-egress: \"true\"}}\nspec: {}\n",
       pod + "metadata: {name: p, labels: {nsm.nginx.com/enable-egress: \"true\"}}\nspec: {}\n"},
      {"1.3-spiffeid", "1.2.1", "1.3.0",
       pod + "metadata: {name: p}\nspec: {containers: [{name: c, image: \"x/nginx-plus-ingress:2\"}]}\n",
       pod + "metadata: {name: p}\nspec: {containers: [{name: c, image: \"x/shop:2\"}]}\n"},
      {"1.6-ns-false", "1.5.0", "1.6.0",
       "apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {injector.nsm.nginx.com/auto-inject: "
       "\"false\"}}\n",
       "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n"},
      {"0.7-tt-ns", "0.6.0", "0.7.0",
       "apiVersion: access.smi-spec.io/v1alpha2\nkind: TrafficTarget\nmetadata: {name: t, namespace: shop}\n"
       "spec: {destination: {kind: ServiceAccount, name: d}}\n",
       "apiVersion: access.smi-spec.io/v1alpha2\nkind: TrafficTarget\nmetadata: {name: t, namespace: shop}\n"
       "spec: {destination: {kind: ServiceAccount, name: d, namespace: shop}}\n"},
  };
}

TEST(Checklist, FilesDecideOnNotes) {
  for (const Sign& sign : signs()) {
    for (const bool shows : {true, false}) {
      const Json checklist = checklist_of({{"in.yaml", shows ? sign.shown : sign.absent}},
                                          {"--from", sign.from, "--to", sign.to, "--plan", "manual"});
      const Json& plan = checklist.at("plans").at(0);
      const auto steps = ids(plan.at("steps"));
      const auto ruled_out = ids(plan.at("ruledOut"));
      EXPECT_EQ(std::ranges::count(steps, sign.id), shows ? 1 : 0) << sign.id;
      EXPECT_EQ(std::ranges::count(ruled_out, sign.id), shows ? 0 : 1) << sign.id;
      for (const Json& step : plan.at("steps")) {
        if (step.at("id") == sign.id) {
          EXPECT_EQ(step.at("evidence").at(0).at("file"), "in.yaml") << sign.id;
          EXPECT_GT(step.at("evidence").at(0).at("line"), 0) << sign.id;
        }
      }
    }
  }
}

TEST(Checklist, OnOpenShiftTheOldCsiVolumeIsNamed) {
  const std::string pod =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\nspec:\n  volumes:\n  - name: v\n"
      "    csi: {driver: wlapi-mounter.spire.nginx.com}\n";
  const Json checklist =
      checklist_of({{"p.yaml", pod}}, {"--from", "1.6.0", "--to", "1.7.0", "--platform", "openshift"});
  EXPECT_THAT(ids(checklist.at("plans").at(0).at("steps")), Contains("1.7-csi"));
  EXPECT_THAT(commands(checklist.at("plans").at(0)), Contains("kubectl delete pod/p -n shop"));
}

TEST(Checklist, WritesAFileWholeOrNot) {
  io::MemoryFileSystem files;
  const std::vector<std::string> arguments{"--from", "1.6.0", "--to", "1.7.0", "-o", "steps.txt"};
  Result result = run_on(files, arguments);
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, HasSubstr("written to steps.txt"));
  EXPECT_THAT(files.files.at("steps.txt"), HasSubstr("nginx-meshctl upgrade"));
  const std::string before = files.files.at("steps.txt");
  files.unwritable.insert("steps.txt");
  result = run_on(files, {"--from", "1.5.0", "--to", "1.6.0", "-o", "steps.txt"});
  EXPECT_EQ(result.status, 3);
  EXPECT_EQ(files.files.at("steps.txt"), before);
}

// Names are hostile until they are quoted: nothing of them may show as Markdown or HTML.
TEST(Checklist, HostileNamesStayTextInMarkdown) {
  io::MemoryFileSystem files;
  files.files["p.yaml"] =
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: \"<script>x</script>```\\n# Title\", "
      "namespace: "
      "\"$(id)\"}\nspec: {template: {metadata: {annotations: {injector.nsm.nginx.com/status: injected}}, "
      "spec: {}}}\n";
  const Result result = run_on(files, {"p.yaml", "--from", "1.6.0", "--to", "1.7.0", "--format", "markdown"});
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.out, Not(HasSubstr("\n# Title")));
  EXPECT_THAT(result.out, HasSubstr("````sh"));
  EXPECT_THAT(result.out, HasSubstr("-n '$(id)'"));
  EXPECT_THAT(result.out, HasSubstr("\\<script\\>"));
}

}  // namespace
}  // namespace nsmkit::cli
