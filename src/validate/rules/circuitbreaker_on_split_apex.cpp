#include <map>

#include "validate/circuitbreaker.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM451",
    .slug = "circuitbreaker-on-split-apex",
    .severity = base::Severity::kWarning,
    .summary = "a CircuitBreaker for a Service that a TrafficSplit divides",
    .why =
        "Requests to the Service go to the backends of the split, so the CircuitBreaker does not guard them "
        "as meant.",
    .remedy = "Give each backend Service a CircuitBreaker of its own.",
    .source = "v2.0.0:docs/content/guides/smi-traffic-policies.md",
};

constexpr std::string_view kKinds[] = {"CircuitBreaker", "TrafficSplit"};

class CircuitbreakerOnSplitApex final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    std::map<std::string, const model::Resource*> splits;
    for (const model::Resource* split : context.all("TrafficSplit")) {
      splits.emplace(key_of({split->ref.name_space, text_at(split->object, "/spec/service")}), split);
    }
    for (const model::Resource* breaker : context.all("CircuitBreaker")) {
      const auto destination = circuitbreaker::destination_of(*breaker);
      const auto found = splits.find(key_of({destination.name_space, destination.name}));
      if (!destination.name.empty() && found != splits.end()) {
        const model::Resource& split = *found->second;
        context.report(*breaker, "/spec/destination/name",
                       "the Service '" + std::string(destination.name) + "' is split by " +
                           model::display_name(split.ref) + " (" + place_of(split.location) +
                           "), so circuit breaking does not work on it as meant");
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_circuitbreaker_on_split_apex_rule() {
  return std::make_unique<CircuitbreakerOnSplitApex>();
}

}  // namespace nsmkit::validate
