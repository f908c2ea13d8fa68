#include <string>

#include "validate/rule.hpp"
#include "validate/spec.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM431",
    .slug = "destination-namespace-differs",
    .severity = base::Severity::kInfo,
    .summary = "a TrafficTarget whose destination lies in another namespace",
    .why =
        "Its rules refer to routes in the namespace of the TrafficTarget, not in that of the destination. "
        "Other meshes refuse such a target.",
    .remedy =
        "Check that this is meant; otherwise put the TrafficTarget and its routes beside their destination.",
    .source = "SMI traffic access: no rule about it; Open Service Mesh refuses it",
};

constexpr std::string_view kKinds[] = {"TrafficTarget"};

class DestinationNamespaceDiffers final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* target : context.all("TrafficTarget")) {
      const std::string_view name_space = text_at(target->object, "/spec/destination/namespace");
      if (!name_space.empty() && !target->ref.name_space.empty() && name_space != target->ref.name_space) {
        context.report(*target, "/spec/destination/namespace",
                       "the destination is in namespace " + shortened(name_space) +
                           ", its rules refer to routes in " + shortened(target->ref.name_space));
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_destination_namespace_differs_rule() {
  return std::make_unique<DestinationNamespaceDiffers>();
}

}  // namespace nsmkit::validate
