#include "releases/annotations.hpp"
#include "validate/kinds.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM605",
    .slug = "managed-by-flux",
    .severity = base::Severity::kInfo,
    .summary = "an object that Flux applies",
    .why =
        "Flux writes the object back as its source has it, at every interval. What the restore changed is "
        "lost, and a form the release refuses comes back.",
    .remedy = "Make the same change in the source, or suspend Flux for the time of the restore.",
    .source = "Flux: kustomize-controller and helm-controller",
};

bool check(const model::Resource& resource, const std::string& id, const std::string& owner,
           RuleContext& context) {
  const std::string pointer = releases::pointer_to(releases::mark(id));
  const std::string_view name = text_at(resource.object, pointer);
  if (name.empty()) {
    return false;
  }
  const std::string_view name_space =
      text_at(resource.object, releases::pointer_to(releases::mark(id + "-namespace")));
  context.report(resource, pointer,
                 "the Flux " + owner + " '" + scoped(name_space, name) + "' applies the object");
  return true;
}

class ManagedByFlux final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kPolicyKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const std::string_view kind : kPolicyKinds) {
      for (const model::Resource* resource : context.all(kind)) {
        if (!check(*resource, "flux-kustomization", "Kustomization", context)) {
          check(*resource, "flux-helm-release", "HelmRelease", context);
        }
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_managed_by_flux_rule() { return std::make_unique<ManagedByFlux>(); }

}  // namespace nsmkit::validate
