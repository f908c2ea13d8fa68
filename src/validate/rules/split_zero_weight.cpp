#include <algorithm>

#include "base/pointer.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM420",
    .slug = "split-zero-weight",
    .severity = base::Severity::kWarning,
    .summary = "a TrafficSplit that gives no backend a share",
    .why = "SMI does not say what happens to requests when no backend has a share.",
    .remedy = "Give at least one backend a weight above 0, or leave the split out.",
    .source = "SMI traffic-split v1alpha3; CRD: backends may be empty",
};

constexpr std::string_view kKinds[] = {"TrafficSplit"};

// A weight of 0 that some clients leave out is 0 too.
bool has_no_weight(const Json& backend) {
  const Json* weight = base::find(backend, "/weight");
  return weight == nullptr || (weight->is_number() && weight->get<double>() == 0.0);
}

class SplitZeroWeight final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* split : context.all("TrafficSplit")) {
      const Json* backends = base::find(split->object, "/spec/backends");
      if (backends == nullptr || !backends->is_array()) {
        continue;
      }
      const std::string service(text_at(split->object, "/spec/service"));
      if (backends->empty()) {
        context.report(*split, "/spec/backends", "the service '" + service + "' is split among no backends");
      } else if (std::all_of(backends->begin(), backends->end(), has_no_weight)) {
        context.report(*split, "/spec/backends",
                       "all backends of the service '" + service + "' have the weight 0");
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_split_zero_weight_rule() { return std::make_unique<SplitZeroWeight>(); }

}  // namespace nsmkit::validate
