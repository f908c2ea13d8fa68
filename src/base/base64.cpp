#include "base/base64.hpp"

#include <cstdint>

namespace nsmkit::base {

namespace {
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
}

std::optional<std::string> decode_base64(std::string_view text) {
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

std::string encode_base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      bits = (bits << 8U) | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      const bool is_padding = i + k > bytes.size();
      text += is_padding ? '=' : kAlphabet[(bits >> (18 - 6 * k)) & 63U];
    }
  }
  return text;
}

}  // namespace nsmkit::base
