#include "diff/pairing.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_map>

#include "diff/diff_rules.hpp"

namespace nsmkit::diff {

namespace {

constexpr char kEnd = '\0';

void put_key(std::string& key, const base::ResourceRef& ref) {
  const auto slash = ref.api_version.find('/');
  key.assign(ref.kind);
  key.push_back(kEnd);
  key.append(ref.name_space);
  key.push_back(kEnd);
  key.append(ref.name);
  key.push_back(kEnd);
  key.append(ref.api_version, 0, slash == std::string::npos ? 0 : slash);
}

std::string place_text(const base::Location& location) {
  return location.file + ":" + std::to_string(location.position.line) + ":" +
         std::to_string(location.position.column);
}

base::Finding twice(const model::Resource& again, const model::Resource& first) {
  base::Finding finding = base::make_finding(
      kObjectTwice, "the same side holds this object already at " + place_text(first.location),
      again.location);
  finding.resource = again.ref;
  return finding;
}

constexpr std::uint32_t kNone = 0xFFFFFFFFU;

/// The objects of the second side by name, and which of them were taken.
class Index {
 public:
  Index(std::span<const Entry> side, std::vector<base::Finding>& findings)
      : side_(side), findings_(findings), following_(side.size(), kNone), taken_(side.size(), false) {
    chains_.reserve(side.size());
    std::string key;
    for (std::uint32_t i = 0; i < side.size(); ++i) {
      put_key(key, side[i].resource->ref);
      const auto [found, is_new] = chains_.try_emplace(key, Chain{i, i, i});
      if (is_new) continue;
      Chain& chain = found->second;
      findings_.push_back(twice(*side[i].origin, *side[chain.first].origin));
      following_[chain.last] = i;
      chain.last = i;
    }
  }

  /// The next object with the name of `entry`; null when there is none. `entry` is of the first side; one
  /// that comes again is a finding.
  const Entry* take(const Entry& entry) {
    put_key(key_, entry.resource->ref);
    const auto found = chains_.find(key_);
    if (found == chains_.end()) {
      const auto [first, is_new] = unpaired_.try_emplace(key_, entry.origin);
      if (!is_new) findings_.push_back(twice(*entry.origin, *first->second));
      return nullptr;
    }
    Chain& chain = found->second;
    if (chain.asked != nullptr) {
      findings_.push_back(twice(*entry.origin, *chain.asked));
    } else {
      chain.asked = entry.origin;
    }
    if (chain.next == kNone) return nullptr;
    const std::uint32_t index = chain.next;
    chain.next = following_[index];
    taken_[index] = true;
    return &side_[index];
  }

  [[nodiscard]] bool is_taken(std::size_t index) const { return taken_[index]; }

 private:
  struct Chain {
    std::uint32_t first;
    std::uint32_t last;
    std::uint32_t next;                      ///< the one to be taken
    const model::Resource* asked = nullptr;  ///< the first object of the other side with this name
  };

  std::span<const Entry> side_;
  std::vector<base::Finding>& findings_;
  std::vector<std::uint32_t> following_;
  std::vector<bool> taken_;
  std::unordered_map<std::string, Chain> chains_;
  std::unordered_map<std::string, const model::Resource*> unpaired_;  ///< of the first side alone
  std::string key_;
};

}  // namespace

Pairing pair_objects(std::span<const Entry> before, std::span<const Entry> after) {
  Pairing pairing;
  pairing.pairs.reserve(before.size());
  Index right(after, pairing.findings);
  for (const Entry& entry : before) {
    const Entry* other = right.take(entry);
    pairing.pairs.push_back({entry, other == nullptr ? Entry{} : *other});
  }
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (!right.is_taken(i)) {
      pairing.pairs.push_back({{}, after[i]});
    }
  }
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
