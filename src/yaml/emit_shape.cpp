#include "yaml/emit_shape.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "yaml/scalar.hpp"

namespace nsmkit::yaml {
namespace {

/// What a byte means to analyze().
enum class ByteClass : std::uint8_t { kOrdinary, kSpace, kColon, kHash, kLineFeed, kControl, kLead };

constexpr auto kByteClasses = [] {
  std::array<ByteClass, 256> table{};
  for (std::size_t byte = 0; byte < 0x20; ++byte) table[byte] = ByteClass::kControl;
  for (std::size_t byte = 0x80; byte < 0x100; ++byte) table[byte] = ByteClass::kLead;
  table[0x7F] = ByteClass::kControl;
  table[static_cast<unsigned char>('\n')] = ByteClass::kLineFeed;
  table[static_cast<unsigned char>(' ')] = ByteClass::kSpace;
  table[static_cast<unsigned char>(':')] = ByteClass::kColon;
  table[static_cast<unsigned char>('#')] = ByteClass::kHash;
  return table;
}();

constexpr std::string_view kNextLine = "\xC2\x85";

bool is_blank(std::string_view text, std::size_t at) { return text[at] == ' ' || text[at] == '\t'; }

bool blank_or_end(std::string_view text, std::size_t at) { return at >= text.size() || is_blank(text, at); }

/// True when the first characters of `text` would mean something at the start of a plain scalar.
bool starts_like_markup(std::string_view text) {
  if (text.starts_with("---") || text.starts_with("...")) return true;
  const char first = text.front();
  if (first == '?' || first == ':' || first == '-') return blank_or_end(text, 1);
  return std::string_view("#,[]{}&*!|>'\"%@`").find(first) != std::string_view::npos;
}

void note_special(ScalarShape& shape) {
  shape.plain = false;
  shape.single_quoted = false;
  shape.literal = false;
}

void note_break(ScalarShape& shape, std::string_view text, std::size_t at, std::size_t length) {
  shape.multiline = true;
  shape.plain = false;
  if (at > 0 && text[at - 1] == ' ') note_special(shape);
  const std::size_t next = at + length;
  if (next < text.size() && text[next] == ' ') shape.single_quoted = false;
}

/// Takes note of the non-ASCII character at text[at]; returns its length, 0 when it is not UTF-8.
std::size_t note_wide(ScalarShape& shape, std::string_view text, std::size_t at) {
  const std::size_t length = base::utf8_length(text.substr(at));
  if (length == 0) return 0;
  shape.ascii = false;
  if (!is_printable(text, at)) note_special(shape);
  if (break_length(text, at) != 0) {
    note_break(shape, text, at, length);
    shape.has_next_line = shape.has_next_line || text.substr(at, length) == kNextLine;
  }
  return length;
}

/// Takes note of the character at text[at], which is not ordinary; returns its length as note_wide.
std::size_t note(ScalarShape& shape, std::string_view text, std::size_t at) {
  switch (kByteClasses[static_cast<unsigned char>(text[at])]) {
    case ByteClass::kColon:
      if (blank_or_end(text, at + 1)) shape.plain = false;
      return 1;
    case ByteClass::kHash:
      if (at > 0 && is_blank(text, at - 1)) shape.plain = false;
      return 1;
    case ByteClass::kLineFeed:
      shape.has_line_feed = true;
      note_break(shape, text, at, 1);
      return 1;
    case ByteClass::kControl:
      note_special(shape);
      if (text[at] == '\r') note_break(shape, text, at, 1);
      return 1;
    case ByteClass::kLead:
      return note_wide(shape, text, at);
    default:
      return 1;
  }
}

/// go-yaml quotes what YAML 1.1 calls a base 60 number (190:20:30), though it reads none.
bool is_base60(std::string_view text) {
  const auto is_digit = [&](std::size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
  };
  std::size_t at = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
  if (!is_digit(at)) return false;
  while (is_digit(at) || (at < text.size() && text[at] == '_')) ++at;
  if (at == text.size() || text[at] != ':') return false;
  while (at < text.size() && text[at] == ':') {
    if (!is_digit(++at)) return false;
    ++at;
    if (is_digit(at)) {
      if (text[at - 1] > '5') return false;
      ++at;
    }
  }
  if (at < text.size() && text[at] == '.') {
    at = std::min(text.find_first_not_of("0123456789_", at + 1), text.size());
  }
  return at == text.size();
}

}  // namespace

ScalarShape analyze(std::string_view text) {
  ScalarShape shape;
  if (text.empty()) {
    shape.literal = false;
    return shape;
  }
  if (starts_like_markup(text) || text.front() == ' ' || text.back() == ' ') shape.plain = false;
  if (text.back() == ' ') shape.literal = false;
  for (std::size_t at = 0; at < text.size();) {
    if (kByteClasses[static_cast<unsigned char>(text[at])] == ByteClass::kOrdinary) {
      ++at;
      continue;
    }
    const std::size_t length = note(shape, text, at);
    if (length == 0) {
      shape.invalid = true;
      return shape;
    }
    at += length;
  }
  return shape;
}

ScalarStyle value_style(std::string_view text, const ScalarShape& shape) {
  if (shape.has_line_feed) return shape.literal ? ScalarStyle::kLiteral : ScalarStyle::kDoubleQuoted;
  if (shape.plain) {
    return resolves_to_string(text) && !is_base60(text) ? ScalarStyle::kPlain : ScalarStyle::kDoubleQuoted;
  }
  return shape.single_quoted ? ScalarStyle::kSingleQuoted : ScalarStyle::kDoubleQuoted;
}

std::size_t break_length(std::string_view text, std::size_t at) {
  const char first = text[at];
  if (first == '\n' || first == '\r') return 1;
  if (first == '\xC2') return text.substr(at, 2) == kNextLine ? 2 : 0;
  if (first != '\xE2') return 0;
  const std::string_view character = text.substr(at, 3);
  return character == "\u2028" || character == "\u2029" ? 3 : 0;
}

bool is_printable(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t offset) { return static_cast<unsigned char>(text[at + offset]); };
  if (byte(0) < 0x80) return byte(0) == '\n' || (byte(0) >= 0x20 && byte(0) < 0x7F);
  if (byte(0) == 0xC2) return byte(1) >= 0xA0;
  if (byte(0) == 0xEF) {
    const bool byte_order_mark = byte(1) == 0xBB && byte(2) == 0xBF;
    return !byte_order_mark && !(byte(1) == 0xBF && byte(2) >= 0xBE);
  }
  return byte(0) < 0xF0;
}

std::string with_next_lines_folded(std::string_view text) {
  std::string folded;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    std::size_t breaks = 0;
    while (at < text.size()) {
      if (text.substr(at, kNextLine.size()) == kNextLine) {
        ++breaks;
        at += kNextLine.size();
      } else if (text[at] == ' ') {
        ++at;
      } else {
        break;
      }
    }
    if (breaks == 0) {
      folded += text.substr(start, at - start);
    } else if (breaks == 1) {
      folded += ' ';
    } else {
      folded.append(breaks - 1, '\n');
    }
    if (at < text.size()) folded += text[at++];
  }
  return folded;
}

}  // namespace nsmkit::yaml
