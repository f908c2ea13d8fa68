#include <algorithm>
#include <array>
#include <string>

#include "base/pointer.hpp"
#include "meshconfig/names.hpp"
#include "meshconfig/readers.hpp"
#include "model/resource.hpp"

namespace nsmkit::meshconfig {

namespace {

constexpr std::string_view kMeshGroup = "nsm.nginx.com";

// Names of mesh-config.json that tell it from Helm values and from anything else.
constexpr std::array kMeshctlNames{"loadBalancingMethod", "isAutoInjectEnabled", "isUDPEnabled",
                                   "autoInjectorPort",    "registryKeyName",     "mtlsMode",
                                   "sidecarImage",        "sidecarInitImage",    "injection"};
constexpr std::ptrdiff_t kEnough = 2;

bool is_runtime_config(const Json& document) {
  const auto own = std::count_if(kMeshctlNames.begin(), kMeshctlNames.end(),
                                 [&document](const char* name) { return document.contains(name); });
  std::size_t known = 0;
  for (const auto& member : document.items()) {
    known += is_mesh_config_name(member.key()) ? 1U : 0U;
  }
  const bool has_mode = document.contains("accessControlMode");
  return own + (has_mode ? 1 : 0) >= kEnough && own > 0 && known * 2 >= document.size();
}

// meshconfig.json: what of its registry is not in the Helm values.
bool is_static_config(const Json& document) {
  return document.contains("nginxLBMethod") && (base::find(document, "/registry/sidecarImage") != nullptr ||
                                                base::find(document, "/registry/registryKeyName") != nullptr);
}

// The body of a PATCH request to the mesh's API. Source: v1.7.0:api/mesh.yaml.
bool is_patch(const Json& document) {
  const std::string* op = text_at(document, "/op");
  const Json* field = base::find(document, "/field");
  if (op == nullptr || (*op != "add" && *op != "replace") || document.size() != 2) return false;
  if (field == nullptr || !field->is_object() || field->empty()) return false;
  const auto& members = field->items();
  return std::all_of(members.begin(), members.end(),
                     [](const auto& member) { return is_mesh_config_name(member.key()); });
}

bool is_mesh_group(const Json& document) {
  const std::string* version = text_at(document, "/apiVersion");
  return version == nullptr || model::split_api_version(*version).group == kMeshGroup;
}

bool is_set(const Json& document, const char* name) {
  const auto found = document.find(name);
  return found != document.end() && !found->is_null();
}

std::optional<CarrierKind> kind_of_object(const Json& document) {
  const std::string* kind = text_at(document, "/kind");
  if (kind == nullptr) return std::nullopt;
  if (is_helm_storage(document)) {
    return may_be_mesh_release(document) ? std::optional(CarrierKind::kHelmRelease) : std::nullopt;
  }
  if (*kind == "ConfigMap") {
    return find_config_map_entry(document) ? std::optional(CarrierKind::kConfigMap) : std::nullopt;
  }
  if (*kind == "Namespace") {
    return is_marked_namespace(document) ? std::optional(CarrierKind::kNamespace) : std::nullopt;
  }
  return find_marked_pod(document) ? std::optional(CarrierKind::kWorkload) : std::nullopt;
}

}  // namespace

bool is_mesh_config(const Json& document) {
  const std::string* kind = text_at(document, "/kind");
  if (kind != nullptr) return *kind == "MeshConfig" && is_mesh_group(document);
  return !is_set(document, "kind") && text_at(document, "/spec/meshConfigClassName") != nullptr &&
         is_mesh_group(document);
}

std::optional<RuntimePlace> find_runtime_config(const Json& document) {
  if (!document.is_object()) return std::nullopt;
  if (is_patch(document)) return RuntimePlace{"/field", Layout::kMeshConfigV1};
  if (is_static_config(document)) return RuntimePlace{"", Layout::kMeshConfigV2};
  if (is_runtime_config(document)) return RuntimePlace{"", Layout::kMeshConfigV1};
  return std::nullopt;
}

std::optional<CarrierKind> recognise(const Json& document) {
  if (!document.is_object()) return std::nullopt;
  if (is_mesh_config(document)) return CarrierKind::kMeshConfig;
  if (is_set(document, "kind") || is_set(document, "apiVersion")) return kind_of_object(document);
  if (find_runtime_config(document)) return CarrierKind::kMeshctlConfig;
  return find_values(document) ? std::optional(CarrierKind::kHelmValues) : std::nullopt;
}

}  // namespace nsmkit::meshconfig
