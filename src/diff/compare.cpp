#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

#include "diff/compare_values.hpp"
#include "diff/difference.hpp"
#include "diff/pairing.hpp"
#include "diff/renames.hpp"

namespace nsmkit::diff {

namespace {

const base::ResourceRef& ref_of(const ObjectChange& change) {
  return (change.after.resource != nullptr ? change.after : change.before).resource->ref;
}

// Kubernetes serves its own kinds in several groups, the same objects in each; those of others are apart.
bool is_kubernetes(std::string_view group) {
  return group.find('.') == std::string_view::npos || group.ends_with(".k8s.io");
}

bool is_one_api(const base::ResourceRef& a, const base::ResourceRef& b) {
  const std::string left = model::split_api_version(a.api_version).group;
  const std::string right = model::split_api_version(b.api_version).group;
  return left == right || (is_kubernetes(left) && is_kubernetes(right));
}

class Comparison {
 public:
  explicit Comparison(const CompareOptions& options) : options_(options) {}

  Difference run(std::span<const Entry> before, std::span<const Entry> after) {
    Pairing pairing = pair_objects(before, after);
    result_.counts.before = pairing.before;
    result_.counts.after = pairing.after;
    result_.findings = std::move(pairing.findings);
    for (const EntryPair& pair : pairing.pairs) {
      if (pair.after.resource == nullptr) {
        removed_.push_back(pair.before);
      } else if (pair.before.resource == nullptr) {
        added_.push_back(pair.after);
      } else {
        compare_pair(pair.before, pair.after);
      }
    }
    settle_names();
    std::ranges::stable_sort(result_.objects, [](const ObjectChange& a, const ObjectChange& b) {
      return in_order(ref_of(a), ref_of(b));
    });
    for (const auto& [version, objects] : versions_) {
      const auto& [kind, left, right, unconverted] = version;
      result_.versions.push_back({kind, left, right, objects, !unconverted});
    }
    return std::move(result_);
  }

 private:
  void compare_pair(const Entry& before, const Entry& after) {
    ++result_.counts.comparisons;
    const bool version_told = note_version(before, after);
    if (before.resource->object == after.resource->object) {
      ++result_.counts.unchanged;
      return;
    }
    add(ObjectNature::kChanged, before, after, values_of(before, after, {.version = version_told}),
        std::nullopt);
  }

  std::vector<ValueChange> values_of(const Entry& before, const Entry& after, LeftOut left_out) {
    return compare_values(before, after, options_.ignore, result_.counts.ignored, left_out);
  }

  /// Whether the apiVersion need not be compared: a change of it is told here, once for all objects.
  bool note_version(const Entry& before, const Entry& after) {
    const std::string& left = before.origin->ref.api_version;
    const std::string& right = after.origin->ref.api_version;
    const bool converted = before.resource->ref.api_version == after.resource->ref.api_version;
    const bool told =
        converted || (options_.one_version && is_one_api(before.resource->ref, after.resource->ref));
    if (left != right && told) ++versions_[{after.origin->ref.kind, left, right, !converted}];
    return told;
  }

  void add(ObjectNature nature, const Entry& before, const Entry& after, std::vector<ValueChange> values,
           std::optional<Likeness> likeness) {
    const bool only_orders = std::ranges::all_of(
        values, [](const ValueChange& value) { return value.nature == Nature::kSameInOtherOrder; });
    if (nature == ObjectNature::kChanged && only_orders) {
      ++result_.counts.unchanged;
      if (values.empty()) return;
      nature = ObjectNature::kSameInOtherOrder;
    } else {
      ++(nature == ObjectNature::kChanged ? result_.counts.changed : result_.counts.moved);
    }
    result_.objects.push_back({nature, before, after, std::move(values), likeness});
  }

  void settle_names() {
    const auto by_name = [](const Entry& a, const Entry& b) {
      return in_order(a.resource->ref, b.resource->ref);
    };
    std::ranges::stable_sort(removed_, by_name);
    std::ranges::stable_sort(added_, by_name);
    for (const Rename& rename : find_renames(removed_, added_, result_.counts.comparisons)) {
      Entry& before = removed_[rename.removed];
      Entry& after = added_[rename.added];
      const bool version_told = note_version(before, after);
      const bool moved = before.resource->ref.name_space != after.resource->ref.name_space;
      add(moved ? ObjectNature::kMoved : ObjectNature::kRenamed, before, after,
          values_of(before, after, {.version = version_told, .names = true}), rename.likeness);
      before = {};
      after = {};
    }
    for (const Entry& entry : removed_) {
      if (entry.resource == nullptr) continue;
      ++result_.counts.removed;
      result_.objects.push_back({ObjectNature::kRemoved, entry, {}, {}, {}});
    }
    for (const Entry& entry : added_) {
      if (entry.resource == nullptr) continue;
      ++result_.counts.added;
      result_.objects.push_back({ObjectNature::kAdded, {}, entry, {}, {}});
    }
  }

  const CompareOptions& options_;
  Difference result_;
  std::vector<Entry> removed_;
  std::vector<Entry> added_;
  std::map<std::tuple<std::string, std::string, std::string, bool>, std::uint64_t> versions_;
};

}  // namespace

Difference compare(std::span<const Entry> before, std::span<const Entry> after,
                   const CompareOptions& options) {
  return Comparison(options).run(before, after);
}

}  // namespace nsmkit::diff
