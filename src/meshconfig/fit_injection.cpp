#include <algorithm>
#include <set>

#include "base/pointer.hpp"
#include "meshconfig/fit_settings.hpp"
#include "meshconfig/migrate_rules.hpp"
#include "meshconfig/to_command.hpp"
#include "releases/annotations.hpp"

namespace nsmkit::meshconfig {

namespace {

constexpr const char* kDisable = "/disableAutoInjection";
constexpr const char* kEnabled = "/enabledNamespaces";
constexpr const char* kDisabled = "/autoInjection/disabledNamespaces";
constexpr const char* kOldDisable = "/autoInjection/disable";
constexpr const char* kOldEnabled = "/autoInjection/enabledNamespaces";

using Names = std::set<std::string>;

Names names_in(const Settings& settings, const char* pointer) {
  Names names;
  const auto found = settings.find(pointer);
  if (found != settings.end() && found->second.value.is_array()) {
    for (const Json& item : found->second.value) {
      if (item.is_string()) names.insert(item.get<std::string>());
    }
  }
  return names;
}

bool is_text(const Json& object, const std::string& pointer, std::initializer_list<const char*> texts) {
  const Json* value = base::find(object, pointer);
  return value != nullptr && value->is_string() &&
         std::any_of(texts.begin(), texts.end(),
                     [value](const char* text) { return value->get_ref<const std::string&>() == text; });
}

// What the manifests say of one namespace.
struct Manifests {
  Names labelled;   // for injection
  Names excluded;   // from injection, by a label
  Names populated;  // by workloads that take sidecars
};

Manifests read_manifests(std::span<const Carrier> carriers) {
  const auto& label = releases::mark("namespace-auto-inject");
  Manifests manifests;
  for (const Carrier& carrier : carriers) {
    if (carrier.kind == CarrierKind::kNamespace) {
      const std::string at = releases::pointer_to(label);
      if (is_text(carrier.document, at, {"enabled"})) manifests.labelled.insert(carrier.ref.name);
      if (is_text(carrier.document, at, {"disabled", "false"})) manifests.excluded.insert(carrier.ref.name);
    } else if (carrier.kind == CarrierKind::kWorkload) {
      bool opted_out = false;
      for (const char* id : {"pod-auto-inject", "pod-auto-inject-annotation"}) {
        const std::string at = releases::pointer_to(releases::mark(id), carrier.template_at);
        opted_out = opted_out || is_text(carrier.document, at, {"disabled", "false"});
      }
      if (!opted_out && !carrier.ref.name_space.empty()) manifests.populated.insert(carrier.ref.name_space);
    }
  }
  return manifests;
}

class Injection {
 public:
  Injection(Settings& settings, std::span<const Carrier> carriers, const MigrateOptions& options,
            std::vector<base::Finding>& findings)
      : settings_(settings), carriers_(carriers), options_(options), findings_(findings) {}

  std::vector<std::string> run() {
    if (target_reads("disableAutoInjection")) {
      report_new_names();
      return {};
    }
    if (target_reads("autoInjection.disable")) {
      use_old_names();
      return {};
    }
    return to_labels();
  }

 private:
  [[nodiscard]] bool target_reads(const char* path) const {
    const auto* field = releases::config_field(path);
    return field != nullptr && releases::reads(*options_.to, *field);
  }

  void report(const base::RuleInfo& rule, const std::string& pointer, const Setting& setting,
              std::string message, const std::string& path = {}) {
    auto finding = finding_of(rule, pointer, setting, std::move(message));
    if (!path.empty()) finding.path = path;
    findings_.push_back(std::move(finding));
  }

  void report_new_names() {
    for (const char* pointer : {kDisable, kEnabled}) {
      const auto found = settings_.find(pointer);
      if (found == settings_.end() || found->second.written_as.empty() ||
          found->second.rank != Rank::kDeploy) {
        continue;
      }
      report(kSettingRenamed, pointer, found->second,
             found->second.written_as + " is deprecated in " + options_.to->version + ": it is written as " +
                 dotted(pointer),
             found->second.written_as);
    }
  }

  void use_old_names() {
    for (const auto& [name, old] : {std::pair{kDisable, kOldDisable}, std::pair{kEnabled, kOldEnabled}}) {
      auto node = settings_.extract(name);
      if (node.empty()) continue;
      if (node.mapped().written_as.empty() && node.mapped().rank == Rank::kDeploy) {
        report(
            kSettingRenamed, name, node.mapped(),
            dotted(name) + " is not read by " + options_.to->version + ": it is written as " + dotted(old));
      }
      node.key() = old;
      settings_.insert(std::move(node));
    }
  }

  std::vector<std::string> to_labels() {
    const auto disable = settings_.find(kDisable);
    const bool listed_only = disable != settings_.end() && disable->second.value == true;
    const bool from_labels =
        options_.from != nullptr && releases::injects_only_where_labelled(*options_.from);
    const Manifests manifests = read_manifests(carriers_);
    Names names = names_in(settings_, kEnabled);
    const bool global = !listed_only && names.empty() && !from_labels;
    if (global) names = manifests.populated;
    for (const std::string& name : names_in(settings_, kDisabled)) names.erase(name);
    std::erase_if(names, [&](const std::string& name) {
      return releases::is_never_injected(name) || name == options_.mesh_namespace ||
             manifests.labelled.contains(name) || (global && manifests.excluded.contains(name));
    });
    if (global) {
      report_global(names);
    } else if (!names.empty()) {
      report_labels(names);
    } else if (!names_in(settings_, kEnabled).empty()) {
      report(kSettingRenamed, kEnabled, settings_.at(kEnabled),
             path_of(kEnabled) + " is not read by " + options_.to->version +
                 "; none of the namespaces needs another label");
    }
    retire();
    return {names.begin(), names.end()};
  }

  static std::string command(const Names& names) {
    std::string line = "kubectl label namespaces";
    for (const std::string& name : names) line += " " + shell_word(name);
    return line + " " + releases::mark("namespace-auto-inject").key + "=enabled";
  }

  void report_labels(const Names& names) {
    const auto found = settings_.find(kEnabled);
    auto finding = finding_of(kInjectionLabels, kEnabled, found->second,
                              path_of(kEnabled) + " is not read by " + options_.to->version +
                                  ", which injects only into namespaces with a label");
    finding.remedy = "Before Pods restart: " + command(names);
    findings_.push_back(std::move(finding));
  }

  void report_global(const Names& names) {
    const auto found = settings_.find(kDisable);
    const auto any = std::find_if(carriers_.begin(), carriers_.end(),
                                  [](const Carrier& each) { return each.layout != Layout::kObject; });
    if (any == carriers_.end()) return;
    const Setting whole{nullptr, any->location, &*any, Rank::kDeploy, {}};
    auto finding = finding_of(kInjectionUnknown, kDisable, found != settings_.end() ? found->second : whole,
                              "disableAutoInjection is not set: Pods of all namespaces took sidecars, and " +
                                  options_.to->version + " injects only into namespaces with a label");
    if (!names.empty()) {
      finding.remedy = "For the workloads given: " + command(names) +
                       ". Give nsmkit all Namespace and workload manifests to be sure of the list.";
    }
    findings_.push_back(std::move(finding));
  }

  [[nodiscard]] std::string path_of(const char* pointer) const {
    const auto found = settings_.find(pointer);
    const bool own_name =
        found == settings_.end() || found->second.written_as.empty() || found->second.rank != Rank::kDeploy;
    return own_name ? dotted(pointer) : found->second.written_as;
  }

  void retire() {
    for (const char* pointer : {kDisable, kDisabled, kEnabled}) {
      const auto found = settings_.find(pointer);
      if (found == settings_.end()) continue;
      const bool is_list = found->second.value.is_array();
      const bool says_nothing = is_list && found->second.value.empty();
      if (pointer == kEnabled) {
        report_odd_names(found->second);
      }
      if ((pointer != kEnabled || !is_list) && !says_nothing) {
        auto finding = finding_of(kSettingRetired, pointer, found->second,
                                  path_of(pointer) + " (" + shown_value(pointer, found->second) +
                                      ") is not read by " + options_.to->version + ": it is left out");
        finding.path = path_of(pointer);
        finding.remedy = is_list ? "Leave those namespaces without the label."
                                 : "Nothing is to be set: Pods get a sidecar only where a label says so.";
        findings_.push_back(std::move(finding));
      }
      settings_.erase(found);
    }
  }

  void report_odd_names(const Setting& list) {
    const bool odd = list.value.is_array() && std::any_of(list.value.begin(), list.value.end(),
                                                          [](const Json& name) { return !name.is_string(); });
    if (odd) {
      findings_.push_back(
          finding_of(kSettingNotCarried, kEnabled, list,
                     path_of(kEnabled) + " holds entries that are no names: they are left out"));
    }
  }

  Settings& settings_;
  std::span<const Carrier> carriers_;
  const MigrateOptions& options_;
  std::vector<base::Finding>& findings_;
};

}  // namespace

std::vector<std::string> fit_injection(Settings& settings, std::span<const Carrier> carriers,
                                       const MigrateOptions& options, std::vector<base::Finding>& findings) {
  return Injection(settings, carriers, options, findings).run();
}

}  // namespace nsmkit::meshconfig
