#include "validate/rule.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM516",
    .slug = "workload-version-not-injected",
    .severity = base::Severity::kWarning,
    .summary = "a workload of an API version that injection passes over",
    .why =
        "Injection never knew apps/v1beta1, so the Pods get no sidecar (issue 10258). Kubernetes serves it "
        "no more since 1.16.",
    .remedy = "Write apiVersion: apps/v1, with the selector it requires.",
    .source = "v2.0.0:docs/content/releases/release-notes-0.6.0.md (issue 10258)",
};

constexpr std::string_view kKinds[] = {"Deployment", "StatefulSet"};

class WorkloadVersionNotInjected final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    for (const std::string_view kind : kKinds) {
      for (const model::Resource* workload : context.all(kind)) {
        if (workload->ref.api_version == "apps/v1beta1") {
          context.report(*workload, "/apiVersion", "injection passes over workloads of apps/v1beta1");
        }
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_workload_version_not_injected_rule() {
  return std::make_unique<WorkloadVersionNotInjected>();
}

}  // namespace nsmkit::validate
