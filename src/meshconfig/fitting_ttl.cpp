#include "meshconfig/fitting_ttl.hpp"

#include <cstdint>

namespace nsmkit::meshconfig {

namespace {

constexpr std::uint64_t kMinute = 60;
constexpr std::uint64_t kHour = 3600;
constexpr std::uint64_t kMost = 999'999;
constexpr std::uint64_t kLeastCaHours = 24;
constexpr std::size_t kMaxDigits = 12;

std::uint64_t seconds_of(char unit) {
  switch (unit) {
    case 'h':
      return kHour;
    case 'm':
      return kMinute;
    case 's':
      return 1;
    default:
      return 0;
  }
}

// Whole seconds of a duration as Go writes it, without fractions.
std::optional<std::uint64_t> read_seconds(std::string_view text) {
  std::uint64_t total = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    std::uint64_t number = 0;
    const std::size_t start = at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
      if (at - start >= kMaxDigits) return std::nullopt;
      number = number * 10 + static_cast<std::uint64_t>(text[at] - '0');
    }
    const std::uint64_t unit = at < text.size() ? seconds_of(text[at]) : 0;
    if (at == start || unit == 0 || text.size() > 64) return std::nullopt;
    total += number * unit;
    ++at;
  }
  return text.empty() ? std::nullopt : std::optional(total);
}

}  // namespace

std::optional<std::string> fitting_ttl(std::string_view text, TtlUnit unit) {
  const auto seconds = read_seconds(text);
  if (!seconds || *seconds == 0) return std::nullopt;
  const auto fits = [&](std::uint64_t size, std::uint64_t least) {
    const std::uint64_t number = *seconds / size;
    return *seconds % size == 0 && number >= least && number <= kMost;
  };
  const auto written = [&](std::uint64_t size, char letter) {
    return std::to_string(*seconds / size) + letter;
  };
  if (unit == TtlUnit::kHours) {
    return fits(kHour, kLeastCaHours) ? std::optional(written(kHour, 'h')) : std::nullopt;
  }
  const bool in_minutes = fits(kMinute, 1);
  if (in_minutes && text == written(kMinute, 'm')) return std::string(text);
  if (fits(kHour, 1)) return written(kHour, 'h');
  return in_minutes ? std::optional(written(kMinute, 'm')) : std::nullopt;
}

}  // namespace nsmkit::meshconfig
