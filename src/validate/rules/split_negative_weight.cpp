#include "base/pointer.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM427",
    .slug = "split-negative-weight",
    .severity = base::Severity::kError,
    .summary = "a TrafficSplit with a negative weight",
    .why =
        "Releases up to 1.4.1 accept it, and the whole split then does nothing (issue 426). Later ones "
        "refuse it.",
    .remedy = "Write a weight of 0 or above.",
    .source = "v2.0.0:docs/content/releases/release-notes-1.3.0.md, release-notes-1.5.0.md (issue 426)",
    .until = "1.4.1",
};

constexpr std::string_view kKinds[] = {"TrafficSplit"};

class SplitNegativeWeight final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* split : context.all("TrafficSplit")) {
      std::size_t index = 0;
      for (const Json& backend : list_at(split->object, "/spec/backends")) {
        const Json* weight = base::find(backend, "/weight");
        if (weight != nullptr && weight->is_number() && weight->get<double>() < 0) {
          context.report(*split, element("/spec/backends", index, "/weight"),
                         "the backend '" + std::string(text_at(backend, "/service")) + "' has the weight " +
                             weight->dump() + ", with which the split does nothing");
        }
        ++index;
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_split_negative_weight_rule() { return std::make_unique<SplitNegativeWeight>(); }

}  // namespace nsmkit::validate
