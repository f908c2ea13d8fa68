#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"
#include "base/json.hpp"
#include "meshconfig/carrier.hpp"
#include "releases/config_fields.hpp"

namespace nsmkit::meshconfig {

/// When the settings of a carrier were made. Later ones tell more of what the mesh does.
enum class Rank : std::uint8_t {
  kInstalled,  ///< what the chart made of the values at the last installation
  kDeploy,     ///< what the user gives to Helm or nginx-meshctl
  kRuntime,    ///< what the mesh runs with
};

/// One setting and where it came from.
struct Setting {
  Json value;
  base::Location where;
  const Carrier* carrier = nullptr;  ///< null: made by the migration itself
  Rank rank = Rank::kDeploy;
  std::string written_as;  ///< its dotted path in the carrier, where that differs from the one in the values
};

/// Settings by their JSON pointer in the Helm values ("/mtls/caTTL"). An object is held as its members; only
/// an empty one stands for itself. The switches of automatic injection are held under their newest names.
using Settings = std::map<std::string, Setting>;

[[nodiscard]] Rank rank_of(const Carrier& carrier);

/// Reads `settings` (the carrier's own, or those that were left of them) into the neutral form. Nulls count
/// as absent, as for Helm. What has the wrong shape, or no place in the values, is a finding.
[[nodiscard]] Settings read_settings(const Carrier& carrier, const Json& settings,
                                     std::vector<base::Finding>& findings);

/// The dotted path of a pointer in the values: "/mtls/caTTL" gives "mtls.caTTL".
[[nodiscard]] std::string dotted(std::string_view pointer);

/// The field that stands at this pointer in the values; null when there is none.
[[nodiscard]] const releases::ConfigField* field_at(std::string_view pointer);

/// Whether `pointer` is `parent` or stands below it.
[[nodiscard]] bool is_within(std::string_view pointer, std::string_view parent);

/// Sets the value at a JSON pointer; what stands in the way and is no object gives way.
void put(Json& object, std::string_view pointer, Json value);

/// "ConfigMap nginx-mesh/mesh-config, cm.yaml:3:21", for messages.
[[nodiscard]] std::string origin(const Setting& setting);

/// The setting's value for a message; never a secret.
[[nodiscard]] std::string shown_value(std::string_view pointer, const Setting& setting);

/// A finding of `rule` about the setting at `pointer`, where the setting stands.
[[nodiscard]] base::Finding finding_of(const base::RuleInfo& rule, std::string_view pointer,
                                       const Setting& setting, std::string message);

}  // namespace nsmkit::meshconfig
