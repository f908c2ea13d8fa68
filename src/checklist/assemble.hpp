#pragma once

#include <string>
#include <vector>

#include "checklist/settle.hpp"

namespace nsmkit::checklist {

/// The plan that removes the mesh and installs it anew. `reason`: why this way; `refusals`: why none in
/// place.
[[nodiscard]] Plan assemble_manual(const Request& request, const MeshEvidence& evidence,
                                   const Settled& settled, const std::string& reason,
                                   const std::vector<RuledOut>& refusals);

/// The plan that upgrades in place from stop to stop, at least two of them.
[[nodiscard]] Plan assemble_in_place(const Request& request, const MeshEvidence& evidence,
                                     const Settled& settled,
                                     const std::vector<const releases::Release*>& stops);

}  // namespace nsmkit::checklist
