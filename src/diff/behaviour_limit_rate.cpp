#include "diff/behaviour_limit_rate.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <numeric>
#include <optional>
#include <string_view>

#include "base/pointer.hpp"
#include "base/shown_text.hpp"
#include "model/members.hpp"

namespace nsmkit::diff {

namespace {

constexpr std::uint64_t kSecondsPerMinute = 60;
constexpr std::uint64_t kMostRequests = std::uint64_t{1} << 40U;
constexpr std::size_t kShown = 60;

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number <= kMostRequests
             ? std::optional(number)
             : std::nullopt;
}

/// Requests a minute, as a fraction in lowest terms.
struct Rate {
  std::uint64_t requests = 0;
  std::uint64_t parts = 1;
};

std::optional<Rate> rate_of(std::string_view text, std::size_t sources) {
  const bool seconds = text.ends_with("r/s");
  if (!seconds && !text.ends_with("r/m")) {
    return std::nullopt;
  }
  const auto number = number_of(text.substr(0, text.size() - 3));
  if (!number) {
    return std::nullopt;
  }
  const std::uint64_t requests = *number * (seconds ? kSecondsPerMinute : 1);
  const std::uint64_t divisor = std::gcd(requests, static_cast<std::uint64_t>(sources));
  return Rate{requests / divisor, sources / divisor};
}

std::string rate_text(const Rate& rate) {
  if (rate.parts == 1) {
    const bool seconds = rate.requests % kSecondsPerMinute == 0;
    return std::to_string(seconds ? rate.requests / kSecondsPerMinute : rate.requests) +
           (seconds ? " r/s" : " r/m");
  }
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.2f",
                static_cast<double>(rate.requests) / static_cast<double>(rate.parts));
  return std::string(buffer.data()) + " r/m";
}

std::string delay_text(const Json& spec, std::int64_t burst) {
  const Json* delay = base::find(spec, "/delay");
  if (delay == nullptr || delay->is_null()) {
    return "delayed";
  }
  std::optional<std::int64_t> number = model::integer_at(spec, "/delay");
  if (delay->is_string()) {
    const auto& text = delay->get_ref<const std::string&>();
    if (text == "nodelay") {
      return "no delay";
    }
    const auto written = number_of(text);
    number = written ? std::optional(static_cast<std::int64_t>(*written)) : std::nullopt;
  }
  if (!number || *number < 0) {
    return "delay " + base::shown_text(delay->is_string()
                                           ? delay->get<std::string>()
                                           : delay->dump(-1, ' ', false, Json::error_handler_t::replace),
                                       kShown);
  }
  if (*number == 0) {
    return "delayed";
  }
  return *number >= burst ? "no delay" : "delayed after " + std::to_string(*number);
}

}  // namespace

LimitRate limit_rate(const Json& spec, std::size_t sources) {
  const std::string written(model::text_at(spec, "/rate"));
  const auto rate = rate_of(written, sources);
  const std::string shown = base::shown_text(written, kShown);
  const std::int64_t burst = model::integer_at(spec, "/burst").value_or(0);
  const std::string more =
      burst > 0 ? ", burst " + std::to_string(burst) + ", " + delay_text(spec, burst) : "";
  LimitRate limit;
  if (rate) {
    limit.key = std::to_string(rate->requests) + "/" + std::to_string(rate->parts) + more;
    limit.text = rate_text(*rate);
  } else {
    limit.key = "rate " + written + " among " + std::to_string(sources) + more;
    limit.text = written.empty() ? "no rate" : "unknown rate " + shown;
  }
  limit.text += (sources > 1 ? " (" + shown + " among " + std::to_string(sources) + " sources)" : "") + more;
  return limit;
}

}  // namespace nsmkit::diff
