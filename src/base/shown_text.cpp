#include "base/shown_text.hpp"

#include <array>
#include <cstdio>

#include "base/utf8.hpp"

namespace nsmkit::base {

namespace {

// Control characters and those that reorder or hide text could make a report lie.
bool is_hidden(std::string_view point) {
  if (point.size() == 1) {
    const auto c = static_cast<unsigned char>(point[0]);
    return c < 0x20 || c == 0x7F;
  }
  const auto last = static_cast<unsigned char>(point.back());
  if (point.size() == 2) {
    return point[0] == '\xC2' && last < 0xA0;
  }
  const bool general =
      point.starts_with("\xE2\x80") && ((last >= 0x8B && last <= 0x8F) || (last >= 0xA8 && last <= 0xAE));
  return general || point.starts_with("\xE2\x81") || point == "\xEF\xBB\xBF";
}

void append_escaped(std::string& out, std::string_view bytes) {
  if (bytes == "\n" || bytes == "\t" || bytes == "\r") {
    out += bytes == "\n" ? "\\n" : bytes == "\t" ? "\\t" : "\\r";
    return;
  }
  for (const char c : bytes) {
    std::array<char, 8> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "\\x%02x",
                  static_cast<unsigned>(static_cast<unsigned char>(c)));
    out += buffer.data();
  }
}

}  // namespace

std::string shown_text(std::string_view text, std::size_t limit) {
  std::string out;
  std::size_t shown = 0;
  for (std::size_t at = 0; at < text.size(); ++shown) {
    if (shown == limit) {
      return out + "...";
    }
    const std::size_t length = utf8_length(text.substr(at));
    const std::string_view point = text.substr(at, length == 0 ? 1 : length);
    if (length == 0 || is_hidden(point)) {
      append_escaped(out, point);
    } else {
      out += point;
    }
    at += point.size();
  }
  return out;
}

}  // namespace nsmkit::base
