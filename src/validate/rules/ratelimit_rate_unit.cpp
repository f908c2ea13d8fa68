#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM444",
    .slug = "ratelimit-rate-unit",
    .severity = base::Severity::kWarning,
    .summary = "a RateLimit whose rate has a comma for its unit",
    .why =
        "The CRD's pattern takes a comma as unit by mistake; NGINX knows only seconds (s) and minutes (m).",
    .remedy = "Write r/s or r/m after the number.",
    .source = "v2.0.0:helm-chart/crds/ratelimit.yaml, pattern ^[0-9]+r/[s,m]$",
};

constexpr std::string_view kKinds[] = {"RateLimit"};

class RatelimitRateUnit final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* limit : context.all("RateLimit")) {
      const std::string_view rate = text_at(limit->object, "/spec/rate");

      if (rate.ends_with("r/,")) {
        const std::string number(rate.substr(0, rate.find('r')));
        context.report(*limit, "/spec/rate", "the rate '" + std::string(rate) + "' has no unit of time",
                       "Write '" + number + "r/s' or '" + number + "r/m'.");
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_ratelimit_rate_unit_rule() { return std::make_unique<RatelimitRateUnit>(); }

}  // namespace nsmkit::validate
