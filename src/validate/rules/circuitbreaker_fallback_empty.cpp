#include "base/pointer.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM455",
    .slug = "circuitbreaker-fallback-empty",
    .severity = base::Severity::kError,
    .summary = "a CircuitBreaker whose fallback names no Service",
    .why =
        "The field is called service. The API server drops name, which an NGINX guide shows, so the fallback "
        "stays empty and is not used.",
    .remedy = "Write the fallback as service: namespace/name, or remove it.",
    .source =
        "v2.0.0:docs/content/guides/smi-traffic-policies.md, v2.0.0:helm-chart/crds/circuitbreaker.yaml",
};

constexpr std::string_view kKinds[] = {"CircuitBreaker"};

class CircuitbreakerFallbackEmpty final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* breaker : context.all("CircuitBreaker")) {
      const Json* fallback = base::find(breaker->object, "/spec/fallback");
      if (fallback == nullptr || !fallback->is_object() || fallback->empty() ||
          fallback->contains("service")) {
        continue;
      }
      const std::string name(text_at(*fallback, "/name"));
      if (!name.empty()) {
        context.report(
            *breaker, "/spec/fallback/name",
            "the fallback '" + name + "' stands under name, which is dropped; the field is service",
            "Rename the field: service: " + name);
      } else {
        context
            .report(*breaker, "/spec/fallback",
                    "the fallback names no Service, so it is not used; perhaps it was dropped when the "
                    "object was created")
            .severity = base::Severity::kWarning;
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_circuitbreaker_fallback_empty_rule() {
  return std::make_unique<CircuitbreakerFallbackEmpty>();
}

}  // namespace nsmkit::validate
