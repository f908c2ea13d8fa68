// Every setting of the mesh, in every form in which it can be given: it arrives in the target's
// configuration, or a finding names it. What cannot be carried is listed here.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/pointer.hpp"
#include "meshconfig/to_command.hpp"
#include "releases/config_fields.hpp"
#include "tests/meshconfig/migrate_support.hpp"

namespace nsmkit::meshconfig {
namespace {

using releases::ConfigField;
using Names = std::set<std::string>;

/// A value that is no default and that every release takes.
Json sample(const ConfigField& field) {
  static const std::map<std::string, Json> kSamples = {
      {"mtls.mode", "strict"},
      {"mtls.caTTL", "48h"},
      {"mtls.svidTTL", "2h"},
      {"mtls.persistentStorage", "off"},
      {"mtls.spireServerKeyManager", "memory"},
      {"mtls.caKeyType", "rsa-2048"},
      {"registry.imagePullPolicy", "Always"},
      {"accessControlMode", "deny"},
      {"nginxErrorLogLevel", "debug"},
      {"nginxLogFormat", "json"},
      {"nginxLBMethod", "random"},
      {"environment", "openshift"},
      {"clientMaxBodySize", "2m"},
      {"tracing.backend", "zipkin"},
      {"telemetry.exporters.otlp.port", 4318},
      {"deployGrafana", false},
  };
  if (const auto found = kSamples.find(field.path); found != kSamples.end()) return found->second;
  if (field.type == "boolean") return true;
  if (field.type == "number" || field.type == "integer") return 0.5;
  if (field.type == "array") return Json{"shop"};
  return "sample-" + field.path.substr(field.path.rfind('.') + 1);
}

/// The settings in the layout of `values`, with what must stand beside the one under test.
Json around(const ConfigField& field) {
  Json settings = Json::object();
  const auto set = [&settings](const char* path, const Json& value) {
    put(settings, releases::pointer_of(path), value);
  };
  if (field.path.starts_with("telemetry.")) {
    set("telemetry.exporters.otlp.host", "h");
    set("telemetry.exporters.otlp.port", 4317);
    set("telemetry.samplerRatio", 0.25);
  } else if (field.path.starts_with("tracing.") && field.path != "tracing.disable") {
    set("tracing.address", "jaeger.t:6831");
    set("tracing.backend", "jaeger");
    set("tracing.sampleRate", 0.25);
  } else if (field.path.find("amespaces") != std::string::npos &&
             field.path.find("enabled") != std::string::npos) {
    set("disableAutoInjection", true);
  }
  put(settings, releases::pointer_of(field.path), sample(field));
  return settings;
}

enum class Form { kValues, kRuntime, kResource, kInstalled, kFlags };

bool is_exporter(const ConfigField& field) { return field.path.starts_with("telemetry.exporters.otlp."); }

/// The settings as flags of `nginx-meshctl deploy`.
std::string command_with(const Json& settings) {
  std::string line = "nginx-meshctl deploy";
  for (const ConfigField& field : releases::config_fields()) {
    const Json* value = base::find(settings, releases::pointer_of(field.path));
    if (value == nullptr || field.type == "object" || field.flag.empty() || is_exporter(field)) continue;
    if (field.flag == "--pull-always") {
      line += " " + field.flag;
    } else if (value->is_boolean()) {
      line += " " + field.flag + "=" + value->dump();
    } else {
      const Json& one = value->is_array() ? value->front() : *value;
      line += " " + field.flag + " " + shell_word(one.is_string() ? one.get<std::string>() : one.dump());
    }
  }
  if (const Json* otlp = base::find(settings, "/telemetry/exporters/otlp")) {
    line += " --telemetry-exporters type=otlp,host=" + otlp->at("host").get<std::string>() +
            ",port=" + otlp->at("port").dump();
  }
  return line;
}

/// Where the field stands in the form; empty: nowhere.
std::string place_in(const ConfigField& field, Form form) {
  switch (form) {
    case Form::kValues:
      return releases::pointer_of(field.path);
    case Form::kRuntime:
      return field.mesh_config.empty() ? "" : field.mesh_config.front();
    case Form::kResource:
      return field.resource;
    case Form::kInstalled:
      return field.static_config;
    case Form::kFlags:
      // Two settings may share a flag: it is read as the later one's.
      return releases::config_field_of_flag(field.flag) == &field || is_exporter(field)
                 ? releases::pointer_of(field.path)
                 : "";
  }
  return {};
}

Carrier carrier_with(const ConfigField& field, Form form) {
  Json settings = Json::object();
  const Json all = around(field);
  if (form == Form::kFlags) {
    std::vector<base::Finding> findings;
    return read_deploy_command(command_with(all), "deploy.txt", findings);
  }
  for (const ConfigField& each : releases::config_fields()) {
    const Json* value = base::find(all, releases::pointer_of(each.path));
    const std::string at = place_in(each, form);
    if (value != nullptr && !at.empty() && each.type != "object") {
      const bool turn = form == Form::kRuntime && each.negated;
      put(settings, at, turn ? Json(!value->get<bool>()) : *value);
    }
  }
  switch (form) {
    case Form::kValues:
      return values(settings.dump());
    case Form::kRuntime:
      return runtime(settings.dump());
    case Form::kResource: {
      settings["kind"] = "MeshConfig";
      return carrier_of(CarrierKind::kMeshConfig, Layout::kResource, settings.dump(), "meshconfig.yaml");
    }
    case Form::kInstalled:
      return carrier_of(CarrierKind::kConfigMap, Layout::kMeshConfigV2, settings.dump(), "configmap.yaml");
    case Form::kFlags:
      break;
  }
  return {};
}

/// Whether a finding is about the field, or a part of the values that holds it.
bool is_named(const Migration& migration, const std::string& path) {
  return std::any_of(
      migration.findings.begin(), migration.findings.end(), [&path](const base::Finding& each) {
        return each.path == path || (!each.path.empty() && path.starts_with(each.path + ".")) ||
               each.message.find(path) != std::string::npos;
      });
}

/// Fields that do not arrive under their own name, each checked to be named by a finding.
Names not_arriving(Form form, const char* from, const char* to) {
  Names missing;
  auto options = hop(from, to);
  options.include_secrets = true;
  for (const ConfigField& field : releases::config_fields()) {
    if (field.type == "object" || place_in(field, form).empty()) continue;
    const std::vector<Carrier> carriers = {carrier_with(field, form)};
    const Migration migration = migrate(carriers, options);
    const Json* arrived = base::find(migration.values, releases::pointer_of(field.path));
    if (arrived != nullptr && *arrived == sample(field)) continue;
    missing.insert(field.path);
    // The running mesh holds the switches of injection under two names, and they are carried as one.
    static const std::map<std::string, std::string> kCopies = {
        {"autoInjection.disable", "disableAutoInjection"},
        {"autoInjection.enabledNamespaces", "enabledNamespaces"}};
    const auto copy = kCopies.find(field.path);
    const bool as_one = form == Form::kRuntime && copy != kCopies.end() &&
                        (is_named(migration, copy->second) ||
                         base::find(migration.values, releases::pointer_of(copy->second)) != nullptr);
    const bool renamed = form == Form::kRuntime && migration.values.contains("autoInjection");
    const bool by_own_name = is_named(migration, dotted(place_in(field, form)));
    EXPECT_TRUE(is_named(migration, field.path) || by_own_name || as_one || renamed)
        << field.path << " from " << from << " to " << to << "\n"
        << migration.values.dump() << "\n"
        << testing::PrintToString(lines(migration.findings));
  }
  return missing;
}

const Names kTracing = {"tracing.address", "tracing.backend", "tracing.disable", "tracing.sampleRate"};
const Names kInjection = {"autoInjection.disable", "autoInjection.disabledNamespaces",
                          "autoInjection.enabledNamespaces", "disableAutoInjection", "enabledNamespaces"};

Names joined(std::initializer_list<Names> parts) {
  Names all;
  for (const Names& part : parts) all.insert(part.begin(), part.end());
  return all;
}

// registry.imageTag: the target's own is written.
TEST(MigrateFields, FromValues) {
  EXPECT_EQ(not_arriving(Form::kValues, "1.2.0", "1.4.0"),
            (Names{"clientMaxBodySize", "disableAutoInjection", "enabledNamespaces", "registry.imageTag"}));
  EXPECT_EQ(not_arriving(Form::kValues, "1.6.0", "1.7.0"),
            joined({kTracing,
                    {"autoInjection.disable", "autoInjection.enabledNamespaces", "deployGrafana", "rancher",
                     "registry.imageTag"}}));
  EXPECT_EQ(not_arriving(Form::kValues, "1.6.0", "2.0.0"),
            joined({kTracing, kInjection, {"deployGrafana", "rancher", "registry.imageTag"}}));
}

TEST(MigrateFields, FromTheRunningMesh) {
  EXPECT_EQ(not_arriving(Form::kRuntime, "1.2.0", "1.4.0"),
            (Names{"clientMaxBodySize", "disableAutoInjection", "enabledNamespaces"}));
  EXPECT_EQ(not_arriving(Form::kRuntime, "1.6.0", "1.7.0"),
            joined({kTracing, {"autoInjection.disable", "autoInjection.enabledNamespaces"}}));
  EXPECT_EQ(not_arriving(Form::kRuntime, "1.6.0", "2.0.0"), joined({kTracing, kInjection}));
}

// registry.key: the flag names a file. autoInjection.*: the flags are read as those of the newest names.
TEST(MigrateFields, FromFlags) {
  EXPECT_EQ(not_arriving(Form::kFlags, "1.2.0", "1.4.0"),
            (Names{"clientMaxBodySize", "disableAutoInjection", "enabledNamespaces", "registry.imageTag",
                   "registry.key"}));
  EXPECT_EQ(not_arriving(Form::kFlags, "1.6.0", "1.7.0"),
            joined({kTracing, {"deployGrafana", "registry.imageTag", "registry.key"}}));
  EXPECT_EQ(not_arriving(Form::kFlags, "1.6.0", "2.0.0"),
            joined({kTracing,
                    {"autoInjection.disabledNamespaces", "deployGrafana", "disableAutoInjection",
                     "enabledNamespaces", "registry.imageTag", "registry.key"}}));
}

TEST(MigrateFields, FromAMeshConfigAndWhatWasInstalled) {
  EXPECT_EQ(not_arriving(Form::kResource, "2.0.0", "2.0.0"), Names());
  EXPECT_EQ(not_arriving(Form::kInstalled, "2.0.0", "2.0.0"), Names{"registry.imageTag"});
}

/// Fields that arrive in the values but not in the command line, each named by a finding.
Names not_in_command(const char* from, const char* to) {
  Names missing;
  auto options = hop(from, to);
  options.include_secrets = true;
  for (const ConfigField& field : releases::config_fields()) {
    if (field.type == "object") continue;
    const std::vector<Carrier> carriers = {carrier_with(field, Form::kValues)};
    const Migration migration = migrate(carriers, options);
    if (base::find(migration.values, releases::pointer_of(field.path)) == nullptr) continue;
    const auto& words = migration.arguments;
    const bool has_flag =
        !field.flag.empty() && std::any_of(words.begin(), words.end(), [&field](const auto& word) {
          return word == field.flag || word == field.flag + "=false";
        });
    const std::string conf = migration.upstream_ca_conf ? migration.upstream_ca_conf->dump() : "";
    const bool in_file = conf.find(sample(field).dump()) != std::string::npos ||
                         std::any_of(migration.upstream_ca_files.begin(), migration.upstream_ca_files.end(),
                                     [&field](const auto& file) { return file.second == field.path; });
    if (has_flag || in_file) continue;
    missing.insert(field.path);
    EXPECT_TRUE(is_named(migration, field.path)) << field.path;
  }
  return missing;
}

TEST(MigrateFields, InTheCommandLine) {
  const std::string dead = "mtls.upstreamAuthority.awsSecret.awsSecretKeyID";
  EXPECT_EQ(not_in_command("1.2.0", "1.4.0"), (Names{dead, "rancher"}));
  EXPECT_EQ(not_in_command("1.6.0", "1.7.0"), Names{dead});
  EXPECT_EQ(not_in_command("1.6.0", "2.0.0"), Names{dead});
}

TEST(MigrateFields, TheCommandLineReadsBackAsTheValues) {
  for (const char* to : {"1.4.0", "1.7.0", "2.0.0"}) {
    for (const ConfigField& field : releases::config_fields()) {
      if (field.type == "object") continue;
      const std::vector<Carrier> carriers = {carrier_with(field, Form::kValues)};
      auto options = hop("1.6.0", to);
      options.include_secrets = true;
      const Migration migration = migrate(carriers, options);
      std::vector<base::Finding> findings;
      const Carrier back =
          read_deploy_command("nginx-meshctl deploy " + shell_line(migration.arguments), "x", findings);
      for (const std::string& path : back.flag_paths) {
        const std::string pointer = releases::pointer_of(path);
        const Json* read = base::find(back.settings, pointer);
        // Files are not read; injection has two names for one flag.
        if (read == nullptr || path == "disableAutoInjection" || path == "enabledNamespaces") continue;
        const Json* written = base::find(migration.values, pointer);
        ASSERT_NE(written, nullptr) << path << " to " << to;
        EXPECT_EQ(*written, *read) << path << " to " << to;
      }
    }
  }
}

TEST(MigrateFields, InTheMeshConfig) {
  for (const Form form : {Form::kValues, Form::kRuntime}) {
    for (const ConfigField& field : releases::config_fields()) {
      if (field.type == "object" || field.resource.empty()) continue;
      const std::vector<Carrier> carriers = {carrier_with(field, form)};
      const Migration migration = migrate(carriers, hop("1.6.0", "2.0.0"));
      const Json* arrived = base::find(migration.mesh_config.value(), field.resource);
      ASSERT_NE(arrived, nullptr) << field.path;
      EXPECT_EQ(*arrived, sample(field)) << field.path;
    }
  }
}

/// All that a migration gives out, as one text.
std::string everything(const Migration& migration) {
  std::string text = migration.values.dump() + "\n" + shell_line(migration.arguments) + "\n";
  text += migration.mesh_config ? migration.mesh_config->dump() : "";
  text += migration.upstream_ca_conf ? migration.upstream_ca_conf->dump() : "";
  for (const auto& [file, path] : migration.upstream_ca_files) text += file + path + "\n";
  for (const auto& finding : migration.findings) {
    text += finding.message + "\n" + finding.remedy + "\n" + finding.path + "\n" + finding.pointer + "\n";
  }
  return text;
}

TEST(MigrateFields, SecretsAppearNowhere) {
  unsigned secrets = 0;
  for (const ConfigField& field : releases::config_fields()) {
    if (!field.secret) continue;
    ++secrets;
    for (const Json& value : {Json("MARK"), Json{{"MARK", "MARK"}}, Json{"MARK", 1}}) {
      Json settings;
      put(settings, releases::pointer_of(field.path), value);
      settings["registry"]["passwort"] = "fine";
      std::vector<Carrier> carriers = {values(settings.dump(), "a.yaml")};
      // A second one that contradicts, and one of another kind.
      put(settings, releases::pointer_of(field.path), "OTHERMARK");
      carriers.push_back(values(settings.dump(), "b.yaml"));
      for (const char* to : {"1.7.0", "2.0.0"}) {
        const std::string text = everything(migrate(carriers, hop("1.6.0", to)));
        EXPECT_EQ(text.find("MARK"), std::string::npos) << field.path << "\n" << text;
        std::swap(carriers.front(), carriers.back());
      }
    }
    Json settings;
    put(settings, releases::pointer_of(field.path), "MARK");
    const std::vector<Carrier> carriers = {values(settings.dump())};
    const auto hidden = migrate(carriers, hop("1.6.0", "2.0.0"));
    EXPECT_EQ(hidden.secrets, std::vector<std::string>{field.path});
    EXPECT_EQ(*base::find(hidden.values, releases::pointer_of(field.path)), "<set " + field.path + ">");
    auto options = hop("1.6.0", "2.0.0");
    options.include_secrets = true;
    const auto shown = migrate(carriers, options);
    EXPECT_EQ(*base::find(shown.values, releases::pointer_of(field.path)), "MARK");
    EXPECT_TRUE(shown.secrets.empty());
    for (const auto& finding : shown.findings) {
      EXPECT_EQ((finding.message + finding.remedy).find("MARK"), std::string::npos) << finding.message;
    }
  }
  EXPECT_GE(secrets, 14U);
}

}  // namespace
}  // namespace nsmkit::meshconfig
