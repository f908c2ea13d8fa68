#include "cli/diff_prepare.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <span>

#include "diff/secret_places.hpp"
#include "meshconfig/merge_settings.hpp"
#include "meshconfig/migrate_rules.hpp"
#include "meshconfig/secrets.hpp"
#include "meshconfig/settings.hpp"

namespace nsmkit::cli {

namespace {

using convert::Loss;
using meshconfig::Layout;

constexpr std::string_view kAccessMode = "accessControlMode";

// Helm keeps the releases that were replaced.
constexpr std::string_view kSuperseded = "superseded";

bool is_empty(const Json& value) {
  return value.is_null() || (value.is_structured() && value.empty()) ||
         (value.is_string() && value.get_ref<const std::string&>().empty());
}

std::vector<const meshconfig::Carrier*> carriers_by_rank(const DiffSide& side) {
  std::vector<const meshconfig::Carrier*> carriers;
  for (const meshconfig::Carrier& carrier : side.carriers) {
    if (carrier.status != kSuperseded) carriers.push_back(&carrier);
  }
  std::ranges::stable_sort(carriers, {}, [](const auto* carrier) { return meshconfig::rank_of(*carrier); });
  return carriers;
}

// The images of mesh-config.json are made of the registry and the tag, which cannot be read back from them.
bool can_hold(const meshconfig::Carrier& carrier, const std::string& name) {
  const releases::ConfigField* field = releases::config_field(name);
  switch (carrier.layout) {
    case Layout::kValues:
      return true;
    case Layout::kMeshConfigV1:
      return field != nullptr && !field->mesh_config.empty() && !name.starts_with("registry.");
    case Layout::kMeshConfigV2:
      return field != nullptr && !field->static_config.empty();
    case Layout::kResource:
      return field != nullptr && !field->resource.empty();
    case Layout::kObject:
      return false;
  }
  return false;
}

diff::SettingValue setting_value(const std::string& pointer, const meshconfig::Setting& setting) {
  diff::SettingValue value;
  value.name = meshconfig::dotted(pointer);
  value.value = setting.value;
  const diff::PathStep step{value.name.substr(value.name.rfind('.') + 1), {}, false};
  value.secret =
      meshconfig::is_secret(Layout::kValues, pointer) ||
      (setting.value.is_structured() && diff::holds_secret({}, std::span(&step, 1), setting.value));
  value.location = setting.where;
  value.origin = meshconfig::display_name(*setting.carrier);
  const releases::ConfigField* field = meshconfig::field_at(pointer);
  const Json usual = field == nullptr ? Json() : meshconfig::default_of(nullptr, *field);
  if (!usual.is_null()) {
    value.default_value = usual;
  } else if (is_empty(setting.value)) {
    value.default_value = setting.value;
  }
  return value;
}

meshconfig::Settings merged_settings(const DiffSide& side, std::vector<base::Finding>& findings) {
  meshconfig::Settings settings;
  for (const meshconfig::Carrier* carrier : carriers_by_rank(side)) {
    for (auto& [pointer, setting] : meshconfig::read_settings(*carrier, carrier->settings, findings)) {
      const auto [found, is_new] = settings.try_emplace(pointer, setting);
      if (is_new) continue;
      if (found->second.rank == setting.rank && found->second.value != setting.value) {
        findings.push_back(meshconfig::finding_of(
            meshconfig::kCarriersContradict, pointer, setting,
            meshconfig::dotted(pointer) + " is " + meshconfig::shown_value(pointer, setting) + " here and " +
                meshconfig::shown_value(pointer, found->second) + " in " + meshconfig::origin(found->second) +
                ": the later input wins"));
      }
      found->second = setting;
    }
  }
  return settings;
}

// A request to the mesh's API changes some settings and says nothing of the others.
bool says_all(const meshconfig::Carrier& carrier, const std::string& name) {
  const bool is_request =
      carrier.kind == meshconfig::CarrierKind::kMeshctlConfig && !carrier.settings_at.empty();
  return !is_request && can_hold(carrier, name);
}

}  // namespace

void convert_side(const DiffSide& side, const convert::Target* target, ComparedSide& compared) {
  const std::deque<model::Resource>& resources = side.resources.all();
  const bool ports = std::ranges::any_of(
      resources, [](const model::Resource& resource) { return convert::has_route_ports(resource.ref); });
  const auto stays = [ports](convert::Glance glance) {
    return glance == convert::Glance::kStays || (glance == convert::Glance::kStaysWithoutPorts && !ports);
  };
  std::optional<convert::Lookup> lookup;  // looks at all objects: made when the first one needs it
  compared.entries.reserve(resources.size());
  for (std::size_t i = 0; i < resources.size(); ++i) {
    const model::Resource& resource = resources[i];
    if (target == nullptr || stays(side.glances[i])) {
      compared.entries.push_back({&resource, &resource});
      continue;
    }
    if (!lookup) lookup.emplace(side.resources);
    convert::Outcome outcome = convert::convert(resource, *target, {}, *lookup);
    std::ranges::copy_if(
        outcome.findings, std::back_inserter(compared.findings),
        [](const base::Finding& finding) { return finding.severity > base::Severity::kInfo; });
    if (outcome.loss == Loss::kNone || outcome.loss == Loss::kImpossible) {
      compared.entries.push_back({&resource, &resource});
      continue;
    }
    ++compared.converted;
    for (Json& object : outcome.objects) {
      base::ResourceRef ref = model::reference_of(object);
      compared.made.push_back({std::move(ref), std::move(object), resource.map, resource.location});
      compared.entries.push_back({&compared.made.back(), &resource});
    }
  }
}

std::vector<diff::Entry> written_entries(const DiffSide& side) {
  std::vector<diff::Entry> entries;
  for (const model::Resource& resource : side.resources.all()) {
    entries.push_back({&resource, &resource});
  }
  for (const model::Resource& resource : side.documents) {
    entries.push_back({&resource, &resource});
  }
  return entries;
}

std::vector<diff::SettingValue> settings_of(const DiffSide& side, std::vector<base::Finding>& findings) {
  std::vector<diff::SettingValue> values;
  for (const auto& [pointer, setting] : merged_settings(side, findings)) {
    values.push_back(setting_value(pointer, setting));
  }
  return values;
}

std::vector<std::string> take_not_held(std::vector<diff::SettingValue>& settings, const DiffSide& other,
                                       const std::vector<diff::SettingValue>& others) {
  const auto carriers = carriers_by_rank(other);
  // A placeholder stands for a value that was left out, so it is none to compare with.
  std::set<std::string> left_out;
  for (const diff::SettingValue& setting : others) {
    if (setting.secret && meshconfig::is_placeholder(setting.value)) left_out.insert(setting.name);
  }
  const auto held = [&](const diff::SettingValue& setting) {
    return !left_out.contains(setting.name) && std::ranges::any_of(carriers, [&](const auto* carrier) {
      return can_hold(*carrier, setting.name);
    });
  };
  std::vector<std::string> names;
  const auto rest = std::stable_partition(settings.begin(), settings.end(), held);
  std::transform(rest, settings.end(), std::back_inserter(names),
                 [](const diff::SettingValue& setting) { return setting.name; });
  settings.erase(rest, settings.end());
  return names;
}

std::vector<std::string> carrier_names(const DiffSide& side) {
  std::vector<std::string> names;
  for (const meshconfig::Carrier* carrier : carriers_by_rank(side)) {
    names.push_back(meshconfig::display_name(*carrier));
  }
  return names;
}

// As the comparison of settings has it: of two carriers the later one counts, and what none says is the
// default.
std::optional<std::string> access_mode_of(const DiffSide& side) {
  if (side.carriers.empty()) return std::nullopt;
  std::vector<base::Finding> reported_by_settings;
  const meshconfig::Settings settings = merged_settings(side, reported_by_settings);
  const std::string pointer = releases::pointer_of(kAccessMode);
  if (const auto found = settings.find(pointer); found != settings.end()) {
    return found->second.value.is_string() ? std::optional(found->second.value.get<std::string>())
                                           : std::nullopt;
  }
  const auto carriers = carriers_by_rank(side);
  const bool said = std::ranges::any_of(
      carriers, [](const auto* carrier) { return says_all(*carrier, std::string(kAccessMode)); });
  const releases::ConfigField* field = meshconfig::field_at(pointer);
  const Json usual = said && field != nullptr ? meshconfig::default_of(nullptr, *field) : Json();
  return usual.is_string() ? std::optional(usual.get<std::string>()) : std::nullopt;
}

}  // namespace nsmkit::cli
