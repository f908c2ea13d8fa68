#include "releases/annotations.hpp"
#include "validate/kinds.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM604",
    .slug = "tracked-by-argocd",
    .severity = base::Severity::kInfo,
    .summary = "an object that an Argo CD application tracks",
    .why =
        "Argo CD compares the object with its repository and, where it syncs by itself, writes it back as it "
        "stands there. What the restore changed is lost, and a form the release refuses comes back.",
    .remedy = "Make the same change in the repository of the application before it syncs.",
    .source = "Argo CD: resource tracking",
};

class TrackedByArgocd final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kPolicyKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    const releases::Mark& tracking = releases::mark("argocd-tracking");
    const releases::Mark& instance = releases::mark("argocd-instance");
    for (const std::string_view kind : kPolicyKinds) {
      for (const model::Resource* resource : context.all(kind)) {
        const std::string_view id = text_at(resource->object, releases::pointer_to(tracking));
        const std::string_view label = text_at(resource->object, releases::pointer_to(instance));
        if (id.empty() && label.empty()) {
          continue;
        }
        // The id reads application:group/kind:namespace/name.
        const std::string application(id.empty() ? label : id.substr(0, id.find(':')));
        context.report(*resource, releases::pointer_to(id.empty() ? instance : tracking),
                       "the Argo CD application '" + application + "' tracks the object");
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_tracked_by_argocd_rule() { return std::make_unique<TrackedByArgocd>(); }

}  // namespace nsmkit::validate
