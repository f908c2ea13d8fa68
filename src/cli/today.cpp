#include "cli/today.hpp"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace nsmkit::cli {

std::optional<std::int64_t> source_date_epoch() {
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");  // NOLINT(concurrency-mt-unsafe)
  const std::string_view text = epoch == nullptr ? "" : epoch;
  std::int64_t seconds = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool whole = !text.empty() && result.ec == std::errc() && result.ptr == text.data() + text.size();
  return whole ? std::optional(seconds) : std::nullopt;
}

std::string today(const Context& context) {
  if (!context.today.empty()) {
    return context.today;
  }
  const auto epoch = source_date_epoch();
  const auto now = epoch ? std::chrono::system_clock::time_point(std::chrono::seconds(*epoch))
                         : std::chrono::system_clock::now();
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(now));
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

bool is_date(const std::string& text) {
  int year = 0;
  unsigned month = 0, day = 0;
  int end = 0;
  if (text.size() != 10 || std::sscanf(text.c_str(), "%4d-%2u-%2u%n", &year, &month, &day, &end) != 3 ||
      end != 10) {
    return false;
  }
  return std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month),
                                     std::chrono::day(day))
      .ok();
}

}  // namespace nsmkit::cli
