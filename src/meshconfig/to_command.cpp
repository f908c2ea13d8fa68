#include "meshconfig/to_command.hpp"

#include <algorithm>

#include "base/json_text.hpp"
#include "meshconfig/migrate_rules.hpp"

namespace nsmkit::meshconfig {

namespace {

using releases::ConfigField;

constexpr std::string_view kDefaultNamespace = "nginx-mesh";
constexpr std::string_view kAuthority = "/mtls/upstreamAuthority";
constexpr std::string_view kTelemetry = "/telemetry";

// One field of a CSV record, as Go's encoding/csv reads it back.
std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  }
  return quoted + "\"";
}

class Command {
 public:
  Command(const Settings& settings, const MigrateOptions& options, std::vector<base::Finding>& findings)
      : settings_(settings), options_(options), findings_(findings) {}

  std::vector<std::string> run() {
    if (options_.mesh_namespace != kDefaultNamespace) {
      flag("--namespace", options_.mesh_namespace);
    }
    for (const ConfigField& field : releases::config_fields()) {
      const std::string pointer = releases::pointer_of(field.path);
      const auto found = settings_.find(pointer);
      if (found != settings_.end()) {
        add(field, pointer, found->second);
      }
    }
    add_authority();
    add_telemetry();
    return std::move(words_);
  }

 private:
  void flag(const std::string& name, const std::string& value) {
    // A value with a leading dash would be taken for a flag.
    if (value.starts_with('-')) {
      words_.push_back(name + "=" + value);
    } else {
      words_.push_back(name);
      words_.push_back(value);
    }
  }

  void add(const ConfigField& field, const std::string& pointer, const Setting& setting) {
    if (is_within(pointer, kAuthority) || is_within(pointer, kTelemetry)) return;
    if (field.type == "object" && setting.value.is_object() && setting.value.empty()) return;
    if (field.path == "registry.key") {
      add_key(setting);
    } else if (field.path == "registry.imagePullPolicy") {
      add_pull_policy(pointer, setting);
    } else if (field.flag.empty()) {
      report(pointer, setting,
             field.path + " has no flag of nginx-meshctl deploy: it stands in the values only");
    } else {
      add_value(field, pointer, setting);
    }
  }

  void add_value(const ConfigField& field, const std::string& pointer, const Setting& setting) {
    const Json& value = setting.value;
    if (value.is_boolean()) {
      const Json normal = default_of(options_.to, field);
      const bool is_normal = !normal.is_null() ? normal == value : value == false;
      if (!is_normal) words_.push_back(field.flag + (value.get<bool>() ? "" : "=false"));
    } else if (value.is_string()) {
      const Json normal = default_of(options_.to, field);
      if (!value.get_ref<const std::string&>().empty() || (!normal.is_null() && normal != value)) {
        flag(field.flag, value.get<std::string>());
      }
    } else if (value.is_number()) {
      flag(field.flag, base::json_text(value));
    } else if (value.is_array()) {
      add_list(field, pointer, setting);
    } else {
      report(pointer, setting,
             field.path + " is no value that a flag can take: it stands in the values only");
    }
  }

  void add_list(const ConfigField& field, const std::string& pointer, const Setting& setting) {
    std::string list;
    for (const Json& item : setting.value) {
      if (!item.is_string()) {
        report(pointer, setting,
               field.path + " holds entries that are no text: it stands in the values only");
        return;
      }
      list += (list.empty() ? "" : ",") + csv_field(item.get<std::string>());
    }
    if (!list.empty()) flag(field.flag, list);
  }

  void add_key(const Setting& setting) {
    if (setting.value.is_string() && setting.value.get_ref<const std::string&>().empty()) return;
    flag("--registry-key", std::string(kRegistryKeyFile));
    report("/registry/key", setting,
           "registry.key is read from a file by nginx-meshctl: write its value into " +
               std::string(kRegistryKeyFile));
  }

  void add_pull_policy(const std::string& pointer, const Setting& setting) {
    const ConfigField* field = releases::config_field("registry.imagePullPolicy");
    const Json normal = field != nullptr ? default_of(options_.to, *field) : Json();
    if (setting.value == "Always" && field != nullptr && !field->flag.empty()) {
      words_.push_back(field->flag);
    } else if (setting.value != normal) {
      report(pointer, setting,
             dotted(pointer) + " is " + shown_value(pointer, setting) +
                 ", which nginx-meshctl deploy cannot be told: it stands in the values only");
    }
  }

  void add_authority() {
    std::string below(kAuthority);
    below += '/';
    const auto first = settings_.lower_bound(below);
    if (first == settings_.end() || !is_within(first->first, kAuthority)) return;
    const auto authority = to_upstream_ca(settings_, findings_);
    if (!authority) return;
    flag("--mtls-upstream-ca-conf", std::string(kUpstreamCaFile));
    std::string others;
    for (const auto& [name, path] : authority->files) {
      others += "; and the value of " + path + " into " + name;
    }
    auto finding = finding_of(kCommandCannotCarry, kAuthority, first->second,
                              "mtls.upstreamAuthority is read from a file by nginx-meshctl: write it into " +
                                  std::string(kUpstreamCaFile) + others);
    finding.remedy = "Write the files beside each other, readable by you alone, before you run the command.";
    findings_.push_back(std::move(finding));
  }

  [[nodiscard]] const Setting* at(const char* pointer) const {
    const auto found = settings_.find(pointer);
    return found != settings_.end() ? &found->second : nullptr;
  }

  void add_telemetry() {
    const auto first = settings_.lower_bound(std::string(kTelemetry) + "/");
    if (first == settings_.end() || !is_within(first->first, kTelemetry)) return;
    const Setting* host = at("/telemetry/exporters/otlp/host");
    const Setting* port = at("/telemetry/exporters/otlp/port");
    const ConfigField* field = releases::config_field("telemetry.exporters.otlp");
    const bool whole =
        host != nullptr && host->value.is_string() && port != nullptr && port->value.is_number();
    if (!whole || field == nullptr || field->flag.empty()) {
      report(
          first->first, first->second,
          "telemetry lacks a host or a port, which nginx-meshctl deploy wants: it stands in the values only");
      return;
    }
    flag(field->flag, "type=otlp," + csv_field("host=" + host->value.get<std::string>()) +
                          ",port=" + base::json_text(port->value));
    const Setting* ratio = at("/telemetry/samplerRatio");
    const ConfigField* ratio_field = releases::config_field("telemetry.samplerRatio");
    if (ratio != nullptr && ratio->value.is_number() && ratio_field != nullptr) {
      flag(ratio_field->flag, base::json_text(ratio->value));
    }
  }

  void report(std::string_view pointer, const Setting& setting, std::string message) {
    findings_.push_back(finding_of(kCommandCannotCarry, pointer, setting, std::move(message)));
  }

  const Settings& settings_;
  const MigrateOptions& options_;
  std::vector<base::Finding>& findings_;
  std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> to_command(const Settings& settings, const MigrateOptions& options,
                                    std::vector<base::Finding>& findings) {
  return Command(settings, options, findings).run();
}

}  // namespace nsmkit::meshconfig
