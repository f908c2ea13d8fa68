#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "diff/difference.hpp"

namespace nsmkit::diff {

/// All places in which the two objects of an entry differ, in the order of their keys. Names, namespaces and
/// apiVersions are compared like anything else. `ignored` counts what an ignored path kept out.
[[nodiscard]] std::vector<ValueChange> compare_values(const Entry& before, const Entry& after,
                                                      std::span<const PathGlob> ignore,
                                                      std::uint64_t& ignored);

/// As above, without the name, the namespace and the apiVersion.
[[nodiscard]] std::vector<ValueChange> compare_contents(const Entry& before, const Entry& after,
                                                        std::span<const PathGlob> ignore,
                                                        std::uint64_t& ignored);

/// Whether what stands at this place is a secret: the data of a Secret, and what kubectl keeps of it in an
/// annotation.
[[nodiscard]] bool is_secret_place(const base::ResourceRef& ref, std::span<const PathStep> path);

/// Whether some member of the object is a secret in this sense.
[[nodiscard]] bool holds_secrets(const base::ResourceRef& ref);

}  // namespace nsmkit::diff
