#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nsmkit::base {

/// The bytes that base64 `text` (RFC 4648 section 4, padded, line breaks allowed anywhere) stands for;
/// nothing when it is not base64.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

/// `bytes` in base64, padded, on one line.
[[nodiscard]] std::string encode_base64(std::string_view bytes);

}  // namespace nsmkit::base
