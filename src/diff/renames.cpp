#include "diff/renames.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

#include "diff/content_hash.hpp"
#include "diff/leaves.hpp"

namespace nsmkit::diff {

namespace {

// A leaf that more objects than this have says nothing about which of them an object was.
constexpr std::size_t kShared = 12;

// Of the candidates for one object, those with the most leaves in common are compared.
constexpr std::size_t kCandidates = 4;

// Percent of equal leaves from which two objects are taken for one: when all that says who is meant is equal
// (and at least so many leaves are), when the name is, or else.
constexpr std::uint64_t kSameIdentity = 50;
constexpr std::uint64_t kLeastLeaves = 2;
constexpr std::uint64_t kSameName = 70;
constexpr std::uint64_t kOtherName = 85;

struct Item {
  const model::Resource* resource;
  std::string kind;           ///< group and kind
  std::vector<Leaf> leaves;   ///< those that say something
  std::uint64_t content = 0;  ///< a hash of kind and leaves
  bool taken = false;
};

Item item_of(const Entry& entry) {
  const base::ResourceRef& ref = entry.resource->ref;
  Item item{entry.resource, model::split_api_version(ref.api_version).group + "/" + ref.kind,
            leaves_of(*entry.resource)};
  std::erase_if(item.leaves, [](const Leaf& leaf) { return leaf.nature == LeafNature::kNone; });
  item.content = text_hash(item.kind);
  for (const Leaf& leaf : item.leaves) {
    item.content = mixed(item.content, leaf.exact);
  }
  // Objects that say nothing have nothing to be known by.
  item.taken = item.leaves.empty();
  return item;
}

std::vector<Item> items_of(const std::vector<Entry>& entries) {
  std::vector<Item> items;
  items.reserve(entries.size());
  std::ranges::transform(entries, std::back_inserter(items), item_of);
  return items;
}

/// Whether what two contents have in common is enough to take them for one object.
bool is_enough(const CommonLeaves& common, bool same_name) {
  if (common.equal_subjects < common.subjects) return false;
  // Objects that all name themselves after what they are about have that in common with every other one.
  if (!same_name && common.subjects > 0 && common.literal_subjects == 0) return false;
  const bool same_identity = common.identities > 0 && common.equal_identities == common.identities &&
                             (same_name || common.subjects > 0);
  if (same_identity && common.equal >= kLeastLeaves && common.equal * 100 >= common.leaves * kSameIdentity) {
    return true;
  }
  return common.equal > 0 && common.equal * 100 >= common.leaves * (same_name ? kSameName : kOtherName);
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
          join(other, i);
        }
      }
    }
  }

  static std::uint64_t content_key(const Item& item, int closeness) {
    const base::ResourceRef& ref = item.resource->ref;
    return closeness == 0 ? item.content
                          : mixed(item.content, text_hash(closeness == 2 ? ref.name : ref.name_space));
  }

  void match_like() {
    Postings by_leaf;
    for (std::uint32_t i = 0; i < removed_.size(); ++i) {
      if (removed_[i].taken) continue;
      for (const std::uint64_t mark : marks_of(removed_[i])) {
        by_leaf[mark].push_back(i);
      }
    }
    for (std::uint32_t i = 0; i < added_.size(); ++i) {
      if (!added_[i].taken) match_one(i, by_leaf);
    }
  }

  void match_one(std::uint32_t added, const Postings& by_leaf) {
    std::unordered_map<std::uint32_t, std::uint32_t> votes;
    for (const std::uint64_t mark : marks_of(added_[added])) {
      const auto found = by_leaf.find(mark);
      if (found == by_leaf.end() || found->second.size() > kShared) continue;
      for (const std::uint32_t place : found->second) {
        if (!removed_[place].taken) ++votes[place];
      }
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ranked(votes.begin(), votes.end());
    std::ranges::sort(ranked, [](const auto& a, const auto& b) {
      return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    ranked.resize(std::min(ranked.size(), kCandidates));
    std::optional<std::uint32_t> best;
    std::uint64_t most = 0;
    for (const auto& [place, count] : ranked) {
      ++comparisons_;
      const CommonLeaves common = common_leaves(removed_[place].leaves, added_[added].leaves);
      const bool same_name = removed_[place].resource->ref.name == added_[added].resource->ref.name;
      if (common.equal > most && is_enough(common, same_name)) {
        best = place;
        most = common.equal;
      }
    }
    if (best) join(*best, added);
  }

  // What an object can be found by. The kind goes with every leaf; the name counts as one, for objects that
  // moved with their content.
  static std::vector<std::uint64_t> marks_of(const Item& item) {
    const std::uint64_t kind = text_hash(item.kind);
    std::vector<std::uint64_t> marks{mixed(kind, text_hash(item.resource->ref.name) * 5)};
    for (const Leaf& leaf : item.leaves) {
      marks.push_back(kind ^ leaf.exact);
      if (leaf.marked != leaf.exact) marks.push_back(kind ^ leaf.marked);
    }
    std::ranges::sort(marks);
    marks.erase(std::unique(marks.begin(), marks.end()), marks.end());
    return marks;
  }

  void join(std::uint32_t removed, std::uint32_t added) {
    removed_[removed].taken = true;
    added_[added].taken = true;
    renames_.push_back({removed, added, likeness_of(*removed_[removed].resource, *added_[added].resource)});
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
