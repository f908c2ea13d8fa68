#include <algorithm>
#include <iterator>

#include "validate/references.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM305",
    .slug = "route-group-unused",
    .severity = base::Severity::kInfo,
    .summary = "an HTTPRouteGroup that no policy refers to",
    .why = "It has no effect. Often a policy was left out of the export, or names the group wrongly.",
    .remedy =
        "Check that all TrafficTargets, TrafficSplits and RateLimits are among the inputs; remove the group "
        "if it is not needed.",
    .source = "SMI traffic specs: a route group does nothing by itself",
};

constexpr std::string_view kKinds[] = {"TrafficTarget", "TrafficSplit", "RateLimit", "HTTPRouteGroup"};

NamedObjects used_groups(const RuleContext& context) {
  NamedObjects used;
  for (const RouteReference& reference : route_references(context, Objects::kAll)) {
    if (text_at(*reference.value, "/kind") == "HTTPRouteGroup") {
      used.add(reference.from->ref.name_space, text_at(*reference.value, "/name"));
    }
  }
  return used;
}

// The groups alone say nothing about their use.
bool has_referrers(const RuleContext& context) {
  return std::any_of(std::begin(kReferrers), std::end(kReferrers), [&context](std::string_view kind) {
    return !context.all(kind).empty() || !context.refused(kind).empty();
  });
}

class RouteGroupUnused final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    if (!has_referrers(context)) {
      return;
    }
    const NamedObjects used = used_groups(context);
    for (const model::Resource* group : context.all("HTTPRouteGroup")) {
      if (!used.has(group->ref.name_space, group->ref.name)) {
        context.report(*group, "",
                       "no TrafficTarget, TrafficSplit or RateLimit among the inputs refers to this group");
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_route_group_unused_rule() { return std::make_unique<RouteGroupUnused>(); }

}  // namespace nsmkit::validate
