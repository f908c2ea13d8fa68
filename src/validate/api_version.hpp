#pragma once

#include <optional>

#include "base/json.hpp"
#include "releases/crd_set.hpp"
#include "validate/violation.hpp"

namespace nsmkit::validate {

/// Which CRD an object belongs to.
struct ResolvedKind {
  const releases::CrdResource* resource = nullptr;  ///< null when the set does not serve it
  bool mesh_kind = false;                           ///< a kind of the mesh or of the set
  std::optional<Violation> violation;               ///< why there is no resource
};

/// Finds the CRD for an object's apiVersion and kind. A kind that is not the mesh's gives neither
/// resource nor violation, and so does a machine-made one the set does not list.
[[nodiscard]] ResolvedKind resolve_kind(const Json& object, const releases::CrdSet& set);

}  // namespace nsmkit::validate
