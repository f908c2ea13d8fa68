#include "validate/kinds.hpp"
#include "validate/pod_template.hpp"
#include "validate/rule.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM514",
    .slug = "sidecar-in-manifest",
    .severity = base::Severity::kWarning,
    .summary = "a workload whose manifest holds the sidecar already",
    .why =
        "Such a manifest comes from manual injection or from a running Pod. Restored, it brings the sidecar "
        "of the old release along, and the injector adds none of the new one.",
    .remedy = "Take the sidecar out of the manifest, or inject the original again with the new release.",
    .source = "v2.0.0:pkg/apis/mesh/types.go, v2.0.0:docs/content/guides/inject-sidecar-proxy.md",
};

class SidecarInManifest final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kWorkloadKinds; }

  void run(RuleContext& context) const override {
    for_each_template(context, MadePods::kSkip, [&context](const PodTemplate& pods) {
      if (is_injected(pods)) {
        context.report(
            *pods.resource, pods.pointer_to(releases::mark("pod-injected")),
            pods.subject() + (pods.pointer.empty()
                                  ? " already has the sidecar of the release it was injected by"
                                  : " already have the sidecar of the release they were injected by"));
      }
    });
  }
};

}  // namespace

std::unique_ptr<Rule> make_sidecar_in_manifest_rule() { return std::make_unique<SidecarInManifest>(); }

}  // namespace nsmkit::validate
