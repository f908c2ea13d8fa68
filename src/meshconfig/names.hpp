#pragma once

#include <string_view>

namespace nsmkit::meshconfig {

/// Whether the mesh's Helm values have a member of this name at their top, in any release.
[[nodiscard]] bool is_values_name(std::string_view name);

/// Whether `section` of the values ("mtls") has a member of this name.
[[nodiscard]] bool is_values_name(std::string_view section, std::string_view name);

/// Whether mesh-config.json (releases up to 1.7.0) has a member of this name at its top.
[[nodiscard]] bool is_mesh_config_name(std::string_view name);

}  // namespace nsmkit::meshconfig
