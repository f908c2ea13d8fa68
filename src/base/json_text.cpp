#include "base/json_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "base/utf8.hpp"

namespace nsmkit::base {
namespace {

enum class Layout : std::uint8_t { kOneLine, kIndented };

constexpr std::size_t kIndentWidth = 4;
constexpr std::string_view kHexDigits = "0123456789abcdef";

/// Bytes that a JSON string holds as they are.
constexpr auto kVerbatim = [] {
  std::array<bool, 256> table{};
  for (std::size_t byte = 0x20; byte < 0x80; ++byte) table[byte] = true;
  for (const unsigned char byte : {'"', '\\', '<', '>', '&'}) table[byte] = false;
  return table;
}();

/// The shortest decimal digits that read back as the same number: d.ddd times ten to `exponent`.
struct Decimal {
  std::string digits;
  int exponent = 0;
  bool negative = false;
};

template <typename Float>
Decimal shortest_decimal(Float value) {
  std::array<char, 32> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
  std::string_view text(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));

  Decimal decimal;
  decimal.negative = text.front() == '-';
  if (decimal.negative) text.remove_prefix(1);
  const std::size_t mark = text.find('e');
  for (const char c : text.substr(0, mark)) {
    if (c != '.') decimal.digits += c;
  }
  std::string_view exponent = text.substr(mark + 1);
  if (exponent.front() == '+') exponent.remove_prefix(1);
  std::from_chars(exponent.data(), exponent.data() + exponent.size(), decimal.exponent);
  return decimal;
}

std::string in_scientific_form(const Decimal& decimal, std::size_t exponent_digits) {
  std::string text = decimal.negative ? "-" : "";
  text += decimal.digits.front();
  if (decimal.digits.size() > 1) text.append(1, '.').append(decimal.digits, 1);
  text += decimal.exponent < 0 ? "e-" : "e+";
  const std::string exponent = std::to_string(std::abs(decimal.exponent));
  if (exponent.size() < exponent_digits) text.append(exponent_digits - exponent.size(), '0');
  return text + exponent;
}

std::string in_fixed_form(const Decimal& decimal) {
  std::string text = decimal.negative ? "-" : "";
  if (decimal.exponent < 0) {
    text.append("0.").append(static_cast<std::size_t>(-decimal.exponent - 1), '0');
    return text + decimal.digits;
  }
  const auto whole = static_cast<std::size_t>(decimal.exponent) + 1;
  if (decimal.digits.size() <= whole) {
    return text.append(decimal.digits).append(whole - decimal.digits.size(), '0');
  }
  return text.append(decimal.digits, 0, whole).append(1, '.').append(decimal.digits, whole);
}

void append_escaped_byte(std::string& out, unsigned char byte, Layout layout) {
  switch (byte) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  if (layout == Layout::kIndented && (byte == '\b' || byte == '\f')) {
    out += byte == '\b' ? "\\b" : "\\f";
    return;
  }
  out += "\\u00";
  out += kHexDigits[byte >> 4U];
  out += kHexDigits[byte & 0xFU];
}

/// Appends the character at text[at], which is not verbatim; returns where the next one starts.
std::size_t append_special(std::string& out, std::string_view text, std::size_t at, Layout layout) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) {
    append_escaped_byte(out, byte, layout);
    return at + 1;
  }
  const std::size_t length = utf8_length(text.substr(at));
  if (length == 0) {
    out += "\\ufffd";
    return at + 1;
  }
  const std::string_view character = text.substr(at, length);
  if (character == "\u2028" || character == "\u2029") {
    out += character == "\u2028" ? "\\u2028" : "\\u2029";
  } else {
    out += character;
  }
  return at + length;
}

void append_string(std::string& out, std::string_view text, Layout layout) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && kVerbatim[static_cast<unsigned char>(text[end])]) ++end;
    out.append(text, at, end - at);
    at = end < text.size() ? append_special(out, text, end, layout) : end;
  }
  out += '"';
}

template <typename Integer>
void append_integer(std::string& out, Integer value) {
  std::array<char, 24> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  out.append(buffer.data(), end.ptr);
}

void append_scalar(std::string& out, const Json& value, Layout layout) {
  switch (value.type()) {
    case Json::value_t::boolean:
      out += value.get<bool>() ? "true" : "false";
      break;
    case Json::value_t::number_integer:
      append_integer(out, value.get<std::int64_t>());
      break;
    case Json::value_t::number_unsigned:
      append_integer(out, value.get<std::uint64_t>());
      break;
    case Json::value_t::number_float: {
      const double number = value.get<double>();
      out += std::isfinite(number) ? json_number(number) : "null";
      break;
    }
    case Json::value_t::string:
      append_string(out, value.get_ref<const std::string&>(), layout);
      break;
    default:
      out += "null";
      break;
  }
}

/// Writes a value without recursion, so that no depth of nesting overflows the stack.
class Writer {
 public:
  Writer(std::string& out, Layout layout) : out_(out), layout_(layout) {}

  void write(const Json& root) {
    begin(root);
    while (!levels_.empty()) {
      Level& level = levels_.back();
      if (level.next == level.container->cend()) {
        close(*level.container);
      } else {
        write_next(level);
      }
    }
  }

 private:
  /// An object or array begun, and what of it is to come.
  struct Level {
    const Json* container;
    Json::const_iterator next;
  };

  void begin(const Json& value) {
    if (!value.is_structured()) return append_scalar(out_, value, layout_);
    if (value.empty()) {
      out_ += value.is_object() ? "{}" : "[]";
      return;
    }
    out_ += value.is_object() ? '{' : '[';
    levels_.push_back({&value, value.cbegin()});
  }

  void write_next(Level& level) {
    if (level.next != level.container->cbegin()) out_ += ',';
    break_line();
    if (level.container->is_object()) {
      append_string(out_, level.next.key(), layout_);
      out_ += layout_ == Layout::kIndented ? ": " : ":";
    }
    const Json& child = *level.next;
    ++level.next;
    begin(child);
  }

  void close(const Json& container) {
    levels_.pop_back();
    break_line();
    out_ += container.is_object() ? '}' : ']';
  }

  void break_line() {
    if (layout_ == Layout::kIndented) out_.append(1, '\n').append(levels_.size() * kIndentWidth, ' ');
  }

  std::string& out_;
  Layout layout_;
  std::vector<Level> levels_;
};

}  // namespace

void write_json(std::string& out, const Json& value) { Writer(out, Layout::kOneLine).write(value); }

void write_json_indented(std::string& out, const Json& value) { Writer(out, Layout::kIndented).write(value); }

std::string json_text(const Json& value) {
  std::string out;
  write_json(out, value);
  return out;
}

std::string json_number(double value) {
  const Decimal decimal = shortest_decimal(value);
  const double magnitude = std::abs(value);
  if (magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21)) return in_scientific_form(decimal, 1);
  return in_fixed_form(decimal);
}

std::string go_float(double value, int bits) {
  const bool narrow = bits == 32;
  if (narrow) value = static_cast<double>(static_cast<float>(value));
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Inf" : "+Inf";
  const Decimal decimal = narrow ? shortest_decimal(static_cast<float>(value)) : shortest_decimal(value);
  constexpr int kFixedUpTo = 6;
  if (decimal.exponent < -4 || decimal.exponent >= kFixedUpTo) return in_scientific_form(decimal, 2);
  return in_fixed_form(decimal);
}

}  // namespace nsmkit::base
