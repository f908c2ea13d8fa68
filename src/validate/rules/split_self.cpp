#include "validate/rule.hpp"
#include "validate/spec.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM424",
    .slug = "split-self",
    .severity = base::Severity::kWarning,
    .summary = "a TrafficSplit with its own apex service among its backends",
    .why =
        "The apex stands for all of its Pods, those of the other backends included, so the shares are not "
        "what the "
        "weights say.",
    .remedy = "Give the versions Services of their own, and name only these as backends.",
    .source = "SMI traffic-split v1alpha3",
};

constexpr std::string_view kKinds[] = {"TrafficSplit"};

class SplitSelf final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* split : context.all("TrafficSplit")) {
      const std::string_view apex = text_at(split->object, "/spec/service");
      std::size_t index = 0;
      for (const Json& backend : list_at(split->object, "/spec/backends")) {
        if (!apex.empty() && text_at(backend, "/service") == apex) {
          context.report(*split, element("/spec/backends", index, "/service"),
                         "the backend " + in_quotes(apex) + " is the service that is split");
        }
        ++index;
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_split_self_rule() { return std::make_unique<SplitSelf>(); }

}  // namespace nsmkit::validate
