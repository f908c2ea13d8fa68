#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nsmkit::releases {

/// What the order of a list's items says.
enum class ItemOrder : std::uint8_t {
  kNone,       ///< nothing: the list is a set
  kFirstWins,  ///< the first item that fits decides
};

/// What tells the items of one list of a kind apart. Source: schemas/releases/list_keys.json.
struct ListFact {
  std::vector<std::string> key;  ///< members that name an item; empty: the item itself is its name
  ItemOrder order = ItemOrder::kNone;
};

/// The fact about the list at `path` ("spec.rules[].matches") in objects of the kind; null when nothing is
/// known about it. Throws std::runtime_error when the embedded data is broken (a bug).
[[nodiscard]] const ListFact* list_fact(std::string_view group, std::string_view kind, std::string_view path);

}  // namespace nsmkit::releases
