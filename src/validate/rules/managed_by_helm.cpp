#include "releases/annotations.hpp"
#include "validate/kinds.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM603",
    .slug = "managed-by-helm",
    .severity = base::Severity::kInfo,
    .summary = "an object that belongs to a Helm release",
    .why =
        "The next helm upgrade or rollback of that release writes the object as its chart has it, and helm "
        "uninstall deletes it. What the restore changed is lost.",
    .remedy = "Change the chart or its values as well, or restore by installing the release.",
    .source = "Helm 3: pkg/action/validate.go",
};

class ManagedByHelm final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kPolicyKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    const releases::Mark& release = releases::mark("helm-release-name");
    const releases::Mark& release_namespace = releases::mark("helm-release-namespace");
    const releases::Mark& manager = releases::mark("helm-managed");
    for (const std::string_view kind : kPolicyKinds) {
      for (const model::Resource* resource : context.all(kind)) {
        const std::string_view name = text_at(resource->object, releases::pointer_to(release));
        if (!name.empty()) {
          const std::string_view name_space =
              text_at(resource->object, releases::pointer_to(release_namespace));
          context.report(*resource, releases::pointer_to(release),
                         "the object belongs to the Helm release '" + scoped(name_space, name) + "'");
        } else if (text_at(resource->object, releases::pointer_to(manager)) == "Helm") {
          context.report(*resource, releases::pointer_to(manager),
                         "the object is labelled as managed by Helm");
        }
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_managed_by_helm_rule() { return std::make_unique<ManagedByHelm>(); }

}  // namespace nsmkit::validate
