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
  std::string key;  ///< empty: paired by place
};

/// How the items of two lists belong together.
struct ListPairs {
  std::vector<ItemPair> items;  ///< in the order of the first list, then what only the second has
  bool moved = false;           ///< items that both have stand in another order
  std::vector<std::string> before_keys;
  std::vector<std::string> after_keys;
};

/// Pairs by the key that the fact names, or, without a fact, by `name` where every item has one of its own.
/// Lists whose items cannot be told apart are paired by place, after equal ends were set aside.
[[nodiscard]] ListPairs pair_items(const Json& before, const Json& after, const releases::ListFact* fact);

}  // namespace nsmkit::diff
