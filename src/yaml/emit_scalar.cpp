#include "yaml/emit_scalar.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

#include "base/utf8.hpp"
#include "yaml/emit_shape.hpp"

namespace nsmkit::yaml {
namespace {

/// Whether a scalar may go on on a further line.
enum class Folding : std::uint8_t { kForbidden, kAllowed };

/// A scalar being written and how.
struct Text {
  std::string_view text;
  std::size_t indent;
  Folding folding;

  /// True when the single space at text[at] shall become a line break.
  [[nodiscard]] bool folds_at(const Sink& sink, std::size_t at, bool after_space) const {
    return folding == Folding::kAllowed && !after_space && sink.column() > kBestWidth && text[at + 1] != ' ';
  }
};

void emit_plain(Sink& sink, const Text& scalar) {
  const std::string_view text = scalar.text;
  sink.separate();
  bool after_space = false;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      if (scalar.folds_at(sink, at, after_space)) {
        sink.write_indent(scalar.indent);
      } else {
        sink.put(' ');
      }
      ++at;
      after_space = true;
      continue;
    }
    const std::size_t end = std::min(text.find(' ', at), text.size());
    sink.put_text(text.substr(at, end - at));
    sink.set_indention(false);
    after_space = false;
    at = end;
  }
  sink.end_token();
}

/// Where the run of characters that single quotes hold as they are ends.
std::size_t end_of_single_quoted_run(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] != ' ' && text[at] != '\'' && break_length(text, at) == 0) ++at;
  return at;
}

void emit_single_quoted(Sink& sink, const Text& scalar) {
  const std::string_view text = scalar.text;
  sink.separate();
  sink.put('\'');
  sink.end_token();
  bool after_space = false;
  bool after_break = false;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      if (at > 0 && at + 1 < text.size() && scalar.folds_at(sink, at, after_space)) {
        sink.write_indent(scalar.indent);
      } else {
        sink.put(' ');
      }
      ++at;
      after_space = true;
    } else if (const std::size_t length = break_length(text, at); length != 0) {
      sink.put_break(text.substr(at, length));
      sink.set_indention(true);
      at += length;
      after_break = true;
    } else {
      if (after_break) sink.write_indent(scalar.indent);
      if (text[at] == '\'') {
        sink.put_ascii("''");
        ++at;
      } else {
        const std::size_t end = end_of_single_quoted_run(text, at);
        sink.put_text(text.substr(at, end - at));
        at = end;
      }
      sink.set_indention(false);
      after_space = false;
      after_break = false;
    }
  }
  sink.put('\'');
  sink.end_token();
}

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// The code point of the character of valid UTF-8 that `character` is.
char32_t code_point(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character.front());
  if (character.size() == 1) return lead;
  char32_t value = lead & (0xFFU >> (character.size() + 1));
  for (const char c : character.substr(1)) value = (value << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
  return value;
}

char short_escape(char32_t c) {
  switch (c) {
    case 0x00:
      return '0';
    case 0x07:
      return 'a';
    case 0x08:
      return 'b';
    case 0x09:
      return 't';
    case 0x0A:
      return 'n';
    case 0x0B:
      return 'v';
    case 0x0C:
      return 'f';
    case 0x0D:
      return 'r';
    case 0x1B:
      return 'e';
    case 0x22:
      return '"';
    case 0x5C:
      return '\\';
    case 0x85:
      return 'N';
    case 0xA0:
      return '_';
    case 0x2028:
      return 'L';
    case 0x2029:
      return 'P';
    default:
      return '\0';
  }
}

void put_escaped(Sink& sink, char32_t c) {
  sink.put('\\');
  if (const char letter = short_escape(c); letter != '\0') {
    sink.put(letter);
    return;
  }
  const unsigned digits = c <= 0xFF ? 2 : c <= 0xFFFF ? 4 : 8;
  sink.put(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
  for (unsigned shift = digits * 4; shift > 0; shift -= 4) {
    sink.put("0123456789ABCDEF"[(c >> (shift - 4)) & 0xFU]);
  }
}

bool is_verbatim(std::string_view text, std::size_t at) {
  return text[at] != '"' && text[at] != '\\' && is_printable(text, at) && break_length(text, at) == 0;
}

void emit_double_quoted(Sink& sink, const Text& scalar) {
  const std::string_view text = scalar.text;
  // go-yaml looks for the byte order mark at the start of the text whichever character it writes, so one
  // there has them all escaped.
  const bool all_escaped = text.starts_with(kByteOrderMark);
  sink.separate();
  sink.put('"');
  sink.end_token();
  bool after_space = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = base::utf8_length(text.substr(at));
    const std::string_view character = text.substr(at, length);
    if (all_escaped || !is_verbatim(text, at)) {
      put_escaped(sink, code_point(character));
      after_space = false;
    } else if (text[at] == ' ') {
      const bool inside = at > 0 && at + 1 < text.size();
      if (scalar.folding == Folding::kAllowed && !after_space && sink.column() > kBestWidth && inside) {
        sink.write_indent(scalar.indent);
        if (text[at + 1] == ' ') sink.put('\\');
      } else {
        sink.put(' ');
      }
      after_space = true;
    } else {
      sink.put_text(character);
      after_space = false;
    }
    at += length;
  }
  sink.put('"');
  sink.end_token();
}

/// The chomping indicator: what to do with the line breaks at the end.
std::string_view chomping(std::string_view text) {
  std::size_t breaks = 0;
  for (std::size_t end = text.size(); end > 0 && breaks < 2; ++breaks) {
    std::size_t last = end - 1;
    while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) --last;
    if (break_length(text, last) == 0) return breaks == 0 ? "-" : "";
    end = last;
  }
  return "+";
}

void emit_literal(Sink& sink, const Text& scalar) {
  const std::string_view text = scalar.text;
  sink.separate();
  sink.put('|');
  if (text.front() == ' ' || break_length(text, 0) != 0) sink.put('2');
  sink.put_ascii(chomping(text));
  sink.put_break();
  sink.set_indention(true);
  sink.set_whitespace(true);
  bool after_break = true;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t length = break_length(text, at); length != 0) {
      sink.put_break(text.substr(at, length));
      sink.set_indention(true);
      after_break = true;
      at += length;
      continue;
    }
    if (after_break) sink.write_indent(scalar.indent);
    std::size_t end = at;
    while (end < text.size() && break_length(text, end) == 0) ++end;
    sink.put_text(text.substr(at, end - at));
    sink.set_indention(false);
    after_break = false;
    at = end;
  }
}

void emit_styled(Sink& sink, ScalarStyle style, const Text& scalar) {
  switch (style) {
    case ScalarStyle::kPlain:
      emit_plain(sink, scalar);
      break;
    case ScalarStyle::kSingleQuoted:
      emit_single_quoted(sink, scalar);
      break;
    case ScalarStyle::kDoubleQuoted:
      emit_double_quoted(sink, scalar);
      break;
    case ScalarStyle::kLiteral:
      emit_literal(sink, scalar);
      break;
  }
}

/// Plain ASCII text that ends before any folding could start.
bool fits(const Sink& sink, std::string_view text, const ScalarShape& shape) {
  return shape.ascii && sink.column() + text.size() < kBestWidth;
}

void emit_plain_ascii(Sink& sink, std::string_view text) {
  sink.separate();
  sink.put_ascii(text);
  sink.end_token();
}

std::string with_valid_utf8(std::string_view text) {
  std::string valid(text);
  base::replace_invalid_utf8(valid);
  return valid;
}

}  // namespace

void emit_value(Sink& sink, std::string_view text, std::size_t indent) {
  const ScalarShape shape = analyze(text);
  if (shape.invalid) return emit_value(sink, with_valid_utf8(text), indent);
  if (shape.has_next_line) return emit_value(sink, with_next_lines_folded(text), indent);
  const ScalarStyle style = value_style(text, shape);
  if (style == ScalarStyle::kPlain && fits(sink, text, shape)) return emit_plain_ascii(sink, text);
  emit_styled(sink, style, {.text = text, .indent = indent, .folding = Folding::kAllowed});
}

void emit_key(Sink& sink, std::string_view text, std::size_t indent) {
  constexpr std::size_t kLongestSimpleKey = 128;
  constexpr std::size_t kStep = 2;
  const ScalarShape shape = analyze(text);
  if (shape.invalid) return emit_key(sink, with_valid_utf8(text), indent);
  const ScalarStyle style = value_style(text, shape);
  const std::size_t further = indent + kStep;
  if (shape.multiline || text.size() > kLongestSimpleKey) {
    sink.write_block_indicator('?');
    emit_styled(sink, style, {.text = text, .indent = further, .folding = Folding::kAllowed});
    sink.write_indent(indent);
    sink.write_block_indicator(':');
    return;
  }
  if (style == ScalarStyle::kPlain && shape.ascii) {
    emit_plain_ascii(sink, text);
  } else {
    emit_styled(sink, style, {.text = text, .indent = further, .folding = Folding::kForbidden});
  }
  sink.put(':');
  sink.end_token();
}

}  // namespace nsmkit::yaml
