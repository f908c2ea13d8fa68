#pragma once

#include <string_view>
#include <vector>

#include "bundle/manifest.hpp"
#include "cli/config/migrated_files.hpp"
#include "cli/mesh_files.hpp"
#include "meshconfig/migrate.hpp"

namespace nsmkit::cli {

/// The mesh's configuration as a bundle holds it.
struct CarriedConfiguration {
  std::vector<MigratedFile> files;
  std::vector<bundle::ConfigurationEntry> entries;  ///< carriers that were read
  std::vector<bundle::SkippedEntry> skipped;        ///< carriers that could not be
  std::vector<base::Finding> findings;
};

/// Carries the configuration among the inputs to the target, and checks what comes out for the target.
/// Findings about the result name files below config/.
[[nodiscard]] CarriedConfiguration carry_configuration(const MeshFiles& input,
                                                       const meshconfig::MigrateOptions& options);

}  // namespace nsmkit::cli
