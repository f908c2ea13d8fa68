#include "yaml/edit_plan.hpp"

#include <algorithm>

namespace nsmkit::yaml {

namespace {

constexpr std::size_t kNone = SIZE_MAX;

// Of a name that stands twice, the last one counts.
std::size_t member_named(const EditContext& context, const std::vector<Member>& members,
                         const std::string& name) {
  for (std::size_t i = members.size(); i-- > 0 && !name.empty();) {
    if (members[i].key != kNoNode && context.tree.nodes[members[i].key].name == name) return i;
  }
  return kNone;
}

std::size_t last_that_stays(const std::vector<bool>& removed) {
  const auto found = std::find(removed.rbegin(), removed.rend(), false);
  return found == removed.rend() ? kNone : static_cast<std::size_t>(removed.rend() - found) - 1;
}

}  // namespace

Placement place(const EditContext& context, std::uint32_t node, const CollectionPlan& plan) {
  Placement placement;
  placement.members = members_of(context.tree, context.text, node);
  placement.removed = plan.removed;
  const std::size_t last = last_that_stays(plan.removed);
  std::map<std::string, std::size_t> places;
  for (const Insertion* insertion : plan.insert) {
    std::size_t at = member_named(context, placement.members, insertion->after);
    if (const auto earlier = places.find(insertion->after); at == kNone && earlier != places.end()) {
      at = earlier->second;
    }
    if (at == kNone) {
      at = last == kNone ? placement.members.size() - 1 : last;
    }
    places[insertion->key] = at;
    (plan.removed[at] ? placement.in_place_of : placement.after)[at].push_back(insertion);
  }
  placement.emptied = last == kNone && plan.insert.empty();
  return placement;
}

std::uint32_t root_of(const SpanTree& tree, std::uint32_t node) {
  while (tree.nodes[node].parent != kNoNode) {
    node = tree.nodes[node].parent;
  }
  return node;
}

}  // namespace nsmkit::yaml
