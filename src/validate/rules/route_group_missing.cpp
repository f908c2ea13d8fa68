#include "validate/references.hpp"
#include "validate/rule.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM301",
    .slug = "route-group-missing",
    .severity = base::Severity::kError,
    .summary = "a policy names an HTTPRouteGroup that is not there",
    .why =
        "A rule that leads nowhere matches no request: access it should grant is denied, and a split or "
        "limit "
        "it should narrow does not do what it says.",
    .remedy =
        "Add the HTTPRouteGroup to the namespace of the policy, or correct the name; references do not leave "
        "their namespace.",
    .source = "SMI traffic access, traffic split: references carry no namespace",
};

constexpr std::string_view kKinds[] = {"TrafficTarget", "TrafficSplit", "RateLimit", "HTTPRouteGroup"};

class RouteGroupMissing final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override { report_missing_routes(context, "HTTPRouteGroup"); }
};

}  // namespace

std::unique_ptr<Rule> make_route_group_missing_rule() { return std::make_unique<RouteGroupMissing>(); }

}  // namespace nsmkit::validate
