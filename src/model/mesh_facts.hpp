#pragma once

#include <optional>
#include <string>

#include "base/finding.hpp"

namespace nsmkit::model {

/// One setting of the mesh's configuration and where it stands.
struct MeshFact {
  std::string value;
  base::Location location;
};

/// What the mesh configuration among the inputs says, as far as rules about policies need it. A setting that
/// no input holds is absent: rules then say nothing about it.
struct MeshFacts {
  std::optional<MeshFact> access_control_mode;    ///< "allow" or "deny"
  std::optional<MeshFact> load_balancing_method;  ///< e.g. "least_time", "random two least_time"
};

}  // namespace nsmkit::model
