#include <string>

#include "validate/rule.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM403",
    .slug = "spiffeid-in-backup",
    .severity = base::Severity::kWarning,
    .summary = "SpiffeID objects among the inputs",
    .why =
        "SPIRE makes them for the running Pods and knows them by the uids of these Pods. Restored ones "
        "belong "
        "to Pods that are gone, and their finalizers can hold up the removal of a namespace.",
    .remedy = "Leave SpiffeIDs out of backups and restores; the mesh makes them anew.",
    .source = "NGINX Service Mesh: spiffeids.spiffeid.spiffe.io, known issue 17160",
};

constexpr std::string_view kKinds[] = {"SpiffeID"};

class SpiffeidInBackup final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    const auto accepted = context.all("SpiffeID");
    const auto refused = context.refused("SpiffeID");
    const std::size_t count = accepted.size() + refused.size();
    if (count == 0) {
      return;
    }
    const model::Resource& first = accepted.empty() ? *refused.front() : *accepted.front();
    context.report(first, "",
                   count == 1 ? "the inputs hold a SpiffeID, which SPIRE makes itself"
                              : "the inputs hold " + std::to_string(count) +
                                    " SpiffeIDs, which SPIRE makes itself; this is the first");
  }
};

}  // namespace

std::unique_ptr<Rule> make_spiffeid_in_backup_rule() { return std::make_unique<SpiffeidInBackup>(); }

}  // namespace nsmkit::validate
