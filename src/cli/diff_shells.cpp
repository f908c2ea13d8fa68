#include "cli/diff_shells.hpp"

#include <map>
#include <string>
#include <tuple>

#include "base/pointer.hpp"
#include "releases/config_fields.hpp"

namespace nsmkit::cli {

namespace {

using meshconfig::CarrierKind;

using Name = std::tuple<std::string, std::string, std::string>;

// Takes out what stands at the pointer, and what holds nothing else.
void take_out(Json& object, const std::string& pointer) {
  Json::json_pointer place(pointer);
  while (!place.empty() && object.contains(place)) {
    const Json::json_pointer parent = place.parent_pointer();
    object[parent].erase(place.back());
    if (!object[parent].empty()) return;
    place = parent;
  }
}

// What is none of the settings that a ConfigMap of the mesh holds.
Json unknown_settings(const meshconfig::Carrier& carrier) {
  Json rest = carrier.settings;
  const bool is_static = carrier.layout == meshconfig::Layout::kMeshConfigV2;
  for (const releases::ConfigField& field : releases::config_fields()) {
    if (is_static && !field.static_config.empty()) take_out(rest, field.static_config);
    for (const std::string& pointer : field.mesh_config) {
      if (!is_static) take_out(rest, pointer);
    }
  }
  for (const releases::MeshConfigOnlyField& field :
       is_static ? releases::static_config_only_fields() : releases::mesh_config_only_fields()) {
    take_out(rest, field.pointer);
  }
  return rest.is_object() ? rest : Json::object();
}

Json shell_of(const meshconfig::Carrier& carrier) {
  Json object = carrier.document;
  if (carrier.kind == CarrierKind::kMeshConfig) {
    for (const releases::ConfigField& field : releases::config_fields()) {
      if (!field.resource.empty()) take_out(object, field.resource);
    }
  } else if (!carrier.encoded_at.empty()) {
    const Json rest = unknown_settings(carrier);
    take_out(object, carrier.encoded_at);
    if (!rest.empty()) object[Json::json_pointer(carrier.encoded_at)] = rest;
  }
  return object;
}

bool has_shell(const meshconfig::Carrier& carrier) {
  return !carrier.ref.kind.empty() && !carrier.ref.name.empty() &&
         (carrier.kind == CarrierKind::kMeshConfig || carrier.kind == CarrierKind::kConfigMap);
}

std::map<Name, const meshconfig::Carrier*> carriers_by_name(const DiffSide& side) {
  std::map<Name, const meshconfig::Carrier*> carriers;
  for (const meshconfig::Carrier& carrier : side.carriers) {
    if (has_shell(carrier)) {
      carriers.emplace(Name(carrier.ref.kind, carrier.ref.name_space, carrier.ref.name), &carrier);
    }
  }
  return carriers;
}

}  // namespace

std::pair<std::vector<diff::Entry>, std::vector<diff::Entry>> shells_of(const DiffSide& before,
                                                                        const DiffSide& after,
                                                                        std::deque<model::Resource>& made) {
  const auto others = carriers_by_name(after);
  std::pair<std::vector<diff::Entry>, std::vector<diff::Entry>> shells;
  const auto add = [&made](const meshconfig::Carrier& carrier, std::vector<diff::Entry>& entries) {
    made.push_back({carrier.ref, shell_of(carrier), carrier.map, carrier.location});
    entries.push_back({&made.back(), &made.back()});
  };
  for (const auto& [name, carrier] : carriers_by_name(before)) {
    if (const auto other = others.find(name); other != others.end()) {
      add(*carrier, shells.first);
      add(*other->second, shells.second);
    }
  }
  return shells;
}

}  // namespace nsmkit::cli
