#include "validate/kinds.hpp"
#include "validate/pod_template.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM509",
    .slug = "csi-driver-renamed",
    .severity = base::Severity::kError,
    .summary = "a Pod that mounts the SPIRE socket by a CSI driver of older releases",
    .why =
        "On OpenShift the driver is called csi.spiffe.io from 1.7.0 on. The old one is not installed any "
        "more, so the Pod cannot start.",
    .remedy = "Write driver: csi.spiffe.io, or remove the volume where a Pod label makes the mesh mount it.",
    .source =
        "v2.0.0:docs/content/releases/release-notes-1.7.0.md, v1.6.0:helm-chart/templates/spire-agent.yaml, "
        "v1.7.0:helm-chart/templates/spiffe-csi-driver.yaml",
    .since = "1.7.0",
};

constexpr std::string_view kOldDriver = "wlapi-mounter.spire.nginx.com";

class CsiDriverRenamed final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kWorkloadKinds; }

  void run(RuleContext& context) const override {
    for_each_template(context, MadePods::kSkip, [&context](const PodTemplate& pods) {
      std::size_t index = 0;
      for (const Json& volume : list_at(*pods.body, "/spec/volumes")) {
        if (text_at(volume, "/csi/driver") == kOldDriver) {
          context.report(*pods.resource, element(pods.pointer + "/spec/volumes", index, "/csi/driver"),
                         "the volume '" + std::string(text_at(volume, "/name")) + "' uses the CSI driver " +
                             std::string(kOldDriver) + ", which is called csi.spiffe.io from 1.7.0 on");
        }
        ++index;
      }
    });
  }
};

}  // namespace

std::unique_ptr<Rule> make_csi_driver_renamed_rule() { return std::make_unique<CsiDriverRenamed>(); }

}  // namespace nsmkit::validate
