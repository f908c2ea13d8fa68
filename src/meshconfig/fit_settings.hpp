#pragma once

#include <span>

#include "meshconfig/merge_settings.hpp"

namespace nsmkit::meshconfig {

/// Takes out of one carrier's settings the addresses of the Prometheus and the tracer that its release
/// brought along: the chart made them of empty ones. Reported where the target brings none.
void drop_bundled(const Carrier& carrier, const MigrateOptions& options, Settings& settings,
                  std::vector<base::Finding>& findings);

/// Leaves out what the target does not read, rewrites lifetimes that it refuses, and sets image tag and
/// registry. Keys that no release knows are kept. Each change is a finding.
void fit_settings(Settings& settings, const MigrateOptions& options, std::vector<base::Finding>& findings);

/// The same for the switches of automatic injection; gives the namespaces that need a label instead, sorted.
[[nodiscard]] std::vector<std::string> fit_injection(Settings& settings, std::span<const Carrier> carriers,
                                                     const MigrateOptions& options,
                                                     std::vector<base::Finding>& findings);

/// Reports what `nginx-meshctl upgrade` needs and does not find in the configuration of the running mesh, and
/// what is missing among the inputs.
void report_upgrade_path(std::span<const Carrier> carriers, const MigrateOptions& options,
                         std::vector<base::Finding>& findings);

/// Reports sidecar images of the running mesh that stand in another registry than the settings name.
void report_sidecar_registry(std::span<const Carrier> carriers, const Settings& settings,
                             const MigrateOptions& options, std::vector<base::Finding>& findings);

}  // namespace nsmkit::meshconfig
