#include "validate/string_format.hpp"

#include <arpa/inet.h>
#include <re2/re2.h>

#include <array>
#include <charconv>
#include <string>

namespace nsmkit::validate {

namespace {

int digits(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_day(std::string_view year, std::string_view month, std::string_view day) {
  static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int y = digits(year), m = digits(month), d = digits(day);
  if (m < 1 || m > 12 || d < 1) {
    return false;
  }
  const bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
  return d <= kDays[static_cast<std::size_t>(m - 1)] + (m == 2 && leap ? 1 : 0);
}

bool is_date(std::string_view text) {
  static const RE2 kDate("([0-9]{4})-([0-9]{2})-([0-9]{2})");
  re2::StringPiece year, month, day;
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), kDate, &year, &month, &day) &&
         is_day({year.data(), year.size()}, {month.data(), month.size()}, {day.data(), day.size()});
}

bool is_ip(const std::string& text, int family) {
  std::array<unsigned char, 16> address{};
  return inet_pton(family, text.c_str(), address.data()) == 1;
}

bool is_cidr(const std::string& text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos || slash + 1 == text.size()) {
    return false;
  }
  const std::string address = text.substr(0, slash), length = text.substr(slash + 1);
  if (length.size() > 3 || length.find_first_not_of("0123456789") != std::string::npos) {
    return false;
  }
  return is_ip(address, AF_INET) ? digits(length) <= 32 : is_ip(address, AF_INET6) && digits(length) <= 128;
}

bool matches(std::string_view text, const RE2& pattern) {
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

}  // namespace

bool is_rfc3339_time(std::string_view text) {
  // Go takes an hour of one digit.
  static const RE2 kTime(
      "([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{1,2}):([0-9]{2}):([0-9]{2})(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})");
  re2::StringPiece date, hour, minute, second;
  if (!RE2::FullMatch(re2::StringPiece(text.data(), text.size()), kTime, &date, &hour, &minute, &second)) {
    return false;
  }
  const auto below = [](re2::StringPiece part, int limit) {
    return digits({part.data(), part.size()}) < limit;
  };
  return is_date({date.data(), date.size()}) && below(hour, 24) && below(minute, 60) && below(second, 60);
}

bool has_format(std::string_view text, std::string_view format) {
  static const RE2 kUuid("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");
  static const RE2 kMac("(?i)[0-9a-f]{2}([:-][0-9a-f]{2}){5}");
  static const RE2 kBase64("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");
  static const RE2 kDateTime(
      "(?i)[0-9]{4}-[0-9]{2}-[0-9]{2}t[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(z|[+-][0-9]{2}:[0-9]{2})");
  if (format == "date") {
    return is_date(text);
  }
  if (format == "date-time" || format == "datetime") {
    return matches(text, kDateTime) && is_date(text.substr(0, 10));
  }
  if (format == "uuid") {
    return matches(text, kUuid);
  }
  if (format == "ipv4" || format == "ipv6") {
    return is_ip(std::string(text), format == "ipv4" ? AF_INET : AF_INET6);
  }
  if (format == "cidr") {
    return is_cidr(std::string(text));
  }
  if (format == "mac") {
    return matches(text, kMac);
  }
  return format != "byte" || matches(text, kBase64);
}

}  // namespace nsmkit::validate
