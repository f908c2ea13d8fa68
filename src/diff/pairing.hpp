#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/finding.hpp"
#include "diff/difference.hpp"

namespace nsmkit::diff {

/// An object on both sides, or on one: the other is empty.
struct EntryPair {
  Entry before;
  Entry after;
};

struct Pairing {
  std::vector<EntryPair> pairs;         ///< in the order of the first side, then what only the second has
  std::vector<base::Finding> findings;  ///< objects that a side holds twice
  std::uint64_t before = 0;             ///< objects of the first side, each identical copy left out
  std::uint64_t after = 0;
};

/// Pairs objects by group and kind, namespace and name, whatever their version. What a side holds again in
/// the same form is taken once; the n-th of several with the same name is paired with the n-th on the other
/// side. An object that is left over is paired with one of another group, when it is the only one on either
/// side with that kind, namespace and name.
[[nodiscard]] Pairing pair_objects(std::span<const Entry> before, std::span<const Entry> after);

/// The order of reports: kind, namespace, name, apiVersion.
[[nodiscard]] bool in_order(const base::ResourceRef& a, const base::ResourceRef& b);

/// Entries of objects that are compared as they are.
[[nodiscard]] std::vector<Entry> entries_of(std::span<const model::Resource* const> resources);

}  // namespace nsmkit::diff
