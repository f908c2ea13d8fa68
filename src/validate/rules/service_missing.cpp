#include <map>
#include <string>

#include "validate/references.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM306",
    .slug = "service-missing",
    .severity = base::Severity::kWarning,
    .summary = "a policy names a Service or workload that is not there",
    .why =
        "The policy cannot take effect for what does not exist. The webhook takes it all the same, so a "
        "misspelt name stays unnoticed.",
    .remedy = "Create what is named before the policy, or correct the name and namespace.",
    .source = "SMI traffic split: workflow; NGINX Service Mesh traffic policies guide",
};

constexpr std::string_view kKinds[] = {"TrafficSplit", "RateLimit", "CircuitBreaker", "Service",
                                       "Deployment",   "DaemonSet", "StatefulSet",    "Pod"};

constexpr std::string_view kTargets[] = {"Service", "Deployment", "DaemonSet", "StatefulSet", "Pod"};

// A backend that gets no traffic yet may well be created later.
bool is_idle_backend(const TargetReference& reference) {
  if (reference.role != TargetReference::Role::kBackend) {
    return false;
  }
  const std::string backend = reference.pointer.substr(0, reference.pointer.rfind('/'));
  return integer_at(reference.from->object, backend + "/weight") == 0;
}

class ServiceMissing final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    std::map<std::string, Lookup, std::less<>> lookups;
    for (const std::string_view kind : kTargets) {
      lookups.try_emplace(std::string(kind), context, kind, kind == "Service" ? "v1" : "");
    }
    for (const TargetReference& reference : target_references(context)) {
      const auto lookup = lookups.find(reference.kind);
      // Without a single object of that kind and namespace, their export is not among the inputs.
      if (lookup == lookups.end() || !lookup->second.covers(reference.name_space) ||
          lookup->second.find(reference.name_space, reference.name) != nullptr) {
        continue;
      }
      const std::string hint = lookup->second.hint(reference.name_space, reference.name);
      base::Finding& finding = context.report(*reference.from, reference.pointer,
                                              "there is no " + reference.kind + " " +
                                                  scoped(reference.name_space, reference.name) +
                                                  (hint.empty() ? "" : "; " + hint));
      if (is_idle_backend(reference)) {
        finding.severity = base::Severity::kInfo;
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_service_missing_rule() { return std::make_unique<ServiceMissing>(); }

}  // namespace nsmkit::validate
