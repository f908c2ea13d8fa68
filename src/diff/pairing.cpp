#include "diff/pairing.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_map>

#include "diff/content_hash.hpp"
#include "diff/diff_rules.hpp"

namespace nsmkit::diff {

namespace {

constexpr char kEnd = '\0';

void put_name(std::string& key, const base::ResourceRef& ref) {
  key.assign(ref.kind);
  key.push_back(kEnd);
  key.append(ref.name_space);
  key.push_back(kEnd);
  key.append(ref.name);
}

void put_key(std::string& key, const base::ResourceRef& ref) {
  const auto slash = ref.api_version.find('/');
  put_name(key, ref);
  key.push_back(kEnd);
  key.append(ref.api_version, 0, slash == std::string::npos ? 0 : slash);
}

std::string place_text(const base::Location& location) {
  return location.file + ":" + std::to_string(location.position.line) + ":" +
         std::to_string(location.position.column);
}

base::Finding twice(const Entry& again, const Entry& first, bool same_form) {
  base::Finding finding =
      base::make_finding(kObjectTwice,
                         "the same side holds this object already at " + place_text(first.origin->location) +
                             (same_form ? ", in the same form; it is taken once" : ""),
                         again.origin->location);
  finding.resource = again.origin->ref;
  return finding;
}

/// The objects of one side that have the name of another one there, by their content.
class Copies {
 public:
  explicit Copies(std::vector<base::Finding>& findings) : findings_(findings) {}

  /// The first object with a name, and whether it is among the copies yet.
  struct First {
    const Entry* entry = nullptr;
    bool kept = false;
  };

  /// Whether the side held `again`, which has the name of `first`, in the same form before. A finding.
  bool holds(const Entry& again, First& first) {
    if (!first.kept) {
      by_content_[content_hash(first.entry->resource->object)].push_back(first.entry);
      first.kept = true;
    }
    std::vector<const Entry*>& alike = by_content_[content_hash(again.resource->object)];
    const auto same = std::ranges::find_if(
        alike, [&](const Entry* entry) { return entry->resource->object == again.resource->object; });
    findings_.push_back(twice(again, same == alike.end() ? *first.entry : **same, same != alike.end()));
    if (same != alike.end()) return true;
    alike.push_back(&again);
    return false;
  }

 private:
  std::vector<base::Finding>& findings_;
  std::unordered_map<std::uint64_t, std::vector<const Entry*>> by_content_;
};

constexpr std::uint32_t kNone = 0xFFFFFFFFU;

/// The objects of the second side by name, and which of them were taken.
class Index {
 public:
  Index(std::span<const Entry> side, std::vector<base::Finding>& findings)
      : side_(side), following_(side.size(), kNone), taken_(side.size(), false), asking_(findings) {
    Copies copies(findings);
    chains_.reserve(side.size());
    for (std::uint32_t i = 0; i < side.size(); ++i) {
      put_key(key_, side[i].resource->ref);
      const auto [found, is_new] = chains_.try_emplace(key_, Chain{i, i, {&side[i]}, {}});
      if (is_new) continue;
      Chain& chain = found->second;
      if (copies.holds(side[i], chain.first)) {
        taken_[i] = true;
        ++copies_;
        continue;
      }
      following_[chain.last] = i;
      chain.last = i;
    }
  }

  /// Adds the pair of `entry`, an object of the first side, unless that held it in the same form before.
  void pair(const Entry& entry, std::vector<EntryPair>& pairs) {
    put_key(key_, entry.resource->ref);
    const auto found = chains_.find(key_);
    Copies::First& first = found == chains_.end() ? unpaired_[key_] : found->second.asked;
    if (first.entry == nullptr) {
      first.entry = &entry;
    } else if (asking_.holds(entry, first)) {
      return;
    }
    pairs.push_back({entry, found == chains_.end() ? Entry{} : next_of(found->second)});
  }

  /// How many objects of the second side are identical copies.
  [[nodiscard]] std::uint64_t copies() const { return copies_; }

  /// Whether an object of the second side has a pair, or needs none.
  [[nodiscard]] bool is_taken(std::size_t index) const { return taken_[index]; }

 private:
  struct Chain {
    std::uint32_t last;
    std::uint32_t next;  ///< the one to be taken
    Copies::First first;
    Copies::First asked;  ///< the first object of the other side with this name
  };

  Entry next_of(Chain& chain) {
    if (chain.next == kNone) return {};
    const std::uint32_t index = chain.next;
    chain.next = following_[index];
    taken_[index] = true;
    return side_[index];
  }

  std::span<const Entry> side_;
  std::vector<std::uint32_t> following_;
  std::vector<bool> taken_;
  Copies asking_;
  std::unordered_map<std::string, Chain> chains_;
  std::unordered_map<std::string, Copies::First> unpaired_;  ///< of the first side alone
  std::uint64_t copies_ = 0;
  std::string key_;
};

/// What is left of one kind, namespace and name on both sides: the last places among the pairs, and how many.
struct Leftovers {
  std::uint64_t before = 0;
  std::uint64_t befores = 0;
  std::uint64_t after = 0;
  std::uint64_t afters = 0;
};

// What only the second side has stands after all of the first.
void pair_across_groups(std::vector<EntryPair>& pairs) {
  std::unordered_map<std::string, Leftovers> names;
  std::string key;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const bool left = pairs[i].after.resource == nullptr;
    if (!left && pairs[i].before.resource != nullptr) continue;
    put_name(key, (left ? pairs[i].before : pairs[i].after).resource->ref);
    if (left) {
      Leftovers& name = names[key];
      name.before = i;
      ++name.befores;
    } else if (const auto found = names.find(key); found != names.end()) {
      found->second.after = i;
      ++found->second.afters;
    }
  }
  for (const auto& [ignored, name] : names) {
    if (name.befores == 1 && name.afters == 1) {
      std::swap(pairs[name.before].after, pairs[name.after].after);
    }
  }
  std::erase_if(pairs, [](const EntryPair& pair) {
    return pair.before.resource == nullptr && pair.after.resource == nullptr;
  });
}

}  // namespace

Pairing pair_objects(std::span<const Entry> before, std::span<const Entry> after) {
  Pairing pairing;
  pairing.pairs.reserve(before.size());
  Index right(after, pairing.findings);
  for (const Entry& entry : before) {
    right.pair(entry, pairing.pairs);
  }
  pairing.before = pairing.pairs.size();
  pairing.after = after.size() - right.copies();
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (!right.is_taken(i)) {
      pairing.pairs.push_back({{}, after[i]});
    }
  }
  pair_across_groups(pairing.pairs);
  return pairing;
}

bool in_order(const base::ResourceRef& a, const base::ResourceRef& b) {
  return std::tie(a.kind, a.name_space, a.name, a.api_version) <
         std::tie(b.kind, b.name_space, b.name, b.api_version);
}

std::vector<Entry> entries_of(std::span<const model::Resource* const> resources) {
  std::vector<Entry> entries;
  entries.reserve(resources.size());
  std::ranges::transform(resources, std::back_inserter(entries), [](const model::Resource* resource) {
    return Entry{resource, resource};
  });
  return entries;
}

}  // namespace nsmkit::diff
