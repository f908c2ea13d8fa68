#include "diff/list_pairs.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/json_text.hpp"

namespace nsmkit::diff {

namespace {

using Keys = std::vector<std::string>;

/// Keys of all items, each of its own; empty when an item has none, or two have the same.
std::optional<Keys> named(const Json& list) {
  Keys keys;
  std::unordered_map<std::string, std::size_t> seen;
  for (const Json& item : list) {
    const auto name = item.is_object() ? item.find("name") : item.end();
    if (!item.is_object() || name == item.end() || !name->is_string()) return std::nullopt;
    keys.push_back(name->get<std::string>());
    if (!seen.emplace(keys.back(), 0).second) return std::nullopt;
  }
  return keys;
}

std::string whole_text(const Json& item) {
  return item.is_string() ? item.get<std::string>() : base::json_text(item);
}

std::string key_text(const Json& item, const std::vector<std::string>& members) {
  if (members.empty()) return whole_text(item);
  std::string text;
  for (const std::string& member : members) {
    const auto found = item.is_object() ? item.find(member) : item.end();
    if (item.is_object() && found != item.end()) {
      text.append(text.empty() ? "" : "/").append(whole_text(*found));
    }
  }
  return text;
}

// Items that share a key are counted, so that the second is paired with the second.
Keys keyed(const Json& list, const std::vector<std::string>& members) {
  Keys keys;
  std::unordered_map<std::string, std::size_t> seen;
  for (const Json& item : list) {
    std::string key = key_text(item, members);
    const std::size_t count = ++seen[key];
    keys.push_back(count == 1 ? std::move(key) : key + "#" + std::to_string(count));
  }
  return keys;
}

ListPairs by_key(Keys before, Keys after) {
  ListPairs pairs;
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < after.size(); ++i) {
    places.emplace(after[i], i);
  }
  std::vector<bool> taken(after.size(), false);
  std::size_t latest = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto found = places.find(before[i]);
    if (found == places.end()) {
      pairs.items.push_back({i, std::nullopt, before[i]});
      continue;
    }
    taken[found->second] = true;
    pairs.moved = pairs.moved || found->second < latest;
    latest = std::max(latest, found->second);
    pairs.items.push_back({i, found->second, before[i]});
  }
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (!taken[i]) pairs.items.push_back({std::nullopt, i, after[i]});
  }
  pairs.before_keys = std::move(before);
  pairs.after_keys = std::move(after);
  return pairs;
}

ListPairs by_place(const Json& before, const Json& after) {
  ListPairs pairs;
  const std::size_t common = std::min(before.size(), after.size());
  std::size_t head = 0;
  std::size_t tail = 0;
  if (before.size() != after.size()) {
    while (head < common && before[head] == after[head]) ++head;
    while (tail < common - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  }
  for (std::size_t i = head; i < std::max(before.size(), after.size()) - tail; ++i) {
    const bool left = i < before.size() - tail;
    const bool right = i < after.size() - tail;
    pairs.items.push_back(
        {left ? std::optional(i) : std::nullopt, right ? std::optional(i) : std::nullopt, {}});
  }
  return pairs;
}

}  // namespace

ListPairs pair_items(const Json& before, const Json& after, const releases::ListFact* fact) {
  if (fact != nullptr) {
    return by_key(keyed(before, fact->key), keyed(after, fact->key));
  }
  auto left = named(before);
  auto right = left ? named(after) : std::nullopt;
  if (left && right) {
    return by_key(std::move(*left), std::move(*right));
  }
  return by_place(before, after);
}

}  // namespace nsmkit::diff
