#include "meshconfig/deploy_settings.hpp"

#include <utility>

#include "base/pointer.hpp"
#include "meshconfig/carrier_rules.hpp"
#include "meshconfig/secrets.hpp"
#include "releases/config_fields.hpp"

namespace nsmkit::meshconfig {

namespace {

using releases::FlagForm;

constexpr const char* kNamespaceFlag = "--namespace";
constexpr const char* kExporters = "telemetry.exporters";
constexpr const char* kSamplerRatio = "telemetry.samplerRatio";
// What the command writes beside an exporter without --telemetry-sampler-ratio.
constexpr double kUsualRatio = 0.01;

void set_value(Json& settings, const std::string& path, Json value) {
  Json* at = &settings;
  const std::string pointer = releases::pointer_of(path);
  base::PointerTokens tokens(pointer);
  for (std::string token; tokens.next(token);) {
    if (!at->is_object()) *at = Json::object();
    at = &(*at)[token];
  }
  *at = std::move(value);
}

bool has(const Carrier& carrier, const char* path) {
  return base::find(carrier.settings, releases::pointer_of(path)) != nullptr;
}

}  // namespace

base::Finding flag_finding(const base::RuleInfo& rule, std::string message, const base::Location& place,
                           const std::string& path) {
  auto finding = base::make_finding(rule, std::move(message), place);
  finding.path = path;
  finding.pointer = path.empty() ? "" : releases::pointer_of(path);
  return finding;
}

const std::string& DeploySettings::path_of(const UsedFlag& used) const {
  return release_ != nullptr ? releases::path_set_by(*used.flag, *release_) : used.flag->path;
}

void DeploySettings::report(const base::RuleInfo& rule, const UsedFlag& used, std::string message) {
  findings_.push_back(
      flag_finding(rule, used.flag->name + " " + std::move(message), used.place, path_of(used)));
}

void DeploySettings::apply(const UsedFlag& used) {
  note_use(used);
  const std::string& path = path_of(used);
  if (used.flag->name == kNamespaceFlag && !used.is_expanded) carrier_.mesh_namespace = used.value;
  if (path.empty()) return;
  carrier_.flag_paths.push_back(path);
  carrier_.flag_places.push_back(used.place);
  switch (used.flag->form) {
    case FlagForm::kSwitch:
      set_switch(used);
      break;
    case FlagForm::kText:
      set(used, used.value);
      break;
    case FlagForm::kNumber:
      set_read(used, read_number(used.value));
      break;
    case FlagForm::kNames:
      add_names(used);
      break;
    case FlagForm::kExporters:
      set_exporter(used);
      break;
    case FlagForm::kFile:
      report(kDeployFlagFile, used, "names a file, which was not read");
      break;
  }
}

void DeploySettings::note_use(const UsedFlag& used) {
  const bool adds_up = used.flag->form == FlagForm::kNames || used.flag->form == FlagForm::kExporters;
  if (!seen_.insert(used.flag->name).second && !adds_up) {
    report(kDeployFlagRepeated, used, "stands twice; the last value counts");
  }
  // Without a setting it makes no difference here.
  if (used.is_expanded && !path_of(used).empty()) {
    report(kShellVariable, used, "has a value that the shell fills in, which nsmkit cannot know");
  }
}

void DeploySettings::set(const UsedFlag& used, Json value) {
  set_value(carrier_.settings, path_of(used), std::move(value));
}

void DeploySettings::refuse(const UsedFlag& used, const ValueFault& fault) {
  std::string message = fault.text;
  if (!used.flag->secret) {
    message += ": " + shown(Layout::kValues, releases::pointer_of(path_of(used)), used.value);
  }
  report(kDeployFlagValue, used, std::move(message));
}

void DeploySettings::set_read(const UsedFlag& used, const std::variant<Json, ValueFault>& read) {
  if (const auto* value = std::get_if<Json>(&read)) {
    set(used, *value);
  } else if (used.is_expanded) {
    set(used, used.value);
  } else {
    refuse(used, std::get<ValueFault>(read));
  }
}

// What a switch writes may be a word; off, it leaves the chart's default.
void DeploySettings::set_switch(const UsedFlag& used) {
  const auto read = read_switch(used.has_value ? used.value : "true");
  const Json* value = std::get_if<Json>(&read);
  if (value == nullptr || !used.flag->when_set.is_string()) {
    set_read(used, read);
  } else if (*value == true) {
    set(used, used.flag->when_set);
  }
}

void DeploySettings::add_names(const UsedFlag& used) {
  const auto read = read_record(used.value);
  if (const auto* fault = std::get_if<ValueFault>(&read)) {
    refuse(used, *fault);
    return;
  }
  Json& names = names_[path_of(used)];
  if (names.is_null()) names = Json::array();
  for (const std::string& name : std::get<0>(read)) {
    if (!used.value.empty()) names.push_back(name);
  }
  set(used, names);
}

void DeploySettings::set_exporter(const UsedFlag& used) {
  if (std::exchange(has_exporter_, true)) {
    report(kDeployFlagValue, used, "stands twice; only one exporter may be configured");
    return;
  }
  auto read = read_exporter(used.value, used.is_expanded);
  if (auto* exporter = std::get_if<Json>(&read)) {
    set(used, std::move(*exporter));
  } else if (!used.is_expanded) {
    refuse(used, std::get<ValueFault>(read));
  }
}

// The ratio counts beside an exporter only, and an exporter always has one.
void DeploySettings::finish() {
  const bool exporter = has(carrier_, kExporters);
  const bool ratio = has(carrier_, kSamplerRatio);
  if (exporter && !ratio) set_value(carrier_.settings, kSamplerRatio, kUsualRatio);
  if (exporter || !ratio) return;
  carrier_.settings.erase("telemetry");
  if (has_exporter_) return;  // its own value was refused, which is said
  auto finding =
      flag_finding(kDeployFlagValue, "--telemetry-sampler-ratio has no effect without --telemetry-exporters",
                   carrier_.place(releases::pointer_of(kSamplerRatio)), kSamplerRatio);
  finding.severity = base::Severity::kWarning;
  finding.remedy = "Add --telemetry-exporters, or remove the flag.";
  findings_.push_back(std::move(finding));
}

}  // namespace nsmkit::meshconfig
