#pragma once

#include <string>
#include <vector>

#include "base/finding.hpp"
#include "cli/mesh_files.hpp"
#include "meshconfig/migrate.hpp"

namespace nsmkit::cli {

/// A file that carrying a configuration to another release gives.
struct MigratedFile {
  std::string name;  ///< with `/`: values.yaml, workloads/cart.yaml
  std::string text;
};

/// values.yaml, deploy.sh, meshconfig.yaml, label-namespaces.sh and what they refer to, as far as they apply.
[[nodiscard]] std::vector<MigratedFile> migrated_files(const meshconfig::Migration& migration);

/// Adds manifests whose annotations the target no longer reads, changed as little as can be. False when one
/// of them could not be; a finding says why. Throws base::Error (wrong usage) when two would have one name.
bool add_workloads(const MeshFiles& input, const releases::Release& to, std::vector<MigratedFile>& files,
                   std::vector<base::Finding>& findings);

}  // namespace nsmkit::cli
