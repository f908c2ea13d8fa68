#include "base/pointer.hpp"
#include "releases/capabilities.hpp"
#include "validate/ratelimit.hpp"
#include "validate/rule.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM446",
    .slug = "ratelimit-rules-dropped",
    .severity = base::Severity::kError,
    .summary = "a RateLimit of version v1alpha1 with rules",
    .why =
        "Only v1alpha2 has rules. Under v1alpha1 the API server drops them without a word, and the limit "
        "then holds for all requests.",
    .remedy = "Write apiVersion: specs.smi.nginx.com/v1alpha2.",
    .source = "v1.2.0:helm-chart/crds/ratelimit.yaml",
};

constexpr std::string_view kKinds[] = {"RateLimit"};

class RatelimitRulesDropped final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    const releases::Release* to = context.facts().to;
    for (const model::Resource* limit : context.all("RateLimit")) {
      const Json* rules = base::find(limit->object, "/spec/rules");
      if (rules == nullptr || limit->ref.api_version != "specs.smi.nginx.com/v1alpha1") {
        continue;
      }
      context.report(*limit, "/spec/rules",
                     "the rules are dropped under v1alpha1, so the limit holds for all requests to " +
                         ratelimit::text(ratelimit::destination_of(*limit)),
                     to != nullptr && !releases::serves_ratelimit_rules(*to)
                         ? "Release " + to->version +
                               " has no rules at all: remove them if the wider limit is wanted, else leave "
                               "the RateLimit out."
                         : "");
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_ratelimit_rules_dropped_rule() {
  return std::make_unique<RatelimitRulesDropped>();
}

}  // namespace nsmkit::validate
