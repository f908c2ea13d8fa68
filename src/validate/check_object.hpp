#pragma once

#include <vector>

#include "base/json.hpp"
#include "releases/crd_set.hpp"
#include "validate/violation.hpp"

namespace nsmkit::validate {

/// What the API server would say to creating one object.
struct ObjectVerdict {
  bool accepted = true;               ///< no violation is a refusal
  std::vector<Violation> violations;  ///< refusals, then dropped and changed fields; see kMaxViolations
  bool mesh_kind = false;             ///< a kind of the mesh or of `set`; others are not looked at
};

/// Checks `object` against the CRDs of `set`: apiVersion and kind, metadata, fields that would be
/// dropped, schema. Fast when there is nothing to say. Safe to call from several threads.
[[nodiscard]] ObjectVerdict check_object(const Json& object, const releases::CrdSet& set,
                                         const SourceText& source_text = {});

}  // namespace nsmkit::validate
