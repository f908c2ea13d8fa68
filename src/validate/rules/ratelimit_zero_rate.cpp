#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM443",
    .slug = "ratelimit-zero-rate",
    .severity = base::Severity::kWarning,
    .summary = "a RateLimit with a rate of 0",
    .why = "NGINX refuses a rate of 0 in its configuration; it is no way to block all requests.",
    .remedy =
        "Write a rate of at least 1r/m. To block traffic use a TrafficTarget, with access control in deny "
        "mode.",
    .source = "NGINX ngx_http_limit_req_module; CRD pattern of spec.rate allows 0",
};

constexpr std::string_view kKinds[] = {"RateLimit"};

class RatelimitZeroRate final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* limit : context.all("RateLimit")) {
      const std::string_view rate = text_at(limit->object, "/spec/rate");

      const std::string_view number = rate.substr(0, rate.find('r'));
      if (!number.empty() && number.find_first_not_of('0') == std::string_view::npos) {
        context.report(
            *limit, "/spec/rate",
            "the rate '" + std::string(rate) + "' allows no request, and NGINX refuses such a rate");
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_ratelimit_zero_rate_rule() { return std::make_unique<RatelimitZeroRate>(); }

}  // namespace nsmkit::validate
