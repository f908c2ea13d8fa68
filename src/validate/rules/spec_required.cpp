#include "releases/capabilities.hpp"
#include "validate/rule.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM504",
    .slug = "spec-required",
    .severity = base::Severity::kError,
    .summary = "an object without a spec, which the release requires",
    .why =
        "Up to 1.4.1 HTTPRouteGroups and TrafficTargets may come without a spec, from 1.5.0 on the API "
        "server refuses them; CircuitBreakers always needed one.",
    .remedy = "Such an object had no effect: leave it out.",
    .source = "helm-chart/crds of 1.4.1, 1.5.0 and 2.0.0",
};

constexpr std::string_view kKinds[] = {"HTTPRouteGroup", "TrafficTarget", "CircuitBreaker"};

// TrafficTarget up to v1alpha1 and HTTPRouteGroup up to v1alpha2; a CRD exchanged without conversion hands
// such objects out under a newer version.
bool has_old_layout(const Json& object) {
  return object.contains("destination") || object.contains("sources") || object.contains("matches");
}

class SpecRequired final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    const releases::Release* to = context.facts().to;
    if (to == nullptr) {
      return;
    }
    for (const std::string_view kind : kKinds) {
      if (!releases::requires_spec(*to, kind)) {
        continue;
      }
      for (const model::Resource* resource : context.refused(kind)) {
        if (!resource->object.contains("spec")) {
          const bool old = has_old_layout(resource->object);
          context.report(*resource, "/spec",
                         old ? "the fields stand beside metadata, as in the first SMI versions; release " +
                                   to->version + " wants them below spec"
                             : "there is no spec, which release " + to->version + " requires",
                         old ? "Run nsmkit convert --to " + to->version + ", which moves them." : "");
        }
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_spec_required_rule() { return std::make_unique<SpecRequired>(); }

}  // namespace nsmkit::validate
