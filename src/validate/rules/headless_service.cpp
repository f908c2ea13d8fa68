#include <string>

#include "validate/references.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM309",
    .slug = "headless-service",
    .severity = base::Severity::kWarning,
    .summary = "a policy for a headless Service",
    .why =
        "The mesh cannot tell which Pod addresses belong to a headless Service, so TrafficSplits, RateLimits "
        "and CircuitBreakers do not work as written for it.",
    .remedy = "Give the Service a cluster IP, or leave the policy out.",
    .source = "NGINX Service Mesh known issue 2324 and traffic policies guide",
};

constexpr std::string_view kKinds[] = {"TrafficSplit", "RateLimit", "CircuitBreaker", "Service"};

class HeadlessService final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    using Role = TargetReference::Role;
    const Lookup services(context, "Service", "v1");
    for (const TargetReference& reference : target_references(context)) {
      if (reference.kind != "Service" || reference.role == Role::kSource ||
          reference.role == Role::kFallback) {
        continue;
      }
      const model::Resource* service = services.find(reference.name_space, reference.name);
      if (service != nullptr && text_at(service->object, "/spec/clusterIP") == "None") {
        context.report(*reference.from, reference.pointer,
                       "Service " + scoped(reference.name_space, reference.name) +
                           " is headless (clusterIP: None, " + place_of(service->location) + ")");
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_headless_service_rule() { return std::make_unique<HeadlessService>(); }

}  // namespace nsmkit::validate
