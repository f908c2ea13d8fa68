#pragma once

#include <optional>
#include <span>

#include "meshconfig/merge_settings.hpp"

namespace nsmkit::meshconfig {

/// The Helm values that hold these settings.
[[nodiscard]] Json to_values(const Settings& settings);

/// The MeshConfig object that the chart makes of these settings, defaults included; nothing for a target
/// without that kind. The class is named as the chart names it, or as a MeshConfig among the carriers does.
/// Source: v2.0.0:helm-chart/templates/nginx-mesh-controller.yaml
[[nodiscard]] std::optional<Json> to_resource(const Settings& settings, std::span<const Carrier> carriers,
                                              const MigrateOptions& options);

}  // namespace nsmkit::meshconfig
