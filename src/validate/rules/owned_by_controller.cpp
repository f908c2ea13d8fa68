#include "model/ownership_rules.hpp"
#include "validate/flagger.hpp"
#include "validate/kinds.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

std::string owners_text(const Json& object) {
  std::string text;
  for (const Json& owner : list_at(object, "/metadata/ownerReferences")) {
    const std::string_view name = text_at(owner, "/name");
    text.append(text.empty() ? "" : ", ").append(text_at(owner, "/kind"));
    text.append(name.empty() ? "" : " ").append(name);
  }
  return text.empty() ? "an unnamed object" : text;
}

std::string shares_text(const flagger::Canary& canary) {
  return "'" + canary.canary_service() + "' 0 and '" + canary.primary_service() + "' 100";
}

// Where Flagger takes the weights as they are, they do harm; where it replaces the spec, they are only lost.
void report_rollout(const model::Resource& split, const flagger::Canary& canary, bool replaced,
                    RuleContext& context) {
  const auto share = flagger::canary_share(split, canary);
  if (!share) {
    return;
  }
  const std::string harm =
      "; where the Canary is new as well, Flagger leaves the weights, and this share of the requests goes to "
      "a Service without Pods";
  context.report(split, element("/spec/backends", share->backend, "/weight"),
                 "the backup was taken in the middle of a rollout ('" + canary.canary_service() +
                     "' has the weight " + std::to_string(share->weight) +
                     "), which does not go on from a restored split" + (replaced ? "" : harm),
                 "Leave the split out, or write the weights " + shares_text(canary) + ".");
}

void report_flagger(const model::Resource& split, const flagger::Canary& canary, RuleContext& context) {
  context.report(
      split, canary.by_owner ? "/metadata/ownerReferences" : "/spec/backends",
      "Flagger keeps this split for " +
          (canary.by_owner ? "Canary '" + canary.name + "'" : "a Canary, as the names of the backends show") +
          ": where it is missing, Flagger makes it again, with " + shares_text(canary),
      std::string("Leave it out of the restore") + (canary.by_owner ? " (--owned skip)" : "") +
          " where Flagger runs" +
          (canary.by_owner ? "; in a cluster without Flagger keep it without its owner." : "."));
  const auto difference = flagger::difference_from_written(split, canary);
  report_rollout(split, canary, difference.has_value(), context);
  if (difference) {
    context.report(split, difference->pointer,
                   difference->what + ", so Flagger replaces the whole spec, with " + shares_text(canary),
                   "Leave the split out, or write it as Flagger does.");
  }
}

class OwnedByController final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return model::kOwnedByController; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kPolicyKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const std::string_view kind : kPolicyKinds) {
      for (const model::Resource* resource : context.all(kind)) {
        if (const auto canary = flagger::canary_of(*resource)) {
          report_flagger(*resource, *canary, context);
        } else if (!list_at(resource->object, "/metadata/ownerReferences").empty()) {
          context.report(*resource, "/metadata/ownerReferences",
                         "the object is owned by " + owners_text(resource->object));
        }
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_owned_by_controller_rule() { return std::make_unique<OwnedByController>(); }

}  // namespace nsmkit::validate
