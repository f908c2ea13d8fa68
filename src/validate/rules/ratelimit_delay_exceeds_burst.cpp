#include <charconv>
#include <cstdint>
#include <optional>

#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM445",
    .slug = "ratelimit-delay-exceeds-burst",
    .severity = base::Severity::kWarning,
    .summary = "a RateLimit that delays later than its burst allows",
    .why =
        "Requests above the rate are let through up to burst, and delayed from delay on. With a delay above "
        "the burst none is ever delayed.",
    .remedy = "Raise burst above delay, or lower or remove delay.",
    .source = "NGINX ngx_http_limit_req_module: burst and delay",
};

constexpr std::string_view kKinds[] = {"RateLimit"};

// delay is a number, or a text that may hold one; "nodelay" is none.
std::optional<std::int64_t> number_of(const Json& object, std::string_view pointer) {
  const std::string_view text = text_at(object, pointer);
  if (text.empty()) {
    return integer_at(object, pointer);
  }
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

class RatelimitDelayExceedsBurst final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* limit : context.all("RateLimit")) {
      const auto delay = number_of(limit->object, "/spec/delay");
      const auto burst = integer_at(limit->object, "/spec/burst");
      if (delay && *delay > burst.value_or(0)) {
        context.report(*limit, "/spec/delay",
                       "the delay of " + std::to_string(*delay) + " has no effect: " +
                           (burst ? "the burst is only " + std::to_string(*burst) : "there is no burst"),
                       burst ? "" : "Add a burst above " + std::to_string(*delay) + ", or remove delay.");
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_ratelimit_delay_exceeds_burst_rule() {
  return std::make_unique<RatelimitDelayExceedsBurst>();
}

}  // namespace nsmkit::validate
