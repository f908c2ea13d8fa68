#include <cmath>

#include "base/pointer.hpp"
#include "releases/capabilities.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM502",
    .slug = "weight-not-integer",
    .severity = base::Severity::kError,
    .summary = "a TrafficSplit weight that is no whole number",
    .why =
        "Up to 1.4.1 a weight may have a fraction, from 1.5.0 on the API server refuses it, and with it the "
        "split.",
    .remedy = "Run nsmkit convert, which scales all weights of the split to whole numbers of the same ratio.",
    .source = "the CRDs of 1.4.1 and 1.5.0 (helm-chart/crds)",
};

constexpr std::string_view kKinds[] = {"TrafficSplit"};

// Texts such as "500m" are the quantities of SMI v1alpha1.
bool is_fraction_or_quantity(const Json& weight) {
  if (weight.is_string()) {
    const std::string& text = weight.get_ref<const std::string&>();
    return !text.empty() && text.find_first_not_of("0123456789.+numkMGTPEie-") == std::string::npos &&
           text.find_first_of("0123456789") != std::string::npos;
  }
  return weight.is_number_float() && std::trunc(weight.get<double>()) != weight.get<double>();
}

class WeightNotInteger final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    const releases::Release* to = context.facts().to;
    if (to == nullptr || !releases::wants_whole_weights(*to)) {
      return;
    }
    for (const model::Resource* split : context.refused("TrafficSplit")) {
      std::size_t index = 0;
      for (const Json& backend : list_at(split->object, "/spec/backends")) {
        const Json* weight = base::find(backend, "/weight");
        if (weight != nullptr && is_fraction_or_quantity(*weight)) {
          context.report(*split, element("/spec/backends", index, "/weight"),
                         "the weight " +
                             (weight->is_string() ? "'" + weight->get<std::string>() + "'" : weight->dump()) +
                             " is no whole number, as release " + to->version + " wants it",
                         "Run nsmkit convert --to " + to->version +
                             ", which scales all weights of the split to whole numbers of the same ratio.");
        }
        ++index;
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_weight_not_integer_rule() { return std::make_unique<WeightNotInteger>(); }

}  // namespace nsmkit::validate
