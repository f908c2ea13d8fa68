#pragma once

#include <cstdint>
#include <vector>

#include "diff/difference.hpp"

namespace nsmkit::diff {

/// The content of an object as hashes of its leaves (place and value; the order of lists does not count),
/// sorted. Name, namespace and apiVersion are no content.
[[nodiscard]] std::vector<std::uint64_t> leaf_hashes(const model::Resource& resource);

/// How much two contents have in common.
[[nodiscard]] Likeness likeness_of(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

/// Whether both say the same but for name, namespace and apiVersion.
[[nodiscard]] bool same_content(const model::Resource& a, const model::Resource& b);

}  // namespace nsmkit::diff
