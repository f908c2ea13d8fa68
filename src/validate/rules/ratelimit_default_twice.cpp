#include <map>

#include "releases/capabilities.hpp"
#include "validate/ratelimit.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM441",
    .slug = "ratelimit-default-twice",
    .severity = base::Severity::kError,
    .summary = "two RateLimits without sources for one destination",
    .why =
        "A RateLimit without sources is the default for its destination, for all that no other one names. "
        "There can be one default only.",
    .remedy = "Keep one of the two, or give one of them sources.",
    .source = "v2.0.0:docs/content/guides/smi-traffic-policies.md",
};

constexpr std::string_view kKinds[] = {"RateLimit"};

class RatelimitDefaultTwice final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    std::map<std::string, const model::Resource*> first;
    const releases::Release* to = context.facts().to;
    const bool refused = to == nullptr || releases::refuses_clashing_ratelimits(*to);
    for (const model::Resource* limit : context.all("RateLimit")) {
      const ratelimit::Subject destination = ratelimit::destination_of(*limit);
      if (destination.name.empty() || !ratelimit::sources_of(*limit).empty()) {
        continue;
      }
      const model::Resource& other =
          *first.emplace(key_of({destination.kind, destination.name_space, destination.name}), limit)
               .first->second;
      if (other.ref.name == limit->ref.name && other.ref.name_space == limit->ref.name_space) {
        continue;  // itself, or the same object twice, which another rule reports
      }
      base::Finding& finding =
          context.report(*limit, "/spec/destination",
                         model::display_name(other.ref) + " (" + place_of(other.location) +
                             ") is already the default for " + ratelimit::text(destination) + "; " +
                             (refused ? "the webhook refuses the second RateLimit"
                                      : "both are stored and only one is in force"));
      if (!refused) {
        finding.severity = base::Severity::kWarning;
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_ratelimit_default_twice_rule() {
  return std::make_unique<RatelimitDefaultTwice>();
}

}  // namespace nsmkit::validate
