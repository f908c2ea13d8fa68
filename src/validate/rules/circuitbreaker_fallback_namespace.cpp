#include "validate/circuitbreaker.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM452",
    .slug = "circuitbreaker-fallback-namespace",
    .severity = base::Severity::kError,
    .summary = "a CircuitBreaker with a fallback in another namespace",
    .why =
        "Destination and fallback must be in one namespace; otherwise requests are not sent to the fallback.",
    .remedy = "Name a fallback Service in the namespace of the destination.",
    .source = "v2.0.0:docs/content/guides/smi-traffic-policies.md",
};

constexpr std::string_view kKinds[] = {"CircuitBreaker"};

class CircuitbreakerFallbackNamespace final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* breaker : context.all("CircuitBreaker")) {
      const auto destination = circuitbreaker::destination_of(*breaker);
      const auto fallback = circuitbreaker::fallback_of(*breaker);
      if (fallback && fallback->name_space_written && !destination.name_space.empty() &&
          fallback->name_space != destination.name_space) {
        context.report(*breaker, "/spec/fallback/service",
                       "the fallback '" + scoped(fallback->name_space, fallback->name) +
                           "' is in another namespace than its destination '" +
                           scoped(destination.name_space, destination.name) + "'");
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_circuitbreaker_fallback_namespace_rule() {
  return std::make_unique<CircuitbreakerFallbackNamespace>();
}

}  // namespace nsmkit::validate
