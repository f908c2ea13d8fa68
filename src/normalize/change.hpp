#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"

namespace nsmkit::normalize {

/// One member taken out of an object. Removals of one object are in the order in which they apply.
struct Change {
  std::string pointer;  ///< JSON pointer (RFC 6901)
};

/// The changes as a JSON Patch (RFC 6902): applied to the input object it gives the output object.
[[nodiscard]] Json json_patch(const std::vector<Change>& changes);

}  // namespace nsmkit::normalize
