#include "validate/rule.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM518",
    .slug = "webhook-in-backup",
    .severity = base::Severity::kWarning,
    .summary = "the mesh's webhook configuration among the restored objects",
    .why =
        "While this webhook stands and no control plane answers it, no Pod of the cluster can be created "
        "(issue 384). The chart makes it anew.",
    .remedy = "Leave it out of the restore.",
    .source = "v2.0.0:docs/content/releases/release-notes-1.3.0.md (issue 384), release-notes-2.0.0.md",
    .until = "1.7.0",
};

constexpr std::string_view kKinds[] = {"MutatingWebhookConfiguration"};

constexpr std::string_view kInjector = "sidecar-injector-webhook-cfg.internal.builtin.nsm.nginx";

class WebhookInBackup final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    for (const model::Resource* webhook : context.all("MutatingWebhookConfiguration")) {
      if (webhook->ref.name == kInjector) {
        context.report(*webhook, "/metadata/name",
                       "the webhook that injects sidecars belongs to the control plane, not into a backup");
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_webhook_in_backup_rule() { return std::make_unique<WebhookInBackup>(); }

}  // namespace nsmkit::validate
