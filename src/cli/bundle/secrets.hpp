#pragma once

#include "cli/mesh_files.hpp"

namespace nsmkit::cli {

/// Whether a file holds what must not lie around: secrets of the mesh's configuration, objects of kind
/// Secret, private keys.
[[nodiscard]] bool holds_secrets(const MeshFile& file);

}  // namespace nsmkit::cli
