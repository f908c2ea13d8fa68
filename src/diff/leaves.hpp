#pragma once

#include <cstdint>
#include <vector>

#include "diff/difference.hpp"

namespace nsmkit::diff {

/// What a leaf says about which object it belongs to.
enum class LeafNature : std::uint8_t {
  kNone,      ///< nothing: kinds, versions, empty containers
  kPlain,     ///< a value
  kIdentity,  ///< a name, service or namespace in the spec: who is meant
  kSubject,   ///< a name or service in the spec outside lists: what the object is about
};

/// One leaf as hashes of its place and value. Places in a list are those of the item's name or service, not
/// of its index.
struct Leaf {
  std::uint64_t exact = 0;
  std::uint64_t marked = 0;  ///< with the object's own name and namespace as such; mostly equal to `exact`
  LeafNature nature = LeafNature::kPlain;
};

/// The content of an object, sorted by `exact`. Its name, namespace and apiVersion are no content.
[[nodiscard]] std::vector<Leaf> leaves_of(const model::Resource& resource);

/// What two contents have in common, in leaves; totals are those of the larger one.
struct CommonLeaves {
  std::uint64_t equal = 0;  ///< literally, or by the own name or namespace that both hold there
  std::uint64_t leaves = 0;
  std::uint64_t equal_identities = 0;  ///< subjects included
  std::uint64_t identities = 0;
  std::uint64_t equal_subjects = 0;
  std::uint64_t subjects = 0;
  std::uint64_t literal_subjects = 0;  ///< of the equal ones those that are literally so
};

[[nodiscard]] CommonLeaves common_leaves(const std::vector<Leaf>& a, const std::vector<Leaf>& b);

/// How many of all leaves are literally equal, those that say nothing included.
[[nodiscard]] Likeness likeness_of(const model::Resource& a, const model::Resource& b);

/// Whether both say the same but for name, namespace and apiVersion.
[[nodiscard]] bool same_content(const model::Resource& a, const model::Resource& b);

}  // namespace nsmkit::diff
