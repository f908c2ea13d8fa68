#include "yaml/emit_key_order.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/utf8.hpp"
#include "yaml/unicode_letters.hpp"

namespace nsmkit::yaml {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// A character and its length in bytes.
struct Rune {
  char32_t value;
  std::size_t length;
};

Rune rune_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = base::utf8_length(text.substr(at));
  if (length == 0) return {kReplacement, 1};
  char32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    value = (value << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  return {value, length};
}

std::size_t start_of_character(std::string_view text, std::size_t at) {
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
  return at;
}

/// True when the digits right before text[at] hold one that is not zero.
bool follows_nonzero_digits(std::string_view text, std::size_t at) {
  while (at > 0) {
    at = start_of_character(text, at - 1);
    const char32_t c = rune_at(text, at).value;
    if (!is_decimal_digit(c)) return false;
    if (c != '0') return true;
  }
  return false;
}

/// A run of digits as go-yaml counts it: 64 bits that wrap around.
struct Number {
  std::uint64_t value = 0;
  std::size_t digits = 0;
};

Number number_at(std::string_view text, std::size_t at, std::uint64_t start) {
  Number number{.value = start};
  while (at < text.size()) {
    const Rune rune = rune_at(text, at);
    if (!is_decimal_digit(rune.value)) break;
    number.value = number.value * 10 + rune.value - '0';
    ++number.digits;
    at += rune.length;
  }
  return number;
}

}  // namespace

bool key_less(std::string_view a, std::string_view b) {
  const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (left == a.end() || right == b.end()) return a.size() < b.size();
  const std::size_t at = start_of_character(a, static_cast<std::size_t>(left - a.begin()));
  const char32_t from_a = rune_at(a, at).value;
  const char32_t from_b = rune_at(b, at).value;

  const bool a_letter = is_letter(from_a);
  const bool b_letter = is_letter(from_b);
  if (a_letter && b_letter) return from_a < from_b;
  if (a_letter || b_letter) return b_letter;
  const bool zero = from_a == '0' || from_b == '0';
  const std::uint64_t start = zero && follows_nonzero_digits(a, at) ? 1 : 0;
  const Number a_number = number_at(a, at, start);
  const Number b_number = number_at(b, at, start);
  if (a_number.value != b_number.value) {
    return static_cast<std::int64_t>(a_number.value) < static_cast<std::int64_t>(b_number.value);
  }
  if (a_number.digits != b_number.digits) return a_number.digits < b_number.digits;
  return from_a < from_b;
}

MemberOrder reordered(const Json::object_t& object) {
  const auto out_of_order = [](const auto& a, const auto& b) { return key_less(b.first, a.first); };
  if (std::adjacent_find(object.begin(), object.end(), out_of_order) == object.end()) return {};

  MemberOrder members;
  members.reserve(object.size());
  for (const auto& member : object) members.push_back(&member);
  // The order is not transitive for some odd sets of keys; a merge sort bears that, std::sort might not.
  std::stable_sort(members.begin(), members.end(),
                   [](const auto* a, const auto* b) { return key_less(a->first, b->first); });
  return members;
}

}  // namespace nsmkit::yaml
