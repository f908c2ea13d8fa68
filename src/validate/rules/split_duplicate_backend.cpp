#include <map>

#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM422",
    .slug = "split-duplicate-backend",
    .severity = base::Severity::kWarning,
    .summary = "a TrafficSplit that names a backend twice",
    .why = "Nothing defines whether the weights of such a backend are added or one of them counts.",
    .remedy = "Name each backend once, with the sum of its weights.",
    .source = "SMI traffic-split v1alpha3: a weight for each backend",
};

constexpr std::string_view kKinds[] = {"TrafficSplit"};

class SplitDuplicateBackend final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* split : context.all("TrafficSplit")) {
      std::map<std::string_view, std::size_t> first;
      std::size_t index = 0;
      for (const Json& backend : list_at(split->object, "/spec/backends")) {
        const std::string_view service = text_at(backend, "/service");
        const auto [found, added] = first.emplace(service, index);
        if (!added && !service.empty()) {
          context.report(*split, element("/spec/backends", index, "/service"),
                         "the backend '" + std::string(service) + "' is already named by spec.backends[" +
                             std::to_string(found->second) + "]");
        }
        ++index;
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_split_duplicate_backend_rule() {
  return std::make_unique<SplitDuplicateBackend>();
}

}  // namespace nsmkit::validate
