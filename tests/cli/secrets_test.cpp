// No secret gets out: a marker stands in every secret field of every carrier of mesh configuration, and is
// looked for in all that every command prints or writes, but for the user's own data handed back.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/base64.hpp"
#include "base/pointer.hpp"
#include "cli/app.hpp"
#include "io/file_system.hpp"
#include "io/gzip.hpp"
#include "releases/config_fields.hpp"
#include "render/renderer.hpp"
#include "tests/support/temporary_folder.hpp"
#include "yaml/writer.hpp"

namespace nsmkit::cli {
namespace {

namespace fs = std::filesystem;
using testing_support::content_of;

constexpr const char* kMarker = "MARKERvalue";

Json values_with_markers() {
  Json values{{"accessControlMode", "deny"},
              {"registry", {{"imageTag", "1.6.0"}}},
              {"mtls", {{"mode", "off"}, {"caTTL", "1m"}}},
              {"tracing", {{"backend", "jaeger"}, {"address", "jaeger:6831"}, {"sampleRate", 0.1}}}};
  for (const releases::ConfigField& field : releases::config_fields()) {
    if (field.secret) {
      Json* at = &values;
      const std::string pointer = releases::pointer_of(field.path);
      base::PointerTokens tokens(pointer);
      for (std::string token; tokens.next(token);) {
        at = &(*at)[token];
      }
      *at = kMarker;
    }
  }
  values["registry"]["passwrod"] = kMarker;  // as the user may misspell it
  values["vaultToken"] = kMarker;
  return values;
}

Json release_secret(const Json& values) {
  const Json release{
      {"name", "nginx-service-mesh"},
      {"info", {{"status", "deployed"}}},
      {"config", values},
      {"chart",
       {{"metadata", {{"name", "nginx-service-mesh"}, {"version", "0.6.0"}, {"appVersion", "1.6.0"}}},
        {"values", Json::object()}}}};
  const std::string packed = base::encode_base64(base::encode_base64(io::gzip(release.dump())));
  return {{"apiVersion", "v1"},
          {"kind", "Secret"},
          {"type", "helm.sh/release.v1"},
          {"metadata", {{"name", "sh.helm.release.v1.nginx-service-mesh.v1"}, {"namespace", "nginx-mesh"}}},
          {"data", {{"release", packed}}}};
}

Json plain_secret() {
  return {{"apiVersion", "v1"},
          {"kind", "Secret"},
          {"metadata", {{"name", "registry"}, {"namespace", "nginx-mesh"}, {"uid", "1"}}},
          {"type", 5},
          {"data", {{"password", base::encode_base64(kMarker)}, {"broken", std::string(kMarker) + "!"}}},
          {"stringData", {{"token", kMarker}}}};
}

std::string yaml_of(const Json& value) {
  std::string text;
  yaml::write_yaml(text, value);
  return text;
}

/// A folder with one file of each kind, and what commands write there.
class SecretsTest : public testing::Test {
 public:
  SecretsTest() {
    const Json values = values_with_markers();
    write("values.yaml", yaml_of(values));
    write("user-supplied.yaml", "USER-SUPPLIED VALUES:\n" + yaml_of(values));
    write("values.json", values.dump(1));
    write("broken.yaml", yaml_of(values) + "  - [\n");
    write("release.yaml", yaml_of(release_secret(values)));
    write("secret.yaml", yaml_of(plain_secret()));
    write("deploy.sh",
          std::string("nginx-meshctl deploy --mtls-mode off --registry-username me --registry-password ") +
              kMarker + " --registry-pasword=" + kMarker + "\n");
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
      inputs_.push_back(entry.path().filename().string());
    }
    std::sort(inputs_.begin(), inputs_.end());
  }
  SecretsTest(const SecretsTest&) = delete;
  SecretsTest& operator=(const SecretsTest&) = delete;
  ~SecretsTest() override = default;

 protected:
  struct Result {
    int status;
    std::string out;
    std::string err;
  };

  static void write(const std::string& name, const std::string& text) {
    std::ofstream(name, std::ios::binary) << text;
  }

  static Result run_command(const std::vector<std::string>& arguments) {
    const auto files = io::real_file_system();
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    Context context{*files, in, out, err};
    context.today = "2025-06-30";
    const int status = run(arguments, context);
    return {status, out.str(), err.str()};
  }

  static void expect_clean(const std::string& text, const std::string& what) {
    EXPECT_EQ(text.find(kMarker), std::string::npos) << what << "\n" << text;
    EXPECT_EQ(text.find(base::encode_base64(kMarker)), std::string::npos) << what << "\n" << text;
  }

  std::vector<std::string> inputs_;

 private:
  testing_support::WorkingFolder folder_;
};

TEST_F(SecretsTest, StandInTheInputs) {
  std::set<std::string> fields;
  for (const releases::ConfigField& field : releases::config_fields()) {
    if (field.secret) {
      fields.insert(field.path);
    }
  }
  EXPECT_GE(fields.size(), 10U);
  EXPECT_NE(content_of("values.yaml").find(kMarker), std::string::npos);
}

TEST_F(SecretsTest, DoNotGetIntoReports) {
  for (const auto& renderer : render::all_renderers()) {
    const std::string format(renderer->name());
    for (const std::string& input : inputs_) {
      for (const std::vector<std::string>& command :
           {std::vector<std::string>{"validate"}, std::vector<std::string>{"config", "check"}}) {
        for (const char* release : {"1.4.1", "1.7.0", "2.0.0"}) {
          std::vector<std::string> arguments = command;
          for (const std::string& more :
               {input, std::string("--to"), std::string(release), std::string("--format"), format,
                std::string("--show-suppressed")}) {
            arguments.push_back(more);
          }
          const Result result = run_command(arguments);
          EXPECT_NE(result.status, 4) << input;
          expect_clean(result.out + result.err, command.back() + " " + input + " " + format);
        }
      }
    }
  }
}

TEST_F(SecretsTest, DoNotGetIntoBaselinesOrChanges) {
  run_command({"validate", "values.yaml", "secret.yaml", "--write-baseline", "baseline.yaml"});
  expect_clean(content_of("baseline.yaml"), "baseline");
  const Result result = run_command(
      {"normalize", "secret.yaml", "release.yaml", "--changes", "changes.json", "-o", "out.yaml"});
  EXPECT_EQ(result.status, 0) << result.err;
  ASSERT_TRUE(fs::exists("changes.json"));
  expect_clean(content_of("changes.json") + result.out + result.err, "normalize");
}

TEST_F(SecretsTest, DoNotGetIntoWhatStripTracingSays) {
  for (const std::string& input : inputs_) {
    const Result result = run_command({"config", "strip-tracing", input, "--from", "1.6.0", "--to", "2.0.0"});
    EXPECT_NE(result.status, 4) << input;
    expect_clean(result.err, input);
  }
}

TEST_F(SecretsTest, BecomePlaceholdersInAMigration) {
  for (const std::string& input : inputs_) {
    for (const char* to : {"1.7.0", "2.0.0"}) {
      const Result result = run_command({"config", "migrate", input, "--from", "1.6.0", "--to", to});
      EXPECT_NE(result.status, 4) << input;
      expect_clean(result.out + result.err, input);
    }
  }
}

TEST_F(SecretsTest, GoToPrivateFilesWhenAskedFor) {
  const Result result = run_command({"config", "migrate", "values.yaml", "--from", "1.6.0", "--to", "2.0.0",
                                     "--include-secrets", "-d", "out"});
  expect_clean(result.out + result.err, "messages");
  EXPECT_NE(content_of("out/values.yaml").find(kMarker), std::string::npos);
  for (const auto& entry : fs::recursive_directory_iterator("out")) {
    if (entry.is_regular_file()) {
      EXPECT_EQ(entry.status().permissions(), fs::perms::owner_read | fs::perms::owner_write) << entry.path();
    }
  }
}

}  // namespace
}  // namespace nsmkit::cli
