#include "releases/deploy_flags.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "releases/config_data.hpp"
#include "tests/releases/shared.hpp"

namespace nsmkit::releases {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Release& release(std::string_view version) { return *catalog().find_release(version); }

const DeployFlag& flag(std::string_view name) {
  const DeployFlag* found = deploy_flag(name);
  EXPECT_NE(found, nullptr) << name;
  static const DeployFlag kNone;
  return found == nullptr ? kNone : *found;
}

struct Expected {
  const char* name;
  FlagForm form;
  const char* path;
  const char* since;
  const char* until;
};

TEST(DeployFlags, SetTheRightValuesInTheRightWay) {
  const std::vector<Expected> flags = {
      {"--access-control-mode", FlagForm::kText, "accessControlMode", "", ""},
      {"--client-max-body-size", FlagForm::kText, "clientMaxBodySize", "1.5.0", ""},
      {"--deploy-grafana", FlagForm::kSwitch, "deployGrafana", "", "1.4.1"},
      {"--disable-auto-inject", FlagForm::kSwitch, "disableAutoInjection", "", "1.7.0"},
      {"--disable-public-images", FlagForm::kSwitch, "registry.disablePublicImages", "", ""},
      {"--disable-tracing", FlagForm::kSwitch, "tracing.disable", "", "1.4.1"},
      {"--disabled-namespaces", FlagForm::kNames, "autoInjection.disabledNamespaces", "", "1.7.0"},
      {"--enable-udp", FlagForm::kSwitch, "enableUDP", "1.4.0", ""},
      {"--enabled-namespaces", FlagForm::kNames, "enabledNamespaces", "", "1.7.0"},
      {"--environment", FlagForm::kText, "environment", "1.3.0", ""},
      {"--image-tag", FlagForm::kText, "registry.imageTag", "", ""},
      {"--mtls-upstream-ca-conf", FlagForm::kFile, "mtls.upstreamAuthority", "", ""},
      {"--persistent-storage", FlagForm::kText, "mtls.persistentStorage", "", ""},
      {"--pull-always", FlagForm::kSwitch, "registry.imagePullPolicy", "", ""},
      {"--registry-key", FlagForm::kFile, "registry.key", "", ""},
      {"--sample-rate", FlagForm::kNumber, "tracing.sampleRate", "", "1.7.0"},
      {"--telemetry-exporters", FlagForm::kExporters, "telemetry.exporters.otlp", "1.4.0", ""},
      {"--telemetry-sampler-ratio", FlagForm::kNumber, "telemetry.samplerRatio", "1.4.0", ""},
      {"--tracing-address", FlagForm::kText, "tracing.address", "", "1.7.0"},
      {"--dry-run", FlagForm::kSwitch, "", "", ""},
      {"--namespace", FlagForm::kText, "", "", ""},
      {"--timeout", FlagForm::kText, "", "", ""},
  };
  for (const Expected& each : flags) {
    const DeployFlag& found = flag(each.name);
    EXPECT_EQ(found.form, each.form) << each.name;
    EXPECT_EQ(found.path, each.path) << each.name;
    EXPECT_EQ(found.since, each.since) << each.name;
    EXPECT_EQ(found.until, each.until) << each.name;
  }
  EXPECT_EQ(deploy_flags().size(), 46U);
}

TEST(DeployFlags, AreFoundByNameAndByLetter) {
  EXPECT_EQ(flag("-n").name, "--namespace");
  EXPECT_EQ(flag("-k").name, "--kubeconfig");
  EXPECT_EQ(flag("-t").name, "--timeout");
  EXPECT_EQ(flag("-p").name, "--pull-always");
  EXPECT_EQ(flag("-h").name, "--help");
  for (const char* none : {"", "-", "--", "-x", "namespace", "--mtls", "--no-such-flag"}) {
    EXPECT_EQ(deploy_flag(none), nullptr) << none;
  }
}

TEST(DeployFlags, FitTheirSettings) {
  for (const DeployFlag& each : deploy_flags()) {
    if (each.path.empty()) continue;
    const ConfigField& field = *config_field(each.path);
    EXPECT_EQ(field.flag, each.name);
    EXPECT_EQ(field.until, each.until) << each.name;
    EXPECT_TRUE(each.secret || !field.secret) << each.name;
    EXPECT_EQ(each.form == FlagForm::kNames, field.type == "array") << each.name;
    EXPECT_EQ(each.form == FlagForm::kNumber, field.type == "number") << each.name;
    EXPECT_EQ(each.form == FlagForm::kSwitch && each.when_set.is_boolean(), field.type == "boolean")
        << each.name;
    EXPECT_EQ(each.when_set.is_null(), each.form != FlagForm::kSwitch) << each.name;
    for (const Release& at : catalog().releases()) {
      const ConfigField* set = config_field(path_set_by(each, at));
      const bool has_chart = values_schema(at) != nullptr;
      EXPECT_EQ(set != nullptr && reads(at, *set), has_flag(at, each) && has_chart)
          << each.name << " " << at.version;
    }
  }
  for (const ConfigField& field : config_fields()) {
    EXPECT_TRUE(field.flag.empty() || deploy_flag(field.flag) != nullptr) << field.path;
  }
}

TEST(DeployFlags, SetOtherValuesInEarlierReleases) {
  EXPECT_EQ(path_set_by(flag("--disable-auto-inject"), release("1.5.0")), "autoInjection.disable");
  EXPECT_EQ(path_set_by(flag("--disable-auto-inject"), release("1.6.0")), "disableAutoInjection");
  EXPECT_EQ(path_set_by(flag("--enabled-namespaces"), release("1.1.0")), "autoInjection.enabledNamespaces");
  EXPECT_EQ(path_set_by(flag("--enabled-namespaces"), release("1.7.0")), "enabledNamespaces");
  EXPECT_EQ(path_set_by(flag("--mtls-mode"), release("1.1.0")), "mtls.mode");
  EXPECT_EQ(path_set_by(flag("--namespace"), release("1.1.0")), "");
}

TEST(DeployFlags, KnowTheirPartnersAndOddities) {
  EXPECT_THAT(flag("--registry-password").needs, ElementsAre("--registry-username"));
  EXPECT_THAT(flag("--registry-username").needs, ElementsAre("--registry-password"));
  EXPECT_THAT(flag("--registry-key").excludes, ElementsAre("--registry-username", "--registry-password"));
  EXPECT_THAT(flag("--telemetry-exporters").excludes, ElementsAre("--tracing-address"));
  EXPECT_THAT(flag("--tracing-backend").needs, ElementsAre("--tracing-address"));
  EXPECT_EQ(flag("--tracing-backend").needs_since, "1.5.0");
  EXPECT_THAT(flag("--enabled-namespaces").needs, ElementsAre("--disable-auto-inject"));
  EXPECT_THAT(flag("--disabled-namespaces").excludes, ElementsAre("--disable-auto-inject"));
  EXPECT_EQ(flag("--telemetry-sampler-ratio").idle_without, "--telemetry-exporters");
  EXPECT_THAT(flag("--persistent-storage").cli_only, ElementsAre("auto"));
  EXPECT_EQ(flag("--pull-always").when_set, "Always");
  EXPECT_EQ(flag("--enable-udp").when_set, true);
  EXPECT_TRUE(flag("--pull-always").hidden);
  EXPECT_TRUE(flag("--registry-password").secret);
  EXPECT_FALSE(flag("--registry-server").secret);
}

TEST(DeployFlags, HoldEveryFlagOfTheFacts) {
  const auto fields = shared_json("facts/config-fields.json");
  const auto tracing = shared_json("facts/tracing.json");
  if (!fields || !tracing) {
    GTEST_SKIP() << "the facts are not there";
  }
  for (const Json& fact : fields->at("fields")) {
    if (const Json& name = fact.at("meshctlDeployFlag"); name.is_string()) {
      EXPECT_NE(deploy_flag(name.get<std::string>()), nullptr) << name;
    }
  }
  for (const Json& carrier : tracing->at("carriers")) {
    if (carrier.at("where") == "nginx-meshctl deploy flag") {
      EXPECT_NE(deploy_flag(carrier.at("path").get<std::string>()), nullptr) << carrier.at("path");
    }
  }
}

std::string error_of(const char* text) {
  try {
    (void)read_deploy_flags(Json::parse(text));
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

TEST(ConfigData, RefusesBrokenFlags) {
  EXPECT_THAT(error_of(R"([{"name": "-a", "form": "text"}])"), HasSubstr("\"-a\" is no flag"));
  EXPECT_THAT(error_of(R"([{"name": "--", "form": "text"}])"), HasSubstr("is no flag"));
  EXPECT_THAT(error_of(R"([{"name": "--a"}])"), HasSubstr("--a: "));
  EXPECT_THAT(error_of(R"([{"name": "--a", "form": "words"}])"), HasSubstr("is no form of a flag"));
  EXPECT_THAT(error_of(R"([{"name": "--a", "form": "text", "letter": "a"}])"), HasSubstr("is no letter"));
  EXPECT_THAT(error_of(R"([{"name": "--a", "form": "text", "needs": ["b"]}])"), HasSubstr("is no flag"));
  EXPECT_THAT(error_of(R"([{"name": "--a", "form": "text"}, {"name": "--a", "form": "text"}])"),
              HasSubstr("--a stands twice"));
  EXPECT_THAT(error_of(R"([{"name": "--a", "form": "text", "letter": "-a"},
                           {"name": "--b", "form": "text", "letter": "-a"}])"),
              HasSubstr("-a stands twice"));
  EXPECT_THAT(error_of(R"([{"name": "--a", "form": "text", "earlier": 7}])"), HasSubstr("--a: "));
  EXPECT_THAT(error_of(R"([{"name": "--a", "form": "text"}])"), IsEmpty());
}

TEST(ConfigData, RefusesFlagsAndSettingsThatDoNotFit) {
  const auto fields = [](const char* text) { return read_config_fields(Json::parse(text)); };
  const auto flags = [](const char* text) { return read_deploy_flags(Json::parse(text)); };
  const auto good_field = fields(R"([{"path": "a", "type": "string", "flag": "--a"}])");
  const auto good_flag = flags(R"([{"name": "--a", "form": "text", "path": "a"}])");
  EXPECT_NO_THROW(check_flags_and_fields(good_flag, good_field));
  EXPECT_THROW(check_flags_and_fields(good_flag, fields(R"([{"path": "b", "type": "string"}])")),
               std::runtime_error);
  EXPECT_THROW(
      check_flags_and_fields(good_flag, fields(R"([{"path": "a", "type": "string", "flag": "--b"}])")),
      std::runtime_error);
  EXPECT_THROW(
      check_flags_and_fields(good_flag, fields(R"([{"path": "a", "type": "string", "successor": "b"}])")),
      std::runtime_error);
  EXPECT_THROW(
      check_flags_and_fields(flags(R"([{"name": "--a", "form": "text", "needs": ["--b"]}])"), good_field),
      std::runtime_error);
}

}  // namespace
}  // namespace nsmkit::releases
