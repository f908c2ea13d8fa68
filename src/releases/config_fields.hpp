#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "releases/catalog.hpp"

namespace nsmkit::releases {

/// The two ways of tracing that settings belong to: the NGINX OpenTracing module, or OTLP.
enum class Tracing : std::uint8_t { kNone, kOpenTracing, kOpenTelemetry };

/// One setting of the mesh, named by its path in the Helm values, and where else it stands.
/// Source: schemas/config/fields.json.
struct ConfigField {
  std::string path;         ///< in Helm values, dotted: "mtls.caTTL"
  std::string since;        ///< first release whose values hold it
  std::string until;        ///< last release that reads it; empty: the newest still does
  std::string deprecated;   ///< first release that calls it deprecated; empty: none
  std::string replaced_by;  ///< what to use instead, in words; empty: nothing
  std::string successor;    ///< path of the setting that takes over the same value; empty: none
  std::string flag;         ///< of `nginx-meshctl deploy`, e.g. "--mtls-ca-ttl"; empty: none
  std::vector<std::string>
      mesh_config;            ///< JSON pointers in mesh-config.json (up to 1.7.0); the first counts
  bool negated = false;       ///< mesh-config.json holds the opposite of the values' boolean
  std::string static_config;  ///< JSON pointer in meshconfig.json (2.0.0); empty: not there
  std::string resource;       ///< JSON pointer in a MeshConfig object; empty: not there
  bool runtime = false;       ///< could be changed while the mesh runs, in any release
  bool secret = false;        ///< never to be shown
  bool in_schema = true;      ///< false: templates read it, but the schema of the values does not know it
  Tracing tracing = Tracing::kNone;
  Json default_value;                    ///< of the newest release that reads it; null: none
  std::string type;                      ///< JSON type: "string", "object", ...
  std::vector<std::string> enum_values;  ///< all that is allowed; empty: anything of the type
  std::vector<std::string> carried_by;   ///< targets of `nginx-meshctl upgrade` that take the running value

  Json chart_value;               ///< in the chart's values.yaml; null: not there
  std::string chart_since;        ///< first release whose values.yaml holds it; empty: as `since`
  std::string chart_until;        ///< last one; empty: as `until`
  bool chart_is_release = false;  ///< values.yaml holds the release's own version
};

/// A part of mesh-config.json or meshconfig.json that stands for no Helm value.
struct MeshConfigOnlyField {
  std::string pointer;      ///< JSON pointer; what stands below it belongs to it
  std::string since;        ///< first release that writes it
  std::string until;        ///< last release that writes it; empty: the newest still does
  std::string deprecated;   ///< first release that calls it deprecated; empty: none
  std::string replaced_by;  ///< path in the Helm values of the setting to use instead; empty: none
  std::string meaning;      ///< what it is
};

/// All settings, in the order of the data: parents before their members.
[[nodiscard]] const std::vector<ConfigField>& config_fields();

/// The setting with this path; null when there is none.
[[nodiscard]] const ConfigField* config_field(std::string_view path);

/// The setting that `nginx-meshctl deploy` sets with this flag ("--mtls-ca-ttl"), in the newest release that
/// has the flag; null when there is none.
[[nodiscard]] const ConfigField* config_field_of_flag(std::string_view flag);

/// Parts of mesh-config.json (up to 1.7.0) that stand for no Helm value; /mtlsMode is read as mtls.mode, too.
[[nodiscard]] const std::vector<MeshConfigOnlyField>& mesh_config_only_fields();

/// Parts of meshconfig.json (2.0.0) that stand for no Helm value.
[[nodiscard]] const std::vector<MeshConfigOnlyField>& static_config_only_fields();

/// Whether the release's chart reads the setting.
[[nodiscard]] bool reads(const Release& release, const ConfigField& field);

/// The settings that the release's chart reads, in the order of the data.
[[nodiscard]] std::vector<const ConfigField*> fields_of(const Release& release);

/// Names that stand at the top of the Helm values, in any release.
[[nodiscard]] const std::set<std::string>& known_value_names();

/// What the release's chart has for the setting in its values.yaml; null: nothing.
[[nodiscard]] Json chart_default(const Release& release, const ConfigField& field);

/// Whether `nginx-meshctl upgrade` to this release takes over the value that the mesh runs with. An upgrade
/// with Helm takes over none.
[[nodiscard]] bool meshctl_upgrade_carries(const Release& to, const ConfigField& field);

/// JSON pointer of a dotted path: "mtls.caTTL" gives "/mtls/caTTL".
[[nodiscard]] std::string pointer_of(std::string_view dotted_path);

/// The JSON Schema (draft 7) of the release's Helm values; null for releases before 1.1.0, which had no
/// chart.
[[nodiscard]] const Json* values_schema(const Release& release);

/// Whether the release still reads OpenTracing settings.
[[nodiscard]] bool reads_opentracing(const Release& release);

/// Whether the release knows telemetry settings (OpenTelemetry).
[[nodiscard]] bool reads_telemetry(const Release& release);

/// Whether the release refuses tracing beside telemetry.
[[nodiscard]] bool excludes_tracing_beside_telemetry(const Release& release);

/// Whether the upgrade guide says that settings which are no OpenTelemetry are removed on the way, though the
/// target's software could still read them. `from` may be null: not said; then the release
/// before `to` is meant.
[[nodiscard]] bool guide_removes_opentracing(const Release* from, const Release& to);

/// Whether the release keeps its configuration in a MeshConfig object.
[[nodiscard]] bool has_mesh_config_resource(const Release& release);

/// Whether `release` reads the whole number of hours that caTTL must be, from 24 on, instead of any duration.
[[nodiscard]] bool wants_ca_ttl_in_hours(const Release& release);

}  // namespace nsmkit::releases
