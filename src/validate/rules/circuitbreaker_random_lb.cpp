#include <map>

#include "releases/annotations.hpp"
#include "validate/circuitbreaker.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM454",
    .slug = "circuitbreaker-random-lb",
    .severity = base::Severity::kError,
    .summary = "circuit breaking together with a random load-balancing method",
    .why = "The control plane refuses the combination, and sidecars that get it exit (issue 22718).",
    .remedy = "Use a method without random, such as least_time, or leave the CircuitBreakers out.",
    .source =
        "v2.0.0:docs/content/releases/release-notes-1.2.0.md (issue 22718), v2.0.0:pkg/apis/mesh/validate.go",
};

constexpr std::string_view kKinds[] = {"CircuitBreaker", "Service"};

bool is_random(std::string_view method) { return method.find("random") != std::string_view::npos; }

// Once for all CircuitBreakers: the setting is the cause.
void check_mesh(const model::Resource& breaker, std::size_t count, RuleContext& context) {
  const auto& method = context.facts().mesh.load_balancing_method;
  if (!method || !is_random(method->value)) {
    return;
  }
  const std::string place = method->location.file.empty() ? "" : " (" + place_of(method->location) + ")";
  context.report(
      breaker, "/spec/destination",
      "the mesh balances load by '" + method->value + "'" + place + ", which excludes circuit breaking" +
          (count > 1 ? "; this is the first of " + std::to_string(count) + " CircuitBreakers" : ""));
}

void check_service(const model::Resource& service, const model::Resource* breaker, RuleContext& context) {
  const std::string pointer = releases::pointer_to(releases::mark("lb-method"));
  const std::string method(text_at(service.object, pointer));
  if (!is_random(method)) {
    return;
  }
  if (breaker != nullptr) {
    context.report(service, pointer,
                   "the Service balances load by '" + method + "', which excludes circuit breaking by " +
                       model::display_name(breaker->ref) + " (" + place_of(breaker->location) + ")",
                   "Use a method without random, such as least_time, or leave the CircuitBreaker out.");
  } else {
    context
        .report(service, pointer,
                "the Service balances load by '" + method +
                    "', which does not go with the CircuitBreakers of the mesh")
        .severity = base::Severity::kWarning;
  }
}

class CircuitbreakerRandomLb final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    const auto breakers = context.all("CircuitBreaker");
    if (breakers.empty()) {
      return;
    }
    check_mesh(*breakers.front(), breakers.size(), context);
    std::map<std::string, const model::Resource*> guarded;
    for (const model::Resource* breaker : breakers) {
      const auto destination = circuitbreaker::destination_of(*breaker);
      guarded.emplace(key_of({destination.name_space, destination.name}), breaker);
    }
    for (const model::Resource* service : context.all("Service")) {
      const auto found = guarded.find(key_of({service->ref.name_space, service->ref.name}));
      check_service(*service, found == guarded.end() ? nullptr : found->second, context);
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_circuitbreaker_random_lb_rule() {
  return std::make_unique<CircuitbreakerRandomLb>();
}

}  // namespace nsmkit::validate
