#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "base/finding.hpp"
#include "base/json.hpp"
#include "diff/path_glob.hpp"

namespace nsmkit::diff {

/// Whether the scalar that stands at this place of an object is a secret: the data of a Secret and what
/// kubectl keeps of it in an annotation; elsewhere what stands under a name that sounds secret, or beside one
/// ({name: registry.password, value: x}), a secret of the mesh's values, and a text that shows or sets one or
/// is a document that holds one. Policies of the mesh hold none.
[[nodiscard]] bool is_secret(const base::ResourceRef& ref, std::span<const PathStep> path, const Json& value);

/// Whether it is a policy of the mesh, in any of the releases known.
[[nodiscard]] bool is_policy(const base::ResourceRef& ref);

/// Whether something at this place or below is.
[[nodiscard]] bool holds_secret(const base::ResourceRef& ref, std::span<const PathStep> path,
                                const Json& value);

/// Whether what stands at a JSON pointer in an object is a secret by its neighbour: the value beside a name
/// that sounds secret, whatever the list is paired by, and the argument after `--password`.
[[nodiscard]] bool stands_beside_secret_name(const Json& object, std::string_view pointer);
[[nodiscard]] bool follows_secret_flag(const Json& list, std::size_t index);

/// The step to an item of a list: what names it, and its index.
[[nodiscard]] PathStep item_step(const Json& item, std::size_t index);

}  // namespace nsmkit::diff
