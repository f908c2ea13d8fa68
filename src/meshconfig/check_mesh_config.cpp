#include <algorithm>
#include <set>

#include "base/pointer.hpp"
#include "base/text.hpp"
#include "meshconfig/check_parts.hpp"
#include "meshconfig/check_value.hpp"
#include "meshconfig/unread.hpp"
#include "meshconfig/values_schema.hpp"

namespace nsmkit::meshconfig {

namespace {

// Pointers at which the carrier's layout may hold a setting; the first that is there counts.
std::vector<std::string> places_of(const CheckScope& scope, const releases::ConfigField& field) {
  if (scope.carrier().layout == Layout::kMeshConfigV1) return field.mesh_config;
  return field.static_config.empty() ? std::vector<std::string>() : std::vector{field.static_config};
}

// A list of namespaces and a switch are held twice, at the top and below injection: each pair once.
void check_read(CheckScope& scope) {
  ReportedPlaces reported;
  std::set<std::string> seen;
  for (const auto& field : releases::config_fields()) {
    const auto places = places_of(scope, field);
    const bool known = std::any_of(places.begin(), places.end(),
                                   [&seen](const std::string& each) { return seen.contains(each); });
    const auto place = std::find_if(places.begin(), places.end(),
                                    [&scope](const std::string& each) { return scope.at(each) != nullptr; });
    if (place == places.end() || known || releases::reads(scope.to(), field)) continue;
    const Json& value = *scope.at(*place);
    // What the chart writes of itself says nothing about the user.
    if (!is_blank(value) && !report_unless_read(scope, field, *place, value, reported)) {
      seen.insert(places.begin(), places.end());
    }
  }
}

void check_fields(CheckScope& scope, const Json& schema) {
  for (const auto& field : releases::config_fields()) {
    const Json* rules = field_schema(schema, field.path);
    const auto found = scope.setting(field.path);
    if (rules == nullptr || !found || found->value->is_null() || !releases::reads(scope.to(), field)) {
      continue;
    }
    // Image references are made of two settings and are neither.
    if (scope.carrier().layout == Layout::kMeshConfigV1 && field.path.starts_with("registry.")) continue;
    if (check_value(scope, *rules, field.path, found->pointer, *found->value) && found->value->is_array()) {
      const Json* items = keyword(*rules, "items");
      for (std::size_t i = 0; items != nullptr && i < found->value->size(); ++i) {
        check_value(scope, *items, field.path, found->pointer + "/" + std::to_string(i), (*found->value)[i]);
      }
    }
  }
}

/// Names that may stand in the object at `parent` of a mesh configuration, in any release; none where the
/// members are not known.
std::set<std::string> known_names(const CheckScope& scope, const std::string& parent) {
  std::set<std::string> names;
  const auto add = [&](const std::string& place) {
    if (place.starts_with(parent + "/")) {
      const std::string rest = place.substr(parent.size() + 1);
      names.insert(rest.substr(0, rest.find('/')));
    }
  };
  for (const auto& field : releases::config_fields()) {
    for (const std::string& place : places_of(scope, field)) {
      add(place);
    }
  }
  const bool is_static = scope.carrier().layout == Layout::kMeshConfigV2;
  for (const auto& field :
       is_static ? releases::static_config_only_fields() : releases::mesh_config_only_fields()) {
    add(field.pointer);
  }
  return names;
}

void check_unknown(CheckScope& scope, const std::string& parent, const Json& object) {
  const auto known = known_names(scope, parent);
  if (known.empty()) return;
  const std::vector<std::string_view> names(known.begin(), known.end());
  for (const auto& [name, value] : object.items()) {
    std::string place = parent;
    base::append_token(place, name);
    if (!known.contains(name)) {
      const auto near = base::nearest(name, names);
      scope.report_key(kConfigUnknown, place,
                       "no release of the mesh reads " + scope.path(place) + " of its configuration",
                       near ? "Did you mean " + std::string(*near) + "?" : "");
    } else if (value.is_object()) {
      check_unknown(scope, place, value);
    }
  }
}

}  // namespace

void check_mesh_config(CheckScope& scope) {
  if (!scope.settings().is_object()) {
    scope.report(kConfigType, "", "the mesh configuration is no mapping", "Export it again.");
    return;
  }
  check_read(scope);
  check_unknown(scope, "", scope.settings());
  const Json* schema = releases::values_schema(scope.to());
  if (schema == nullptr) {
    scope.report(kConfigUnchecked, "", scope.release() + " had no Helm chart; its fields are not known");
    return;
  }
  check_fields(scope, *schema);
  check_mesh_config_together(scope);
}

}  // namespace nsmkit::meshconfig
