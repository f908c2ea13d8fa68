#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "diff/difference.hpp"

namespace nsmkit::diff {

/// What of two objects is not compared.
struct LeftOut {
  bool version = false;  ///< the apiVersion
  bool names = false;    ///< name and namespace
};

/// All places in which the two objects of an entry differ, in the order of their keys. What only one side has
/// is one place, unless something in it is ignored. `ignored` counts what an ignored path kept out.
[[nodiscard]] std::vector<ValueChange> compare_values(const Entry& before, const Entry& after,
                                                      std::span<const PathGlob> ignore,
                                                      std::uint64_t& ignored, LeftOut left_out = {});

}  // namespace nsmkit::diff
