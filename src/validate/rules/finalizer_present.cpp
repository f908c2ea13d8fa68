#include "model/ownership_rules.hpp"
#include "validate/kinds.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

class FinalizerPresent final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return model::kFinalizerPresent; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kPolicyKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const std::string_view kind : kPolicyKinds) {
      for (const model::Resource* resource : context.all(kind)) {
        std::string names;
        for (const Json& name : list_at(resource->object, "/metadata/finalizers")) {
          names.append(names.empty() ? "" : ", ").append(text_at(name, ""));
        }
        if (!names.empty()) {
          context.report(
              *resource, "/metadata/finalizers",
              "the object can be deleted only after a controller has taken its finalizer away: " + names);
        }
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_finalizer_present_rule() { return std::make_unique<FinalizerPresent>(); }

}  // namespace nsmkit::validate
