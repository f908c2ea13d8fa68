#include "convert/quantity.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>

namespace nsmkit::convert {

namespace {

constexpr Nano kNano = 1'000'000'000U;
constexpr Nano kMost = static_cast<Nano>(std::numeric_limits<std::int64_t>::max()) * kNano;
constexpr std::int64_t kMostDigits = 28;  // of kMost, in nano
constexpr std::int64_t kFarExponent = std::int64_t{1} << 40;

/// What a suffix multiplies by: 10^ten * 2^two.
struct Scale {
  std::int64_t ten = 0;
  unsigned two = 0;
};

std::string_view take_digits(std::string_view& text) {
  const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
  const std::string_view digits = text.substr(0, end);
  text.remove_prefix(end);
  return digits;
}

std::optional<std::int64_t> read_exponent(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) {
    text.remove_prefix(1);
  }
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  const bool far = std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc();
  value = far ? kFarExponent : std::min(value, kFarExponent);
  return negative ? -value : value;
}

std::optional<Scale> read_suffix(std::string_view suffix) {
  static constexpr std::string_view kSmall = "num";
  static constexpr std::string_view kLarge = "kMGTPE";
  static constexpr std::string_view kBinary = "KMGTPE";
  if (suffix.empty()) {
    return Scale{};
  }
  if (suffix.size() == 1) {
    if (const auto at = kSmall.find(suffix); at != std::string_view::npos) {
      return Scale{3 * static_cast<std::int64_t>(at) - 9, 0};
    }
    if (const auto at = kLarge.find(suffix); at != std::string_view::npos) {
      return Scale{3 * static_cast<std::int64_t>(at) + 3, 0};
    }
    return std::nullopt;
  }
  if (suffix.size() == 2 && suffix[1] == 'i') {
    const auto at = kBinary.find(suffix[0]);
    return at == std::string_view::npos ? std::nullopt
                                        : std::optional(Scale{0, 10 * (static_cast<unsigned>(at) + 1)});
  }
  if (suffix[0] == 'e' || suffix[0] == 'E') {
    const auto exponent = read_exponent(suffix.substr(1));
    return exponent ? std::optional(Scale{*exponent, 0}) : std::nullopt;
  }
  return std::nullopt;
}

/// At most 28 digits.
Nano number(std::string_view digits) {
  Nano value = 0;
  for (const char digit : digits) {
    value = value * 10 + static_cast<unsigned>(digit - '0');
  }
  return value;
}

using Result = std::variant<Quantity, QuantityFault>;

Result finish(Quantity quantity, bool negative) {
  if (quantity.rounded_up) {
    ++quantity.nano;
  }
  if (quantity.nano > kMost) {
    return QuantityFault::kTooLarge;
  }
  quantity.negative = negative && quantity.nano != 0;
  return quantity;
}

// Moves the decimal point over the digits; numbers stay short however long the text is.
Result decimal(std::string_view whole, std::string_view fraction, std::int64_t ten, bool negative) {
  std::string digits;
  digits.append(whole).append(fraction);
  std::int64_t shift = ten + 9 - static_cast<std::int64_t>(fraction.size());
  const auto last = digits.find_last_not_of('0');
  if (last == std::string::npos) {
    return Quantity{};
  }
  shift += static_cast<std::int64_t>(digits.size() - last - 1);
  digits.resize(last + 1);
  const std::string_view significant = std::string_view(digits).substr(digits.find_first_not_of('0'));
  const std::int64_t length = static_cast<std::int64_t>(significant.size()) + shift;
  if (length > kMostDigits) {
    return QuantityFault::kTooLarge;
  }
  Quantity quantity;
  quantity.rounded_up = shift < 0;  // what is cut off is not zero: there are no zeros at the end
  const auto kept = static_cast<std::size_t>(std::max<std::int64_t>(length, 0));
  quantity.nano = number(significant.substr(0, std::min(kept, significant.size())));
  for (std::int64_t i = 0; i < shift; ++i) {
    quantity.nano *= 10;
  }
  return finish(quantity, negative);
}

Result binary(std::string_view whole, std::string_view fraction, unsigned two, bool negative) {
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  const Nano factor = kNano << two;
  if (whole.size() > kMostDigits || number(whole) > kMost / factor) {
    return QuantityFault::kTooLarge;
  }
  // 0.d1d2d3… times the factor, from the right: floor((d + x) / 10) needs no more of x than floor(x).
  Quantity quantity;
  Nano part = 0;
  for (std::size_t i = fraction.size(); i > 0; --i) {
    part += static_cast<unsigned>(fraction[i - 1] - '0') * factor;
    quantity.rounded_up = quantity.rounded_up || part % 10 != 0;
    part /= 10;
  }
  quantity.nano = number(whole) * factor + part;
  return finish(quantity, negative);
}

Nano divisor(Nano a, Nano b) {
  while (b != 0) {
    a %= b;
    std::swap(a, b);
  }
  return a;
}

}  // namespace

std::variant<Quantity, QuantityFault> parse_quantity(std::string_view text) {
  static constexpr std::string_view kBlanks = " \t\r\n\v\f";
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  text.remove_suffix(text.size() - (text.find_last_not_of(kBlanks) + 1));
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) {
    text.remove_prefix(1);
  }
  const std::string_view whole = take_digits(text);
  std::string_view fraction;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    fraction = take_digits(text);
  }
  const auto scale = read_suffix(text);
  if (!scale || (whole.empty() && fraction.empty())) {
    return QuantityFault::kNotAQuantity;
  }
  return scale->two > 0 ? binary(whole, fraction, scale->two, negative)
                        : decimal(whole, fraction, scale->ten, negative);
}

std::optional<std::vector<std::int64_t>> whole_ratio(const std::vector<Nano>& amounts) {
  Nano unit = kNano;
  if (std::any_of(amounts.begin(), amounts.end(), [](Nano amount) { return amount % kNano != 0; })) {
    unit = 0;
    for (const Nano amount : amounts) {
      unit = divisor(amount, unit);  // a zero leaves it as it is
    }
  }
  std::vector<std::int64_t> numbers;
  for (const Nano amount : amounts) {
    if (amount / unit > static_cast<Nano>(std::numeric_limits<std::int64_t>::max())) {
      return std::nullopt;
    }
    numbers.push_back(static_cast<std::int64_t>(amount / unit));
  }
  return numbers;
}

}  // namespace nsmkit::convert
