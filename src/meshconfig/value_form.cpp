#include "meshconfig/value_form.hpp"

#include <algorithm>
#include <cmath>

namespace nsmkit::meshconfig {

namespace {

constexpr std::size_t kMostTtlDigits = 6;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_in(char c, char first, char last) { return c >= first && c <= last; }

// The whole number of a lifetime with one of the units; 0 when it is none.
unsigned ttl_number(std::string_view text, std::string_view units) {
  if (text.size() < 2 || text.size() > kMostTtlDigits + 1 ||
      units.find(text.back()) == std::string_view::npos || text.front() == '0') {
    return 0;
  }
  unsigned number = 0;
  for (const char c : text.substr(0, text.size() - 1)) {
    if (!is_digit(c)) {
      return 0;
    }
    number = number * 10 + static_cast<unsigned>(c - '0');
  }
  return number;
}

// Whether text ends in a digit from `first` to `last` and then `least` to `most` digits of any kind.
bool ends_in_number(std::string_view text, char first, char last, std::size_t least, std::size_t most) {
  for (std::size_t length = 0; length <= most && length < text.size(); ++length) {
    const char c = text[text.size() - 1 - length];
    if (length >= least && is_in(c, first, last)) {
      return true;
    }
    if (!is_digit(c)) {
      return false;
    }
  }
  return false;
}

bool starts_as_first_alternative(std::string_view text) {
  const auto end = std::min(text.find('h'), text.size());
  return text.starts_with('1') && end < text.size() && end >= 3 && end <= 6 && is_digits(text.substr(0, end));
}

}  // namespace

bool is_ca_ttl(std::string_view text) {
  constexpr unsigned kLeast = 24;
  return ttl_number(text, "h") >= kLeast;
}

bool is_svid_ttl(std::string_view text) { return ttl_number(text, "hm") > 0; }

bool is_duration(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  bool above_zero = false;
  if (text.empty() || text.size() > kLongest) {
    return false;
  }
  while (!text.empty()) {
    const auto end = text.find_first_not_of("0123456789");
    if (end == 0 || end == std::string_view::npos ||
        std::string_view("hms").find(text[end]) == std::string_view::npos) {
      return false;
    }
    above_zero = above_zero || text.substr(0, end).find_first_not_of('0') != std::string_view::npos;
    text.remove_prefix(end + 1);
  }
  return above_zero;
}

bool names_hours_or_minutes(std::string_view text) {
  return text.find_first_of("hm") != std::string_view::npos;
}

bool passes_ca_ttl_pattern(std::string_view text) {
  if (starts_as_first_alternative(text)) {
    return true;
  }
  for (auto h = text.find('h'); h != std::string_view::npos; h = text.find('h', h + 1)) {
    const std::string_view before = text.substr(0, h);
    const bool is_20s = before.size() >= 2 && before[h - 2] == '2' && is_in(before[h - 1], '4', '9');
    if (is_20s || ends_in_number(before, '2', '2', 2, 6) ||
        (h + 1 == text.size() && ends_in_number(before, '3', '9', 1, 5))) {
      return true;
    }
  }
  return false;
}

bool is_body_size(std::string_view text) {
  const bool unit = !text.empty() && std::string_view("kKmMgG").find(text.back()) != std::string_view::npos;
  return is_digits(text.substr(0, text.size() - (unit ? 1 : 0)));
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_whole(double number) { return std::trunc(number) == number; }

std::size_t code_points(std::string_view text) {
  constexpr unsigned char kMask = 0xC0;
  constexpr unsigned char kContinuation = 0x80;
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & kMask) != kContinuation;
  }));
}

}  // namespace nsmkit::meshconfig
