#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"
#include "base/json.hpp"
#include "model/resource.hpp"
#include "yaml/source_map.hpp"

namespace nsmkit::meshconfig {

/// The forms in which a mesh's configuration comes to hand. Each is recognised by its content.
enum class CarrierKind : std::uint8_t {
  kHelmValues,     ///< a values file, or what `helm get values` prints
  kConfigMap,      ///< mesh-config (mesh-config.json, up to 1.7.0) or meshconfig (meshconfig.json, 2.0.0)
  kMeshctlConfig,  ///< what `nginx-meshctl config` prints: the content of mesh-config.json; also the body of
                   ///< a request that changes it
  kMeshConfig,     ///< the MeshConfig object of 2.0.0
  kHelmRelease,    ///< a Secret (or ConfigMap) sh.helm.release.v1.*
  kDeployCommand,  ///< the arguments of `nginx-meshctl deploy`
  kWorkload,       ///< an object with a Pod template (or a Pod) that carries marks of the mesh
  kNamespace,      ///< a Namespace with the injection label
};

/// In what layout the settings of a carrier are written.
enum class Layout : std::uint8_t {
  kValues,        ///< Helm values; also Helm release Secrets and deploy commands
  kMeshConfigV1,  ///< mesh-config.json of releases up to 1.7.0
  kMeshConfigV2,  ///< meshconfig.json of 2.0.0: what cannot be changed while the mesh runs
  kResource,      ///< a MeshConfig object
  kObject,        ///< workloads and Namespaces: labels and annotations
};

/// One carrier of configuration and where it stands.
struct Carrier {
  CarrierKind kind = CarrierKind::kHelmValues;
  Layout layout = Layout::kValues;
  base::Location location;
  base::ResourceRef ref;  ///< empty for what is no Kubernetes object

  Json document;        ///< the document as it was read
  yaml::SourceMap map;  ///< of `document`
  std::string
      encoded_at;  ///< pointer in `document` to the text that `settings` was decoded from; empty: none
  std::string settings_at;   ///< pointer in `document` under which `settings` stand, when not encoded
  std::string template_at;   ///< of a workload: pointer in `document` to the Pod template; empty for a Pod
  std::string mesh_release;  ///< release named by the carrier itself (chart version, image tag); empty: none
  std::string mesh_namespace;  ///< of the mesh's control plane, where the carrier names it; empty: none
  std::string status;          ///< of a Helm release: "deployed", "superseded", ...; empty: none
  bool with_defaults = false;  ///< `helm get values --all`: the chart's defaults are among the settings, too
  Json settings;               ///< in `layout`; for a MeshConfig and for objects the whole document
  Json defaults;               ///< of a Helm release Secret: the chart's own values; otherwise null
  std::vector<base::Location> flag_places;  ///< of a deploy command: where each of `flag_paths` stands
  std::vector<std::string> flag_paths;      ///< dotted paths set by the arguments, as many as flag_places;
                                            ///< one that names a file is not in `settings`

  /// Where the value at `pointer` in `settings` stands: exactly, or, where the settings were encoded, the
  /// text they were decoded from.
  [[nodiscard]] base::Location place(std::string_view pointer) const;

  /// As place(), of the key.
  [[nodiscard]] base::Location key_place(std::string_view pointer) const;
};

/// What the user calls it: "Helm values", "ConfigMap nginx-mesh/mesh-config", ...
[[nodiscard]] std::string display_name(const Carrier& carrier);

/// The kind of carrier that a document is, by its content; nothing when it is none.
[[nodiscard]] std::optional<CarrierKind> recognise(const Json& document);

/// Whether a text holds the command line of `nginx-meshctl deploy`, or its arguments alone.
[[nodiscard]] bool looks_like_deploy_command(std::string_view text);

/// Reads the carrier in a document; nothing when the document is none. What cannot be read in it (base64,
/// gzip, JSON) is reported into `findings`, without its content, and gives nothing.
[[nodiscard]] std::optional<Carrier> read_carrier(model::Resource&& document,
                                                  std::vector<base::Finding>& findings);

/// Reads the arguments of `nginx-meshctl deploy` from a text as a shell would split it (quotes, backslashes,
/// continued lines, comments). Unknown flags and values that cannot be read are findings.
[[nodiscard]] Carrier read_deploy_command(std::string_view text, const std::string& file,
                                          std::vector<base::Finding>& findings);

}  // namespace nsmkit::meshconfig
