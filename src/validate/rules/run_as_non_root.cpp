#include "base/pointer.hpp"
#include "validate/pod_template.hpp"
#include "validate/rule.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM513",
    .slug = "run-as-non-root",
    .severity = base::Severity::kWarning,
    .summary = "a meshed Pod that must not run as root",
    .why =
        "The init container of the sidecar runs as root, so Kubernetes does not start an injected Pod with "
        "runAsNonRoot: true.",
    .remedy =
        "Keep such Pods out of the mesh, or set runAsNonRoot for the containers instead of the whole Pod.",
    .source = "v2.0.0:docs/content/reference/permissions.md",
};

constexpr std::string_view kAllKinds[] = {"Namespace", "Deployment", "StatefulSet",
                                          "DaemonSet", "ReplicaSet", "ReplicationController",
                                          "Job",       "CronJob",    "Pod"};

class RunAsNonRoot final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kAllKinds; }

  void run(RuleContext& context) const override {
    for_each_template(context, MadePods::kSkip, [&context](const PodTemplate& pods) {
      const std::string_view pointer = "/spec/securityContext/runAsNonRoot";
      const Json* value = base::find(*pods.body, pointer);
      if (value != nullptr && *value == true && meshing_of(pods, context) == Meshing::kMeshed) {
        context.report(*pods.resource, pods.pointer + std::string(pointer),
                       "runAsNonRoot keeps the sidecar's init container from running");
      }
    });
  }
};

}  // namespace

std::unique_ptr<Rule> make_run_as_non_root_rule() { return std::make_unique<RunAsNonRoot>(); }

}  // namespace nsmkit::validate
