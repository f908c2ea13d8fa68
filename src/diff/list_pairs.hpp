#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "releases/list_facts.hpp"

namespace nsmkit::diff {

/// Items of two lists that are one, by index; a side that does not have it is empty.
struct ItemPair {
  std::optional<std::size_t> before;
  std::optional<std::size_t> after;
  std::string key;     ///< what names it, with "#2" for the second of several; empty: only its index does
  std::string shared;  ///< the key without that number, where several have it
};

/// How the items of two lists belong together.
struct ListPairs {
  std::vector<ItemPair> items;  ///< in the order of the first list, then what only the second has
  bool moved = false;           ///< items that both have stand in another order
  /// When `moved`: the items by key, or by index in the first list; "+1" is index 1 of the second list alone.
  std::vector<std::string> before_keys;
  std::vector<std::string> after_keys;
};

/// Pairs by the key that the fact names, or, without a fact, by `name` where every item has one of its own.
/// Of items that share a key the equal ones are paired first, then the rest in order. Items that nothing
/// names are paired when they are equal, and the rest in order between those.
[[nodiscard]] ListPairs pair_items(const Json& before, const Json& after, const releases::ListFact* fact);

}  // namespace nsmkit::diff
