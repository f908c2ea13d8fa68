#include "meshconfig/to_resource.hpp"

#include <cmath>

#include "base/pointer.hpp"

namespace nsmkit::meshconfig {

namespace {

constexpr const char* kName = "nginx-mesh-config";

std::string class_name(std::span<const Carrier> carriers, const MigrateOptions& options) {
  for (const Carrier& carrier : carriers) {
    const Json* name = carrier.layout == Layout::kResource
                           ? base::find(carrier.settings, "/spec/meshConfigClassName")
                           : nullptr;
    if (name != nullptr && name->is_string() && !name->get_ref<const std::string&>().empty()) {
      return name->get<std::string>();
    }
  }
  return options.mesh_namespace + "-meshconfig-class";
}

// The API wants a whole number as an integer.
Json as_integer(const Json& value) {
  if (!value.is_number_float()) return value;
  const double number = value.get<double>();
  const bool whole = std::nearbyint(number) == number && std::abs(number) < 1e9;
  return whole ? Json(static_cast<std::int64_t>(number)) : value;
}

bool is_empty_text(const Json& value) {
  return value.is_string() && value.get_ref<const std::string&>().empty();
}

Json spec_of(const Settings& settings, const MigrateOptions& options) {
  Json object = {{"spec", {{"telemetry", Json::object()}}}};
  for (const releases::ConfigField& field : releases::config_fields()) {
    if (field.resource.empty() || field.type == "object") continue;
    const auto found = settings.find(releases::pointer_of(field.path));
    // Telemetry has no defaults while it is off.
    const bool has_default = field.tracing == releases::Tracing::kNone;
    const Json value = found != settings.end() ? found->second.value
                       : has_default           ? default_of(options.to, field)
                                               : Json();
    if (!value.is_null() && !is_empty_text(value)) {
      put(object, field.resource, as_integer(value));
    }
  }
  return std::move(object["spec"]);
}

}  // namespace

Json to_values(const Settings& settings) {
  Json values = Json::object();
  for (const auto& [pointer, setting] : settings) {
    put(values, pointer, setting.value);
  }
  return values;
}

std::optional<Json> to_resource(const Settings& settings, std::span<const Carrier> carriers,
                                const MigrateOptions& options) {
  const releases::CrdSet* set = releases::catalog().crd_set(*options.to);
  if (set == nullptr || !releases::has_mesh_config_resource(*options.to)) return std::nullopt;
  const auto kinds = set->by_kind("MeshConfig");
  if (kinds.empty()) return std::nullopt;
  Json object = {{"apiVersion", kinds.front()->api_version()},
                 {"kind", "MeshConfig"},
                 {"metadata",
                  {{"name", kName},
                   {"namespace", options.mesh_namespace},
                   {"labels", {{"app.kubernetes.io/part-of", "nginx-service-mesh"}}}}},
                 {"spec", spec_of(settings, options)}};
  object["spec"]["meshConfigClassName"] = class_name(carriers, options);
  if (kinds.front()->scope == releases::Scope::kCluster) {
    object["metadata"].erase("namespace");
  }
  return object;
}

}  // namespace nsmkit::meshconfig
