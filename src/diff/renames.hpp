#pragma once

#include <cstdint>
#include <vector>

#include "diff/difference.hpp"

namespace nsmkit::diff {

/// Two objects that are taken for one under another name.
struct Rename {
  std::uint32_t removed = 0;  ///< index into the removed ones
  std::uint32_t added = 0;
  Likeness likeness;
};

/// Finds objects that have another name or namespace on the other side: first those with the same content,
/// then those that name the same and of which many leaves are equal, or of which nearly all are. Those that
/// are about different services never are one, nor those without any content. Candidates come from an index
/// of leaves; those that many objects share lead to none, so never are all pairs compared. `comparisons`
/// counts the pairs that are.
[[nodiscard]] std::vector<Rename> find_renames(const std::vector<Entry>& removed,
                                               const std::vector<Entry>& added, std::uint64_t& comparisons);

}  // namespace nsmkit::diff
