#pragma once

#include <span>

#include "base/finding.hpp"
#include "base/json.hpp"
#include "diff/path_glob.hpp"

namespace nsmkit::diff {

/// Whether the scalar that stands at this place of an object is a secret: the data of a Secret and what
/// kubectl keeps of it in an annotation; elsewhere what stands under a name that sounds secret, or beside one
/// ({name: registry.password, value: x}), and a text that shows or sets one. Policies of the mesh hold none.
[[nodiscard]] bool is_secret(const base::ResourceRef& ref, std::span<const PathStep> path, const Json& value);

/// Whether something at this place or below is.
[[nodiscard]] bool holds_secret(const base::ResourceRef& ref, std::span<const PathStep> path,
                                const Json& value);

/// The step to an item of a list: what names it, and its index.
[[nodiscard]] PathStep item_step(const Json& item, std::size_t index);

}  // namespace nsmkit::diff
