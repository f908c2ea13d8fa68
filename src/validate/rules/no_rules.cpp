#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM435",
    .slug = "no-rules",
    .severity = base::Severity::kWarning,
    .summary = "a TrafficTarget without rules",
    .why =
        "What a TrafficTarget without rules means in this version of SMI is not defined: it may allow "
        "nothing "
        "or everything.",
    .remedy = "Name the HTTPRouteGroups or TCPRoutes that are allowed, or remove the TrafficTarget.",
    .source = "SMI traffic access: required from v1alpha3 on, undefined before",
};

constexpr std::string_view kKinds[] = {"TrafficTarget"};

class NoRules final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* target : context.all("TrafficTarget")) {
      if (list_at(target->object, "/spec/rules").empty()) {
        context.report(*target, "/spec/rules", "the TrafficTarget has no rules");
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_no_rules_rule() { return std::make_unique<NoRules>(); }

}  // namespace nsmkit::validate
