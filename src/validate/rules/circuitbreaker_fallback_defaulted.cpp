#include <algorithm>

#include "base/pointer.hpp"
#include "validate/circuitbreaker.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM453",
    .slug = "circuitbreaker-fallback-defaulted",
    .severity = base::Severity::kWarning,
    .summary =
        "a CircuitBreaker that leaves the namespace or port of its fallback to a default that does not fit",
    .why = "Without a namespace the fallback is looked for in 'default', without a port on 80.",
    .remedy = "Write the fallback as namespace/service, and its port.",
    .source =
        "v2.0.0:docs/content/guides/smi-traffic-policies.md, "
        "v2.0.0:pkg/apis/specs/v1alpha1/circuit_breaker.go",
};

constexpr std::string_view kKinds[] = {"CircuitBreaker", "Service"};

constexpr std::int64_t kDefaultPort = 80;

void check_namespace(const model::Resource& breaker, const circuitbreaker::Fallback& fallback,
                     RuleContext& context) {
  const auto destination = circuitbreaker::destination_of(breaker);
  if (fallback.name_space_written || destination.name_space.empty() ||
      destination.name_space == fallback.name_space) {
    return;
  }
  context.report(breaker, "/spec/fallback/service",
                 "the fallback '" + std::string(fallback.name) + "' names no namespace, so '" +
                     scoped(fallback.name_space, fallback.name) +
                     "' is meant, while the destination is in '" + std::string(destination.name_space) + "'",
                 "Write '" + scoped(destination.name_space, fallback.name) + "'.");
}

bool listens_on_default(const model::Resource& service) {
  const Json& ports = list_at(service.object, "/spec/ports");
  return std::any_of(ports.begin(), ports.end(),
                     [](const Json& port) { return integer_at(port, "/port") == kDefaultPort; });
}

// Where the Service is not in the backup, its ports are not known.
void check_port(const model::Resource& breaker, const circuitbreaker::Fallback& fallback,
                RuleContext& context) {
  if (base::find(breaker.object, "/spec/fallback/port") != nullptr) {
    return;
  }
  const std::string_view name_space =
      fallback.name_space_written ? fallback.name_space : circuitbreaker::destination_of(breaker).name_space;
  const std::string name = scoped(name_space, fallback.name);
  const auto services = context.find("Service", name_space, fallback.name);
  if (services.empty()) {
    context
        .report(breaker, "/spec/fallback", "the fallback '" + name + "' names no port, so 80 is meant",
                "Check that the Service listens on port 80, or write its port.")
        .severity = base::Severity::kInfo;
  } else if (!listens_on_default(*services.front())) {
    context.report(
        breaker, "/spec/fallback",
        "the fallback '" + name + "' names no port, so 80 is meant, but the Service does not listen on it",
        "Write a port of the Service.");
  }
}

class CircuitbreakerFallbackDefaulted final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    for (const model::Resource* breaker : context.all("CircuitBreaker")) {
      if (const auto fallback = circuitbreaker::fallback_of(*breaker)) {
        check_namespace(*breaker, *fallback, context);
        check_port(*breaker, *fallback, context);
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_circuitbreaker_fallback_defaulted_rule() {
  return std::make_unique<CircuitbreakerFallbackDefaulted>();
}

}  // namespace nsmkit::validate
