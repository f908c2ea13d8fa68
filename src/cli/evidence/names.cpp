#include <algorithm>

#include "base/pointer.hpp"
#include "cli/evidence/parts.hpp"
#include "releases/config_fields.hpp"
#include "releases/image_mirror.hpp"

namespace nsmkit::cli {

namespace {

using checklist::Hint;
using checklist::Installer;
using meshconfig::Carrier;
using meshconfig::CarrierKind;
using meshconfig::Layout;

int rank_of(CarrierKind kind) {
  switch (kind) {
    case CarrierKind::kConfigMap:
    case CarrierKind::kMeshctlConfig:
    case CarrierKind::kMeshConfig:
      return 0;
    case CarrierKind::kHelmRelease:
      return 1;
    case CarrierKind::kHelmValues:
    case CarrierKind::kDeployCommand:
      return 2;
    default:
      return 3;
  }
}

checklist::Evidence evidence_of(const Carrier& carrier, const std::string& what, base::Location location) {
  return {display_name(carrier) + what, std::move(location)};
}

void collect_release(const Carrier& carrier, checklist::MeshEvidence& evidence) {
  const releases::Release* release =
      carrier.mesh_release.empty() ? nullptr : releases::catalog().find_release(carrier.mesh_release);
  if (release != nullptr) {
    evidence.releases.push_back({release->version, evidence_of(carrier, ": its release", carrier.location)});
  } else if (carrier.kind == CarrierKind::kMeshConfig) {
    const auto group = model::split_api_version(carrier.ref.api_version);
    const auto serving = releases::catalog().serving(group.group, group.version, "MeshConfig");
    if (serving.size() == 1) {
      evidence.releases.push_back(
          {serving.front()->version, evidence_of(carrier, ": in this release alone", carrier.location)});
    }
  }
}

void set_once(std::optional<Hint>& hint, std::string value, checklist::Evidence evidence) {
  if (!hint && !value.empty()) {
    hint = Hint{std::move(value), std::move(evidence)};
  }
}

// "sh.helm.release.v1.NAME.v3"
std::string helm_release_name(const std::string& object) {
  constexpr std::string_view kPrefix = "sh.helm.release.v1.";
  const auto end = object.rfind(".v");
  return object.starts_with(kPrefix) && end != std::string::npos && end > kPrefix.size()
             ? object.substr(kPrefix.size(), end - kPrefix.size())
             : "";
}

void collect_installer(const Carrier& carrier, checklist::MeshEvidence& evidence) {
  const std::string helm(to_string(Installer::kHelm));
  const std::string meshctl(to_string(Installer::kMeshctl));
  if (carrier.kind == CarrierKind::kHelmRelease) {
    const std::string name = helm_release_name(carrier.ref.name);
    const bool is_meshctl = name == "nginx-service-mesh";
    set_once(evidence.installer, is_meshctl ? meshctl : helm,
             evidence_of(carrier, ": a release of Helm", carrier.location));
    set_once(evidence.release_name, name, evidence_of(carrier, ": its name", carrier.location));
  } else if (carrier.kind == CarrierKind::kDeployCommand) {
    set_once(evidence.installer, meshctl,
             evidence_of(carrier, ": a command of nginx-meshctl", carrier.location));
  }
}

}  // namespace

Carriers config_carriers(const std::vector<Carrier>& carriers) {
  Carriers ranked;
  for (const Carrier& carrier : carriers) {
    if (carrier.layout != Layout::kObject) {
      ranked.push_back(&carrier);
    }
  }
  std::ranges::stable_sort(ranked, {}, [](const Carrier* each) { return rank_of(each->kind); });
  return ranked;
}

SettingView find_setting(const Carrier& carrier, std::string_view path) {
  const releases::ConfigField* field = releases::config_field(path);
  std::vector<std::string> pointers;
  if (carrier.layout == Layout::kValues) {
    pointers.push_back(releases::pointer_of(path));
  } else if (field != nullptr && carrier.layout == Layout::kMeshConfigV1) {
    pointers = field->mesh_config;
  } else if (field != nullptr) {
    pointers.push_back(carrier.layout == Layout::kMeshConfigV2 ? field->static_config : field->resource);
  }
  for (std::string& pointer : pointers) {
    const Json* value = pointer.empty() ? nullptr : base::find(carrier.settings, pointer);
    if (value != nullptr && !value->is_null()) {
      return {value, std::move(pointer)};
    }
  }
  return {};
}

void collect_names(const Carriers& carriers, checklist::MeshEvidence& evidence) {
  for (const Carrier* carrier : carriers) {
    collect_release(*carrier, evidence);
    collect_installer(*carrier, evidence);
    if (const auto setting = find_setting(*carrier, "environment");
        setting.value != nullptr && setting.value->is_string()) {
      set_once(evidence.platform, setting.value->get<std::string>(),
               evidence_of(*carrier, ": environment", carrier->place(setting.pointer)));
    }
    set_once(evidence.mesh_namespace, carrier->mesh_namespace,
             evidence_of(*carrier, ": namespace", carrier->location));
    if (const auto setting = find_setting(*carrier, "registry.server");
        setting.value != nullptr && setting.value->is_string()) {
      const auto server = setting.value->get<std::string>();
      if (!releases::registry_fault(releases::catalog().newest(), server)) {
        set_once(evidence.registry, server,
                 evidence_of(*carrier, ": registry.server", carrier->place(setting.pointer)));
      }
    }
  }
  // Weaker than any other sign.
  for (const Carrier* carrier : carriers) {
    if (carrier->kind == CarrierKind::kHelmValues) {
      set_once(evidence.installer, std::string(to_string(Installer::kHelm)),
               evidence_of(*carrier, ": a guess, since values are what Helm takes", carrier->location));
    }
  }
}

}  // namespace nsmkit::cli
