#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"
#include "base/json.hpp"
#include "meshconfig/carrier.hpp"

namespace nsmkit::meshconfig {

/// The readers behind read_carrier(), one for each form. The parts of a carrier that every reader fills in
/// are `layout`, `settings` and where they stand; `document` and `map` are set before.

/// The member of a document at `pointer` when it is a string; otherwise null.
[[nodiscard]] const std::string* text_at(const Json& document, std::string_view pointer);

/// The tag of an image reference: "host:5000/nsm/sidecar:1.6.0@sha256:..." gives "1.6.0"; empty: none.
[[nodiscard]] std::string image_tag(std::string_view image);

/// A finding of kCarrierUnreadable: "the text of data.x " and the fault.
[[nodiscard]] base::Finding unreadable(const Carrier& carrier, const std::string& pointer,
                                       const std::string& fault);

/// Where Helm values stand in a document: at its top, below the headers that `helm get values` prints, or,
/// for an umbrella chart, below the name of the mesh's chart.
struct ValuesPlace {
  std::string settings_at;
  bool with_defaults = false;
};

/// Where the Helm values of a mesh stand in a document without apiVersion and kind; nothing when it holds
/// none.
[[nodiscard]] std::optional<ValuesPlace> find_values(const Json& document);
void read_values(Carrier& carrier, const ValuesPlace& place);

/// What a document without apiVersion and kind holds of the mesh's runtime configuration.
struct RuntimePlace {
  std::string settings_at;
  Layout layout = Layout::kMeshConfigV1;
};

[[nodiscard]] std::optional<RuntimePlace> find_runtime_config(const Json& document);
void read_runtime_config(Carrier& carrier, const RuntimePlace& place);

/// The entry of a ConfigMap in which the mesh keeps its configuration.
struct ConfigMapEntry {
  std::string pointer;
  Layout layout = Layout::kMeshConfigV1;
  bool is_base64 = false;
};

/// The entry, recognised by its key; nothing when the ConfigMap has none.
[[nodiscard]] std::optional<ConfigMapEntry> find_config_map_entry(const Json& document);

/// The content of the entry; on a fault, no object and why.
[[nodiscard]] Json decode_config_map(const Json& document, const ConfigMapEntry& entry, std::string& fault);

/// False when the content cannot be read, which is then a finding.
[[nodiscard]] bool read_config_map(Carrier& carrier, const ConfigMapEntry& entry,
                                   std::vector<base::Finding>& findings);

/// Whether the object is one in which Helm stores a release, of whatever chart.
[[nodiscard]] bool is_helm_storage(const Json& document);

/// Whether that release is one of the mesh's chart. True also when it cannot be read.
[[nodiscard]] bool may_be_mesh_release(const Json& document);

/// False when the release is one of another chart, or cannot be read, which is then a finding.
[[nodiscard]] bool read_helm_release(Carrier& carrier, std::vector<base::Finding>& findings);

/// Pointer to the Pod template (or Pod, or Namespace) that carries a mark of the mesh; nothing when none
/// does.
[[nodiscard]] std::optional<std::string> find_marked_pod(const Json& document);
[[nodiscard]] bool is_marked_namespace(const Json& document);

/// Whether the object is a MeshConfig, also without apiVersion and kind, as `nginx-meshctl config` may print
/// it.
[[nodiscard]] bool is_mesh_config(const Json& document);

}  // namespace nsmkit::meshconfig
