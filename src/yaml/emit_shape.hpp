#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace nsmkit::yaml {

enum class ScalarStyle : std::uint8_t { kPlain, kSingleQuoted, kDoubleQuoted, kLiteral };

/// What the characters of a string allow, as go-yaml's emitter sees them.
struct ScalarShape {
  bool plain = true;
  bool single_quoted = true;
  bool literal = true;
  bool has_line_feed = false;
  bool multiline = false;  ///< Holds a line break of any kind.
  bool ascii = true;
  bool has_next_line = false;  ///< Holds U+0085.
  bool invalid = false;        ///< Is not UTF-8; nothing else holds then.
};

[[nodiscard]] ScalarShape analyze(std::string_view text);

/// The style kubectl gives a string value.
[[nodiscard]] ScalarStyle value_style(std::string_view text, const ScalarShape& shape);

/// Bytes of the line break (CR, LF, U+0085, U+2028, U+2029) at text[at]; 0 when there is none.
[[nodiscard]] std::size_t break_length(std::string_view text, std::size_t at);

/// False for control characters, U+FEFF, U+FFFE, U+FFFF and all above U+FFFF. text[at] starts a
/// character of valid UTF-8.
[[nodiscard]] bool is_printable(std::string_view text, std::size_t at);

/// `text` as kubectl has it after it read its own JSON with a YAML reader: U+0085, which JSON does not
/// escape, is folded there like any line break in a quoted scalar.
[[nodiscard]] std::string with_next_lines_folded(std::string_view text);

}  // namespace nsmkit::yaml
