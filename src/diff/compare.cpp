#include <algorithm>
#include <map>
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

class Comparison {
 public:
  explicit Comparison(const CompareOptions& options) : options_(options) {}

  Difference run(std::span<const Entry> before, std::span<const Entry> after) {
    Pairing pairing = pair_objects(before, after);
    result_.counts.before = before.size();
    result_.counts.after = after.size();
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
      result_.versions.push_back({std::get<0>(version), std::get<1>(version), std::get<2>(version), objects});
    }
    return std::move(result_);
  }

 private:
  void compare_pair(const Entry& before, const Entry& after) {
    ++result_.counts.comparisons;
    note_version(before, after);
    if (before.resource->object == after.resource->object) {
      ++result_.counts.unchanged;
      return;
    }
    add(ObjectNature::kChanged, before, after,
        compare_values(before, after, options_.ignore, result_.counts.ignored), std::nullopt);
  }

  void note_version(const Entry& before, const Entry& after) {
    const std::string& left = before.origin->ref.api_version;
    const std::string& right = after.origin->ref.api_version;
    const bool converted = before.resource->ref.api_version == after.resource->ref.api_version;
    if (left != right && converted) {
      ++versions_[{after.origin->ref.kind, left, right}];
    }
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
      note_version(before, after);
      const bool moved = before.resource->ref.name_space != after.resource->ref.name_space;
      add(moved ? ObjectNature::kMoved : ObjectNature::kRenamed, before, after,
          compare_contents(before, after, options_.ignore, result_.counts.ignored), rename.likeness);
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
  std::map<std::tuple<std::string, std::string, std::string>, std::uint64_t> versions_;
};

}  // namespace

Difference compare(std::span<const Entry> before, std::span<const Entry> after,
                   const CompareOptions& options) {
  return Comparison(options).run(before, after);
}

}  // namespace nsmkit::diff
