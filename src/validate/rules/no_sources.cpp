#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM434",
    .slug = "no-sources",
    .severity = base::Severity::kWarning,
    .summary = "a TrafficTarget without sources",
    .why =
        "What a TrafficTarget without sources means in this version of SMI is not defined: it may allow "
        "nobody or everybody.",
    .remedy = "Name the ServiceAccounts that may connect, or remove the TrafficTarget.",
    .source = "SMI traffic access: required from v1alpha3 on, undefined before",
};

constexpr std::string_view kKinds[] = {"TrafficTarget"};

class NoSources final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* target : context.all("TrafficTarget")) {
      if (list_at(target->object, "/spec/sources").empty()) {
        context.report(*target, "/spec/sources", "the TrafficTarget has no sources");
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_no_sources_rule() { return std::make_unique<NoSources>(); }

}  // namespace nsmkit::validate
