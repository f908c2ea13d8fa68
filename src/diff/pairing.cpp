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

/// The objects of one side by name.
class Index {
 public:
  explicit Index(std::span<const Entry> side) : side_(side), next_(side.size(), kNone) {
    heads_.reserve(side.size());
    std::string key;
    for (std::uint32_t i = 0; i < side.size(); ++i) {
      put_key(key, side[i].resource->ref);
      const auto [found, is_new] = heads_.try_emplace(key, Chain{i, i});
      if (!is_new) {
        next_[found->second.last] = i;
        found->second.last = i;
        repeated_.push_back({i, found->second.first});
      }
    }
    for (auto& [key_of, chain] : heads_) {
      chain.last = chain.first;  // from here on: the next one to be taken
    }
  }

  /// The next object of that name that was not yet taken; null when there is none.
  const Entry* take(const std::string& key) {
    const auto found = heads_.find(key);
    if (found == heads_.end() || found->second.last == kNone) return nullptr;
    const std::uint32_t index = found->second.last;
    found->second.last = next_[index];
    return &side_[index];
  }

  void report(std::vector<base::Finding>& findings) const {
    for (const Repeat& repeat : repeated_) {
      const model::Resource& again = *side_[repeat.index].origin;
      base::Finding finding = base::make_finding(
          kObjectTwice,
          "the same side holds this object already at " + place_text(side_[repeat.first].origin->location),
          again.location);
      finding.resource = again.ref;
      findings.push_back(std::move(finding));
    }
  }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;
  struct Chain {
    std::uint32_t first;
    std::uint32_t last;
  };
  struct Repeat {
    std::uint32_t index;
    std::uint32_t first;
  };

  std::span<const Entry> side_;
  std::vector<std::uint32_t> next_;
  std::unordered_map<std::string, Chain> heads_;
  std::vector<Repeat> repeated_;
};

}  // namespace

Pairing pair_objects(std::span<const Entry> before, std::span<const Entry> after) {
  Pairing pairing;
  pairing.pairs.reserve(before.size());
  const Index left(before);
  Index right(after);
  std::vector<bool> taken(after.size(), false);
  std::string key;
  for (const Entry& entry : before) {
    put_key(key, entry.resource->ref);
    const Entry* other = right.take(key);
    if (other != nullptr) {
      taken[static_cast<std::size_t>(other - after.data())] = true;
    }
    pairing.pairs.push_back({entry, other == nullptr ? Entry{} : *other});
  }
  for (const Entry& entry : after) {
    if (!taken[static_cast<std::size_t>(&entry - after.data())]) {
      pairing.pairs.push_back({{}, entry});
    }
  }
  left.report(pairing.findings);
  right.report(pairing.findings);
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
