#include "validate/references.hpp"
#include "validate/rule.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM302",
    .slug = "tcp-route-missing",
    .severity = base::Severity::kError,
    .summary = "a policy names a TCPRoute that is not there",
    .why =
        "A rule that leads nowhere permits nothing: connections that the TrafficTarget should allow are "
        "refused.",
    .remedy =
        "Add the TCPRoute to the namespace of the policy, or correct the name; references do not leave their "
        "namespace.",
    .source = "SMI traffic access, traffic split: references carry no namespace",
};

constexpr std::string_view kKinds[] = {"TrafficTarget", "TrafficSplit", "RateLimit", "TCPRoute"};

class TcpRouteMissing final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override { report_missing_routes(context, "TCPRoute"); }
};

}  // namespace

std::unique_ptr<Rule> make_tcp_route_missing_rule() { return std::make_unique<TcpRouteMissing>(); }

}  // namespace nsmkit::validate
