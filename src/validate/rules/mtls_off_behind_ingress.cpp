#include "validate/kinds.hpp"
#include "validate/pod_template.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM517",
    .slug = "mtls-off-behind-ingress",
    .severity = base::Severity::kInfo,
    .summary = "a Pod with mTLS off in a mesh with an Ingress Controller",
    .why =
        "An Ingress Controller of the mesh sends with mTLS and reaches only Services whose mode is "
        "permissive or strict.",
    .remedy =
        "Where the Ingress Controller has to reach these Pods, use permissive, or run a second Ingress "
        "Controller outside the mesh.",
    .source = "v2.0.0:docs/content/tutorials/kic/deploy-with-kic.md",
};

class MtlsOffBehindIngress final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kWorkloadKinds; }

  void run(RuleContext& context) const override {
    const model::Resource* controller = nullptr;
    for_each_template(context, MadePods::kSkip, [&controller](const PodTemplate& pods) {
      const bool ingress = pods.value_of(releases::mark("enable-ingress")) == "true" ||
                           pods.value_of(releases::mark("enable-ingress-annotation")) == "true";
      controller = controller == nullptr && ingress ? pods.resource : controller;
    });
    if (controller == nullptr) {
      return;
    }
    const releases::Mark& mode = releases::mark("mtls-mode");
    for_each_template(context, MadePods::kSkip, [&](const PodTemplate& pods) {
      if (pods.value_of(mode) == "off") {
        context.report(*pods.resource, pods.pointer_to(mode),
                       "mTLS is off for " + pods.subject() + ", so the Ingress Controller (" +
                           model::display_name(controller->ref) + ", " + place_of(controller->location) +
                           ") does not reach them");
      }
    });
  }
};

}  // namespace

std::unique_ptr<Rule> make_mtls_off_behind_ingress_rule() { return std::make_unique<MtlsOffBehindIngress>(); }

}  // namespace nsmkit::validate
