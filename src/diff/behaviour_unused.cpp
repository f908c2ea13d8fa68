#include <algorithm>
#include <array>

#include "diff/behaviour_access_text.hpp"
#include "diff/behaviour_parts.hpp"

namespace nsmkit::diff {

namespace {

// The kinds that refer to HTTPRouteGroups.
const std::array<std::string, 3> kUsers{"TrafficTarget", "TrafficSplit", "RateLimit"};

// Whether a kind of policy that may use the groups is not among the inputs at all, on either side.
bool policies_are_missing(Comparison& comparison) {
  return std::ranges::any_of(kUsers, [&comparison](const std::string& kind) {
    return comparison.policies[0].of_kind(kind).empty() && comparison.policies[1].of_kind(kind).empty();
  });
}

void compare(const RuleRoutes* before, const RuleRoutes* after, Comparison& comparison) {
  const RuleRoutes& any = after != nullptr ? *after : *before;
  if (before != nullptr && after != nullptr && before->set == after->set) return;
  const std::string name = to_text(Subject{"HTTPRouteGroup", any.group->ref.name_space, any.group->ref.name});
  BehaviourChange change{Topic::kAccess,
                         Effect::kMaybe,
                         name,
                         name +
                             ": its routes differ, and no policy among the inputs uses it; what that means "
                             "for traffic is not known",
                         {},
                         {},
                         {}};
  if (before != nullptr) {
    change.before = lines_of(comparison.table, comparison.table.set(before->set));
    change.places.push_back(before->group->location);
  }
  if (after != nullptr) {
    change.after = lines_of(comparison.table, comparison.table.set(after->set));
    change.places.push_back(after->group->location);
  }
  comparison.result.changes.push_back(std::move(change));
}

}  // namespace

// A group that no policy uses does nothing. But a backup is often compared file by file, and then the
// policies that use it may stand elsewhere.
void compare_unused_groups(Comparison& comparison) {
  if (!policies_are_missing(comparison)) return;
  const auto before = comparison.policies[0].unused_groups();
  const auto after = comparison.policies[1].unused_groups();
  // Of a group that is used on the other side, the policies there tell.
  for (const auto& [key, group] : before) {
    const auto other = after.find(key);
    if (other != after.end()) {
      compare(&group, &other->second, comparison);
    } else if (!comparison.policies[1].uses_group(key)) {
      compare(&group, nullptr, comparison);
    }
  }
  for (const auto& [key, group] : after) {
    if (!before.contains(key) && !comparison.policies[0].uses_group(key)) {
      compare(nullptr, &group, comparison);
    }
  }
}

}  // namespace nsmkit::diff
