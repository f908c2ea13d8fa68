#include "base/base64.hpp"

#include <cstdint>

namespace nsmkit::base {

std::optional<std::string> decode_base64(std::string_view text) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string data;
  std::uint32_t bits = 0;
  std::size_t digits = 0;
  std::size_t padding = 0;
  for (const char c : text) {
    if (c == '\r' || c == '\n') continue;
    const std::size_t digit = kAlphabet.find(c);
    const bool is_padding = c == '=' && digits % 4 >= 2 && digits % 4 + padding < 4;
    if (is_padding) {
      ++padding;
    } else if (padding > 0 || digit == std::string_view::npos) {
      return std::nullopt;
    } else {
      bits = (bits << 6U) | static_cast<std::uint32_t>(digit);
      if (++digits % 4 != 1) data += static_cast<char>((bits >> ((4 - digits % 4) % 4 * 2)) & 0xFFU);
    }
  }
  if ((digits + padding) % 4 != 0) return std::nullopt;
  return data;
}

}  // namespace nsmkit::base
