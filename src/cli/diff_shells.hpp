#pragma once

#include <deque>
#include <utility>
#include <vector>

#include "cli/diff_side.hpp"
#include "diff/difference.hpp"

namespace nsmkit::cli {

/// Objects that carry the mesh's configuration without the settings, which are compared by themselves: their
/// labels, other members and fields that are no settings. Only of those that both sides hold; where the
/// configuration lies in another object on each side, that is no difference. `made` holds the objects.
[[nodiscard]] std::pair<std::vector<diff::Entry>, std::vector<diff::Entry>> shells_of(
    const DiffSide& before, const DiffSide& after, std::deque<model::Resource>& made);

}  // namespace nsmkit::cli
