#include "yaml/scalar.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "base/base64.hpp"
#include "base/json_text.hpp"
#include "yaml/timestamp.hpp"

namespace nsmkit::yaml {
namespace {

/// What the first byte of a plain scalar lets it be.
enum class Hint : std::uint8_t { kString, kNumber, kDotted, kWord };

constexpr auto kHints = [] {
  std::array<Hint, 256> table{};
  for (const unsigned char byte : std::string_view("+-0123456789")) table[byte] = Hint::kNumber;
  for (const unsigned char byte : std::string_view("yYnNtTfFoO~")) table[byte] = Hint::kWord;
  table[static_cast<unsigned char>('.')] = Hint::kDotted;
  return table;
}();

enum class Kind : std::uint8_t { kNull, kBool, kInt, kUnsigned, kFloat, kTimestamp, kString };

/// A resolved plain scalar; the member that `kind` names holds the value.
struct Resolved {
  Kind kind = Kind::kString;
  bool truth = false;
  std::int64_t integer = 0;
  std::uint64_t unsigned_integer = 0;
  double real = 0;
};

Resolved null_value() { return {.kind = Kind::kNull}; }
Resolved bool_value(bool value) { return {.kind = Kind::kBool, .truth = value}; }
Resolved float_value(double value) { return {.kind = Kind::kFloat, .real = value}; }

constexpr std::size_t kLongestWord = 5;

/// The words of YAML 1.1, which stand in three spellings only: word, Word, WORD.
std::optional<Resolved> resolve_word(std::string_view text) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const auto is = [text](auto... spellings) { return ((text == spellings) || ...); };
  if (text.empty() || is("~", "null", "Null", "NULL")) return null_value();
  if (is("true", "True", "TRUE", "y", "Y", "yes", "Yes", "YES", "on", "On", "ON")) return bool_value(true);
  if (is("false", "False", "FALSE", "n", "N", "no", "No", "NO", "off", "Off", "OFF")) {
    return bool_value(false);
  }
  if (is(".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF")) return float_value(kInfinity);
  if (is("-.inf", "-.Inf", "-.INF")) return float_value(-kInfinity);
  if (is(".nan", ".NaN", ".NAN")) return float_value(std::numeric_limits<double>::quiet_NaN());
  return std::nullopt;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_sign(char c) { return c == '+' || c == '-'; }

/// Digits of `base` and nothing else, within uint64.
std::optional<std::uint64_t> parse_magnitude(std::string_view digits, int base) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

/// Takes Go's base prefix (0x, 0o, 0b or a mere 0) off `digits`.
int take_base_prefix(std::string_view& digits) {
  if (digits.empty() || digits[0] != '0') return 10;
  int base = 8;
  std::size_t length = 1;
  if (digits.size() >= 3) {
    const std::size_t letter = std::string_view("xXoObB").find(digits[1]);
    if (letter != std::string_view::npos) {
      constexpr std::array<int, 3> kBases = {16, 8, 2};
      base = kBases[letter / 2];
      length = 2;
    }
  }
  digits.remove_prefix(length);
  return base;
}

/// `magnitude` with `sign` ('+', '-' or nothing) before it; Go knows no signed number above int64.
std::optional<Resolved> signed_integer(std::uint64_t magnitude, char sign) {
  constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (magnitude <= kMax + (sign == '-' ? 1 : 0)) {
    const std::uint64_t bits = sign == '-' ? 0 - magnitude : magnitude;
    return Resolved{.kind = Kind::kInt, .integer = static_cast<std::int64_t>(bits)};
  }
  if (sign != '\0') return std::nullopt;
  return Resolved{.kind = Kind::kUnsigned, .unsigned_integer = magnitude};
}

std::optional<Resolved> parse_integer(std::string_view text) {
  const char sign = is_sign(text.front()) ? text.front() : '\0';
  std::string_view digits = text.substr(sign == '\0' ? 0 : 1);
  if (digits == "0") return Resolved{.kind = Kind::kInt};
  const int base = take_base_prefix(digits);
  if (const auto magnitude = parse_magnitude(digits, base)) return signed_integer(*magnitude, sign);
  // go-yaml reads what follows 0b as a number of its own, sign included.
  if (base == 2 && sign == '\0' && text[1] == 'b' && is_sign(digits.front())) {
    if (const auto magnitude = parse_magnitude(digits.substr(1), 2)) {
      return signed_integer(*magnitude, digits.front());
    }
  }
  return std::nullopt;
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

/// A decimal literal taken apart, without underscores.
struct FloatShape {
  std::string_view whole;
  std::string_view fraction;
  std::string_view exponent;
};

/// Nothing when `text` is no decimal floating-point or whole number.
std::optional<FloatShape> float_shape(std::string_view text) {
  const std::size_t start = is_sign(text.front()) ? 1 : 0;
  std::size_t at = skip_digits(text, start);
  FloatShape shape{.whole = text.substr(start, at - start), .fraction = {}, .exponent = {}};
  if (at < text.size() && text[at] == '.') {
    const std::size_t end = skip_digits(text, at + 1);
    shape.fraction = text.substr(at + 1, end - at - 1);
    at = end;
  }
  if (shape.whole.empty() && shape.fraction.empty()) return std::nullopt;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    const std::size_t exponent = at + 1;
    const std::size_t digits = exponent < text.size() && is_sign(text[exponent]) ? exponent + 1 : exponent;
    at = skip_digits(text, digits);
    if (at == digits) return std::nullopt;
    shape.exponent = text.substr(exponent);
  }
  if (at != text.size()) return std::nullopt;
  return shape;
}

/// Of a number that is too large or too small for a double: true when it is too small.
bool underflows(const FloatShape& shape) {
  const std::size_t whole_zeros = std::min(shape.whole.find_first_not_of('0'), shape.whole.size());
  const std::size_t fraction_zeros = std::min(shape.fraction.find_first_not_of('0'), shape.fraction.size());
  const auto whole_digits = static_cast<std::int64_t>(shape.whole.size() - whole_zeros);
  const std::int64_t point = whole_digits > 0 ? whole_digits : -static_cast<std::int64_t>(fraction_zeros);

  std::string_view exponent_text = shape.exponent;
  if (exponent_text.starts_with('+')) exponent_text.remove_prefix(1);
  std::int64_t exponent = 0;
  const auto result =
      std::from_chars(exponent_text.data(), exponent_text.data() + exponent_text.size(), exponent);
  if (result.ec == std::errc::result_out_of_range) return exponent_text.starts_with('-');
  return exponent < -point;
}

/// As Go does, an overflow is an error and an underflow gives zero.
std::optional<Resolved> parse_float(std::string_view text) {
  const auto shape = float_shape(text);
  if (!shape) return std::nullopt;
  const std::string_view unsigned_text = text.substr(is_sign(text.front()) ? 1 : 0);
  double value = 0;
  const auto result =
      std::from_chars(unsigned_text.data(), unsigned_text.data() + unsigned_text.size(), value);
  if (result.ec == std::errc::result_out_of_range) {
    if (!underflows(*shape)) return std::nullopt;
    value = 0;
  } else if (std::isinf(value)) {
    return std::nullopt;
  }
  return float_value(text.front() == '-' ? -value : value);
}

/// Go wants a digit on both sides of every underscore.
bool underscores_separate_digits(std::string_view text) {
  for (std::size_t at = text.find('_'); at != std::string_view::npos; at = text.find('_', at + 1)) {
    if (at == 0 || !is_digit(text[at - 1]) || at + 1 == text.size() || !is_digit(text[at + 1])) return false;
  }
  return true;
}

std::string without_underscores(std::string_view text) {
  std::string plain(text);
  std::erase(plain, '_');
  return plain;
}

bool has_underscore(std::string_view text) { return text.find('_') != std::string_view::npos; }

std::optional<Resolved> resolve_dotted(std::string_view text) {
  if (!has_underscore(text)) return parse_float(text);
  if (!underscores_separate_digits(text)) return std::nullopt;
  return parse_float(without_underscores(text));
}

std::optional<Resolved> parse_number(std::string_view text) {
  auto number = parse_integer(text);
  return number ? number : parse_float(text);
}

enum class Timestamps : std::uint8_t { kIgnored, kRecognized };

Resolved resolve_plain(std::string_view text, Timestamps timestamps) {
  const Hint hint = text.empty() ? Hint::kWord : kHints[static_cast<unsigned char>(text.front())];
  if (hint == Hint::kString) return {};
  if (text.size() <= kLongestWord) {
    if (const auto word = resolve_word(text)) return *word;
  }
  std::optional<Resolved> number;
  if (hint == Hint::kDotted) {
    number = resolve_dotted(text);
  } else if (hint == Hint::kNumber) {
    if (timestamps == Timestamps::kRecognized && is_timestamp(text)) return {.kind = Kind::kTimestamp};
    number = has_underscore(text) ? parse_number(without_underscores(text)) : parse_number(text);
  }
  return number.value_or(Resolved{});
}

/// What a plain scalar is worth as JSON.
Scalar to_scalar(const Resolved& resolved, std::string_view text) {
  switch (resolved.kind) {
    case Kind::kNull:
      return {ScalarType::kNull, nullptr};
    case Kind::kBool:
      return {ScalarType::kBool, resolved.truth};
    case Kind::kInt:
      return {ScalarType::kInt, resolved.integer};
    case Kind::kUnsigned:
      return {ScalarType::kInt, resolved.unsigned_integer};
    case Kind::kFloat:
      return {ScalarType::kFloat, resolved.real};
    default:
      return {ScalarType::kString, text};
  }
}

std::optional<Scalar> if_kind(const Resolved& resolved, Kind kind, std::string_view text) {
  if (resolved.kind != kind) return std::nullopt;
  return to_scalar(resolved, text);
}

}  // namespace

bool resolves_to_string(std::string_view text) {
  return resolve_plain(text, Timestamps::kRecognized).kind == Kind::kString;
}

std::optional<Scalar> resolve_scalar(std::string_view tag, std::string_view text) {
  constexpr std::string_view kCoreTag = "tag:yaml.org,2002:";
  if (tag.empty()) return to_scalar(resolve_plain(text, Timestamps::kRecognized), text);
  const std::string_view name = tag.starts_with(kCoreTag) ? tag.substr(kCoreTag.size()) : std::string_view{};

  if (name == "binary") {
    auto data = base::decode_base64(text);
    if (!data) return std::nullopt;
    return Scalar{ScalarType::kString, std::move(*data)};
  }
  if (name == "timestamp") {
    return if_kind(resolve_plain(text, Timestamps::kRecognized), Kind::kTimestamp, text);
  }
  Resolved resolved = resolve_plain(text, Timestamps::kIgnored);
  if (name == "null") return if_kind(resolved, Kind::kNull, text);
  if (name == "bool") return if_kind(resolved, Kind::kBool, text);
  if (name == "int") {
    return if_kind(resolved, resolved.kind == Kind::kUnsigned ? Kind::kUnsigned : Kind::kInt, text);
  }
  if (name == "float") {
    if (resolved.kind == Kind::kInt) resolved = float_value(static_cast<double>(resolved.integer));
    return if_kind(resolved, Kind::kFloat, text);
  }
  return Scalar{ScalarType::kString, text};
}

std::optional<std::string> key_text(const Scalar& key) {
  switch (key.type) {
    case ScalarType::kString:
      return key.value.get<std::string>();
    case ScalarType::kBool:
      return key.value.get<bool>() ? "true" : "false";
    case ScalarType::kInt:
      if (key.value.is_number_unsigned()) return std::nullopt;
      return std::to_string(key.value.get<std::int64_t>());
    case ScalarType::kFloat: {
      const double number = key.value.get<double>();
      if (std::isnan(number)) return ".nan";
      const std::string text = base::go_float(number, 32);
      return text == "+Inf" ? ".inf" : text == "-Inf" ? "-.inf" : text;
    }
    default:
      return std::nullopt;
  }
}

}  // namespace nsmkit::yaml
