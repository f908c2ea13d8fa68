#include <map>

#include "validate/circuitbreaker.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM450",
    .slug = "circuitbreaker-duplicate",
    .severity = base::Severity::kWarning,
    .summary = "two CircuitBreakers for one Service",
    .why = "Nothing defines which of two CircuitBreakers of one Service is in force.",
    .remedy = "Keep one of the two.",
    .source = "v2.0.0:docs/content/guides/smi-traffic-policies.md: a CircuitBreaker binds to one destination",
};

constexpr std::string_view kKinds[] = {"CircuitBreaker"};

class CircuitbreakerDuplicate final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    std::map<std::string, const model::Resource*> first;
    for (const model::Resource* breaker : context.all("CircuitBreaker")) {
      const auto destination = circuitbreaker::destination_of(*breaker);
      if (destination.name.empty()) {
        continue;
      }
      const model::Resource& other =
          *first.emplace(key_of({destination.name_space, destination.name}), breaker).first->second;
      if (other.ref.name != breaker->ref.name || other.ref.name_space != breaker->ref.name_space) {
        context.report(*breaker, "/spec/destination",
                       "the Service '" + scoped(destination.name_space, destination.name) + "' already has " +
                           model::display_name(other.ref) + " (" + place_of(other.location) + ")");
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_circuitbreaker_duplicate_rule() {
  return std::make_unique<CircuitbreakerDuplicate>();
}

}  // namespace nsmkit::validate
