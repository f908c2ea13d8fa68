#include "diff/leaves.hpp"

#include <algorithm>
#include <functional>
#include <string_view>

namespace nsmkit::diff {

namespace {

constexpr std::uint64_t kItem = 0x9E3779B97F4A7C15U;

std::uint64_t mixed(std::uint64_t seed, std::uint64_t value) {
  std::uint64_t sum = seed * 0xBF58476D1CE4E5B9U + value + kItem;
  sum ^= sum >> 31U;
  sum *= 0x94D049BB133111EBU;
  return sum ^ (sum >> 29U);
}

std::uint64_t text_hash(std::string_view text) { return std::hash<std::string_view>()(text); }

/// Which part of an object a walk is in: some members at its top are no content.
enum class Part : std::uint8_t { kRoot, kMetadata, kRest };

bool is_content(Part part, std::string_view name) {
  switch (part) {
    case Part::kRoot:
      return name != "apiVersion";
    case Part::kMetadata:
      return name != "name" && name != "namespace";
    case Part::kRest:
      return true;
  }
  return true;
}

void collect(const Json& value, std::uint64_t place, Part part, std::vector<std::uint64_t>& leaves) {
  if (value.is_object() && !value.empty()) {
    for (const auto& [name, member] : value.items()) {
      if (is_content(part, name)) {
        const Part below = part == Part::kRoot && name == "metadata" ? Part::kMetadata : Part::kRest;
        collect(member, mixed(place, text_hash(name)), below, leaves);
      }
    }
  } else if (value.is_array() && !value.empty()) {
    for (const Json& item : value) {
      collect(item, mixed(place, kItem), Part::kRest, leaves);
    }
  } else {
    leaves.push_back(mixed(place, std::hash<Json>()(value)));
  }
}

bool same_but(const Json& a, const Json& b, Part part) {
  if (part == Part::kRest || !a.is_object() || !b.is_object()) return a == b;
  const auto covers = [part](const Json& all, const Json& other) {
    return std::ranges::all_of(all.items(), [&](const auto& member) {
      return !is_content(part, member.key()) || other.contains(member.key());
    });
  };
  if (!covers(b, a)) return false;
  return std::ranges::all_of(a.items(), [&](const auto& member) {
    if (!is_content(part, member.key())) return true;
    const auto found = b.find(member.key());
    const Part below = part == Part::kRoot && member.key() == "metadata" ? Part::kMetadata : Part::kRest;
    return found != b.end() && same_but(member.value(), *found, below);
  });
}

}  // namespace

std::vector<std::uint64_t> leaf_hashes(const model::Resource& resource) {
  std::vector<std::uint64_t> leaves;
  collect(resource.object, 0, Part::kRoot, leaves);
  std::ranges::sort(leaves);
  return leaves;
}

Likeness likeness_of(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  Likeness likeness{0, std::max(a.size(), b.size())};
  auto left = a.begin();
  auto right = b.begin();
  while (left != a.end() && right != b.end()) {
    if (*left == *right) {
      ++likeness.equal;
      ++left;
      ++right;
    } else if (*left < *right) {
      ++left;
    } else {
      ++right;
    }
  }
  return likeness;
}

bool same_content(const model::Resource& a, const model::Resource& b) {
  return same_but(a.object, b.object, Part::kRoot);
}

}  // namespace nsmkit::diff
