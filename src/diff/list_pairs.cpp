#include "diff/list_pairs.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/json_text.hpp"
#include "diff/content_hash.hpp"

namespace nsmkit::diff {

namespace {

/// What names an item: a text that is that of no other key, and one to show. Both empty: nothing does.
struct Key {
  std::string identity;
  std::string label;
  std::string shared = {};  ///< the label without its number, when it has one
};

using Keys = std::vector<Key>;

/// Names of all items, each of its own; empty when an item has none, or two have the same.
std::optional<Keys> named(const Json& list) {
  Keys keys;
  std::unordered_set<std::string_view> seen;
  for (const Json& item : list) {
    const auto name = item.is_object() ? item.find("name") : item.end();
    if (!item.is_object() || name == item.end() || !name->is_string()) return std::nullopt;
    const auto& text = name->get_ref<const std::string&>();
    if (!seen.insert(text).second) return std::nullopt;
    keys.push_back({"\"" + text, text});
  }
  return keys;
}

std::string whole_text(const Json& item) {
  return item.is_string() ? item.get<std::string>() : base::json_text(item);
}

Key key_of(const Json& item, const std::vector<std::string>& members) {
  if (members.empty()) {
    std::string text = whole_text(item);
    return {"=" + text, text};
  }
  Key key;
  std::string identity;
  for (const std::string& member : members) {
    const auto found = item.is_object() ? item.find(member) : item.end();
    if (item.is_object() && found != item.end()) {
      const std::string text = whole_text(*found);
      key.label.append(key.label.empty() ? "" : "/").append(text);
      identity.append("=").append(text);
    }
    identity.push_back('\0');
  }
  if (!key.label.empty()) key.identity = std::move(identity);
  return key;
}

Keys keys_of(const Json& list, const std::vector<std::string>& members) {
  Keys keys;
  keys.reserve(list.size());
  for (const Json& item : list) {
    keys.push_back(key_of(item, members));
  }
  return keys;
}

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// Items with one key, by index.
struct Group {
  std::vector<std::size_t> before;
  std::vector<std::size_t> after;
};

class Pairer {
 public:
  Pairer(const Json& before, const Json& after, Keys before_keys, Keys after_keys)
      : before_(before),
        after_(after),
        before_keys_(std::move(before_keys)),
        after_keys_(std::move(after_keys)),
        of_before_(before.size(), kNone),
        of_after_(after.size(), kNone) {}

  ListPairs run() {
    std::unordered_map<std::string_view, Group> groups;
    for (std::size_t i = 0; i < before_keys_.size(); ++i) {
      groups[before_keys_[i].identity].before.push_back(i);
    }
    for (std::size_t i = 0; i < after_keys_.size(); ++i) {
      groups[after_keys_[i].identity].after.push_back(i);
    }
    for (const auto& [identity, group] : groups) {
      pair(group, identity.empty());
    }
    return result();
  }

 private:
  void pair(const Group& group, bool nameless) {
    if (group.before.size() > 1 || group.after.size() > 1 || nameless) pair_equal(group);
    if (nameless) {
      pair_between(group);
    } else {
      pair_rest(group);
      number(group);
    }
  }

  void join(std::size_t before, std::size_t after) {
    of_before_[before] = after;
    of_after_[after] = before;
  }

  void pair_equal(const Group& group) {
    if (group.before.empty() || group.after.empty()) return;
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> by_content;
    for (std::size_t left = group.after.size(); left > 0; --left) {
      const std::size_t index = group.after[left - 1];
      by_content[content_hash(after_[index])].push_back(index);
    }
    for (const std::size_t index : group.before) {
      const auto found = by_content.find(content_hash(before_[index]));
      if (found == by_content.end() || found->second.empty()) continue;
      if (before_[index] != after_[found->second.back()]) continue;
      join(index, found->second.back());
      found->second.pop_back();
    }
  }

  void pair_rest(const Group& group) {
    auto next = group.after.begin();
    for (const std::size_t index : group.before) {
      if (of_before_[index] != kNone) continue;
      while (next != group.after.end() && of_after_[*next] != kNone) ++next;
      if (next == group.after.end()) return;
      join(index, *next);
    }
  }

  // The rest of nameless items: the n-th after an equal one is the n-th after it on the other side.
  void pair_between(const Group& group) {
    std::unordered_map<std::size_t, std::vector<std::size_t>> waiting;
    std::size_t latest = kNone;
    for (const std::size_t index : group.before) {
      if (of_before_[index] != kNone) {
        latest = index;
      } else {
        waiting[latest].push_back(index);
      }
    }
    latest = kNone;
    std::size_t past = 0;
    for (const std::size_t index : group.after) {
      if (of_after_[index] != kNone) {
        latest = of_after_[index];
        past = 0;
        continue;
      }
      const auto found = waiting.find(latest);
      if (found != waiting.end() && past < found->second.size()) join(found->second[past++], index);
    }
  }

  void number(const Group& group) {
    if (group.before.size() <= 1 && group.after.size() <= 1) return;
    std::size_t count = 0;
    const auto add_to = [&count](Key& key) {
      key.shared = key.label;
      key.label.append("#").append(std::to_string(++count));
    };
    for (const std::size_t index : group.before) {
      add_to(before_keys_[index]);
    }
    for (const std::size_t index : group.after) {
      if (of_after_[index] == kNone) {
        add_to(after_keys_[index]);
      } else {
        after_keys_[index].label = before_keys_[of_after_[index]].label;
      }
    }
  }

  ListPairs result() {
    ListPairs pairs;
    std::size_t latest = 0;
    for (std::size_t i = 0; i < of_before_.size(); ++i) {
      const Key& key = before_keys_[i];
      ItemPair& pair = pairs.items.emplace_back(ItemPair{i, std::nullopt, key.label, key.shared});
      if (of_before_[i] == kNone) continue;
      pair.after = of_before_[i];
      pairs.moved = pairs.moved || of_before_[i] < latest;
      latest = std::max(latest, of_before_[i]);
    }
    for (std::size_t i = 0; i < of_after_.size(); ++i) {
      const Key& key = after_keys_[i];
      if (of_after_[i] == kNone) pairs.items.push_back({std::nullopt, i, key.label, key.shared});
    }
    if (pairs.moved) put_orders(pairs);
    return pairs;
  }

  void put_orders(ListPairs& pairs) const {
    for (std::size_t i = 0; i < before_keys_.size(); ++i) {
      const std::string& label = before_keys_[i].label;
      pairs.before_keys.push_back(label.empty() ? std::to_string(i) : label);
    }
    for (std::size_t i = 0; i < after_keys_.size(); ++i) {
      const std::string& label = after_keys_[i].label;
      const std::string place =
          of_after_[i] == kNone ? "+" + std::to_string(i) : std::to_string(of_after_[i]);
      pairs.after_keys.push_back(label.empty() ? place : label);
    }
  }

  const Json& before_;
  const Json& after_;
  Keys before_keys_;
  Keys after_keys_;
  std::vector<std::size_t> of_before_;  ///< by index: that of the item on the other side
  std::vector<std::size_t> of_after_;
};

}  // namespace

ListPairs pair_items(const Json& before, const Json& after, const releases::ListFact* fact) {
  if (fact != nullptr) {
    return Pairer(before, after, keys_of(before, fact->key), keys_of(after, fact->key)).run();
  }
  auto left = named(before);
  auto right = left ? named(after) : std::nullopt;
  if (left && right) return Pairer(before, after, std::move(*left), std::move(*right)).run();
  return Pairer(before, after, Keys(before.size()), Keys(after.size())).run();
}

}  // namespace nsmkit::diff
