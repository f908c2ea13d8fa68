#include <string>

#include "validate/references.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM307",
    .slug = "service-account-missing",
    .severity = base::Severity::kWarning,
    .summary = "a TrafficTarget names a ServiceAccount that is not there",
    .why = "No Pod can run under it, so the TrafficTarget allows nothing to or from it.",
    .remedy = "Create the ServiceAccount, or correct its name and namespace.",
    .source = "SMI traffic access: subjects are ServiceAccounts",
};

constexpr std::string_view kKinds[] = {"TrafficTarget", "ServiceAccount"};

class ServiceAccountMissing final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    const Lookup accounts(context, "ServiceAccount");
    for (const model::Resource* target : context.all("TrafficTarget")) {
      for (const TargetReference& subject : subjects_of(*target)) {
        // Every namespace gets its `default` by itself; a namespace without any was not exported.
        if (subject.kind != "ServiceAccount" || subject.name == "default" ||
            !accounts.covers(subject.name_space) ||
            accounts.find(subject.name_space, subject.name) != nullptr) {
          continue;
        }
        const std::string hint = accounts.hint(subject.name_space, subject.name);
        context.report(*target, subject.pointer,
                       "there is no ServiceAccount " + scoped(subject.name_space, subject.name) +
                           (hint.empty() ? "" : "; " + hint));
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_service_account_missing_rule() {
  return std::make_unique<ServiceAccountMissing>();
}

}  // namespace nsmkit::validate
