#include "diff/renames.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>

#include "diff/leaves.hpp"

namespace nsmkit::diff {

namespace {

// A leaf that more objects than this have says nothing about which of them an object was.
constexpr std::size_t kShared = 12;

// Of the candidates for one object, those with the most leaves in common are compared.
constexpr std::size_t kCandidates = 4;

// Percent of equal leaves from which two objects are taken for one: with the same name, or not.
constexpr std::uint64_t kSameName = 50;
constexpr std::uint64_t kOtherName = 85;

struct Item {
  const model::Resource* resource;
  std::string kind;  ///< group and kind
  std::vector<std::uint64_t> leaves;
  bool taken = false;
};

std::vector<Item> items_of(const std::vector<Entry>& entries) {
  std::vector<Item> items;
  items.reserve(entries.size());
  for (const Entry& entry : entries) {
    const base::ResourceRef& ref = entry.resource->ref;
    items.push_back({entry.resource, model::split_api_version(ref.api_version).group + "/" + ref.kind,
                     leaf_hashes(*entry.resource)});
  }
  return items;
}

std::uint64_t combined(const Item& item, std::uint64_t seed) {
  std::uint64_t hash = std::hash<std::string>()(item.kind) + seed;
  for (const std::uint64_t leaf : item.leaves) {
    hash = (hash ^ leaf) * 0x100000001B3U;
  }
  return hash;
}

/// Places by hash, in order.
using Postings = std::unordered_map<std::uint64_t, std::vector<std::uint32_t>>;

class Finder {
 public:
  Finder(const std::vector<Entry>& removed, const std::vector<Entry>& added, std::uint64_t& comparisons)
      : removed_(items_of(removed)), added_(items_of(added)), comparisons_(comparisons) {}

  std::vector<Rename> run() {
    match_same();
    match_like();
    std::ranges::sort(renames_, {}, &Rename::added);
    return std::move(renames_);
  }

 private:
  // Among objects with the same content, one with the same name goes first, then one of the same namespace.
  void match_same() {
    for (const int closeness : {2, 1, 0}) {
      Postings by_content;
      for (std::uint32_t i = 0; i < removed_.size(); ++i) {
        if (!removed_[i].taken) by_content[content_key(removed_[i], closeness)].push_back(i);
      }
      for (auto& [hash, places] : by_content) {
        std::ranges::reverse(places);
      }
      for (std::uint32_t i = 0; i < added_.size(); ++i) {
        const auto found =
            added_[i].taken ? by_content.end() : by_content.find(content_key(added_[i], closeness));
        if (found == by_content.end() || found->second.empty()) continue;
        ++comparisons_;
        const std::uint32_t other = found->second.back();
        if (removed_[other].kind == added_[i].kind &&
            same_content(*removed_[other].resource, *added_[i].resource)) {
          found->second.pop_back();
          join(other, i, {added_[i].leaves.size(), added_[i].leaves.size()});
        }
      }
    }
  }

  static std::uint64_t content_key(const Item& item, int closeness) {
    const base::ResourceRef& ref = item.resource->ref;
    const std::hash<std::string> hash;
    return combined(item, closeness == 2 ? hash(ref.name) : closeness == 1 ? hash(ref.name_space) * 3 : 0);
  }

  void match_like() {
    Postings by_leaf;
    for (std::uint32_t i = 0; i < removed_.size(); ++i) {
      if (removed_[i].taken) continue;
      for_each_leaf(removed_[i], [&](std::uint64_t leaf) { by_leaf[leaf].push_back(i); });
    }
    for (std::uint32_t i = 0; i < added_.size(); ++i) {
      if (!added_[i].taken) match_one(i, by_leaf);
    }
  }

  void match_one(std::uint32_t added, const Postings& by_leaf) {
    std::unordered_map<std::uint32_t, std::uint32_t> votes;
    for_each_leaf(added_[added], [&](std::uint64_t leaf) {
      const auto found = by_leaf.find(leaf);
      if (found == by_leaf.end() || found->second.size() > kShared) return;
      for (const std::uint32_t place : found->second) {
        if (!removed_[place].taken) ++votes[place];
      }
    });
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ranked(votes.begin(), votes.end());
    std::ranges::sort(ranked, [](const auto& a, const auto& b) {
      return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    ranked.resize(std::min(ranked.size(), kCandidates));
    std::optional<Rename> best;
    for (const auto& [place, count] : ranked) {
      ++comparisons_;
      const Likeness likeness = likeness_of(removed_[place].leaves, added_[added].leaves);
      if (is_enough(place, added, likeness) && (!best || likeness.equal > best->likeness.equal)) {
        best = Rename{place, added, likeness};
      }
    }
    if (best) join(best->removed, added, best->likeness);
  }

  [[nodiscard]] bool is_enough(std::uint32_t removed, std::uint32_t added, const Likeness& likeness) const {
    const bool same_name = removed_[removed].resource->ref.name == added_[added].resource->ref.name;
    return likeness.leaves > 0 &&
           likeness.equal * 100 >= likeness.leaves * (same_name ? kSameName : kOtherName);
  }

  // The kind goes with every leaf; the name counts as one, for objects that moved with their content.
  template <typename Use>
  static void for_each_leaf(const Item& item, Use use) {
    const std::uint64_t kind = std::hash<std::string>()(item.kind);
    use(kind ^ (std::hash<std::string>()(item.resource->ref.name) * 5));
    std::uint64_t last = 0;
    for (const std::uint64_t leaf : item.leaves) {
      if (leaf != last) use(kind ^ leaf);
      last = leaf;
    }
  }

  void join(std::uint32_t removed, std::uint32_t added, Likeness likeness) {
    removed_[removed].taken = true;
    added_[added].taken = true;
    renames_.push_back({removed, added, likeness});
  }

  std::vector<Item> removed_;
  std::vector<Item> added_;
  std::uint64_t& comparisons_;
  std::vector<Rename> renames_;
};

}  // namespace

std::vector<Rename> find_renames(const std::vector<Entry>& removed, const std::vector<Entry>& added,
                                 std::uint64_t& comparisons) {
  if (removed.empty() || added.empty()) return {};
  return Finder(removed, added, comparisons).run();
}

}  // namespace nsmkit::diff
