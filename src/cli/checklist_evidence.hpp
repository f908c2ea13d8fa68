#pragma once

#include "checklist/evidence.hpp"
#include "checklist/planner.hpp"
#include "cli/mesh_files.hpp"

namespace nsmkit::cli {

/// What the files say of the mesh. `request` tells what the user said, for the deploy command that is made
/// of the configuration; contradictions are not its matter.
[[nodiscard]] checklist::MeshEvidence collect_evidence(const MeshFiles& input,
                                                       const checklist::Request& request);

}  // namespace nsmkit::cli
