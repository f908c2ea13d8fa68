#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "checklist/evidence.hpp"
#include "meshconfig/carrier.hpp"
#include "model/resource.hpp"
#include "releases/catalog.hpp"

/// The parts of collect_evidence(). For it alone.
namespace nsmkit::cli {

using Carriers = std::vector<const meshconfig::Carrier*>;

/// One object of the files, whether or not it carries configuration.
struct ObjectView {
  const Json* object = nullptr;
  base::ResourceRef ref;
  base::Location location;
  std::function<base::Location(const std::string&)> place;  ///< of the value at a JSON pointer
};

/// Carriers of the mesh's configuration as a whole, those that tell most of what runs first.
[[nodiscard]] Carriers config_carriers(const std::vector<meshconfig::Carrier>& carriers);

/// Which release runs, platform, installer and names, as carriers say.
void collect_names(const Carriers& carriers, checklist::MeshEvidence& evidence);

/// What the settings show. `from` is the release that runs; null: not known. To be called after
/// collect_policy_facts().
void collect_config_facts(const Carriers& carriers, const releases::Release* from,
                          checklist::MeshEvidence& evidence);

/// What policies show.
void collect_policy_facts(const std::vector<ObjectView>& objects, checklist::MeshEvidence& evidence);

/// Workloads and Namespaces: who has a sidecar, old marks; and names that control-plane objects show.
void collect_workload_facts(const std::vector<ObjectView>& objects, const Carriers& carriers,
                            checklist::MeshEvidence& evidence);

/// Notes that something is so, and where.
void note_yes(checklist::MeshEvidence& evidence, std::string_view fact, std::string text,
              std::optional<base::Location> location);

/// Notes that something is not so, unless it is known to be.
void note_no(checklist::MeshEvidence& evidence, std::string_view fact);

/// The value of a setting ("mtls.caTTL") in one carrier, and its pointer there; null when it has none.
struct SettingView {
  const Json* value = nullptr;
  std::string pointer;
};
[[nodiscard]] SettingView find_setting(const meshconfig::Carrier& carrier, std::string_view path);

/// The namespaces that the settings enable for injection, where injection is off otherwise; and whether it
/// is.
struct InjectionSettings {
  checklist::Truth automatic = checklist::Truth::kUnknown;
  std::vector<checklist::Hint> enabled;
};
[[nodiscard]] InjectionSettings injection_settings(const Carriers& carriers);

}  // namespace nsmkit::cli
