#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace nsmkit::base {

/// Appends one code point (at most U+10FFFF, no surrogate) as UTF-8.
void append_utf8(std::string& out, std::uint32_t code_point);

/// Length in bytes of the valid UTF-8 sequence that `text` starts with; 0 when it is invalid.
[[nodiscard]] std::size_t utf8_length(std::string_view text);

/// Replaces every byte that is not part of valid UTF-8 by U+FFFD, as Go does.
void replace_invalid_utf8(std::string& text);

/// Number of code points; bytes that are not UTF-8 count one each.
[[nodiscard]] std::size_t code_points(std::string_view text);

}  // namespace nsmkit::base
