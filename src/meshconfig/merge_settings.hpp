#pragma once

#include <span>
#include <vector>

#include "meshconfig/migrate.hpp"
#include "meshconfig/settings.hpp"

namespace nsmkit::meshconfig {

/// What the carriers say, each read into the neutral form, with what stays of it once tracing is stripped.
struct CarrierSettings {
  const Carrier* carrier = nullptr;
  Settings settings;
};

/// What the chart of a release has for a field; null when it has nothing. Without a release: of the newest
/// that reads the field.
[[nodiscard]] Json default_of(const releases::Release* release, const releases::ConfigField& field);

/// Merges all settings into those that the target shall have. Running values win over deployed ones where
/// they could be changed while the mesh ran; whatever differs is a finding. Running values that equal the
/// chart's default are left out, unless the target's default differs.
[[nodiscard]] Settings merge_settings(std::span<const CarrierSettings> all, const MigrateOptions& options,
                                      std::vector<base::Finding>& findings);

}  // namespace nsmkit::meshconfig
