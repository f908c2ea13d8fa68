#include "render/github_command.hpp"

#include <algorithm>
#include <cstdint>

#include "render/text_finding.hpp"

namespace nsmkit::render {

namespace {

enum class Place : std::uint8_t { kMessage, kProperty };

// As actions/toolkit does (packages/core/src/command.ts): nothing else needs escaping.
std::string escaped(std::string_view text, Place place) {
  std::string out;
  for (const char c : text) {
    if (c == '%') {
      out.append("%25");
    } else if (c == ':' && place == Place::kProperty) {
      out.append("%3A");
    } else if (c == ',' && place == Place::kProperty) {
      out.append("%2C");
    } else {
      out.push_back(c);
    }
  }
  return out;
}

std::string message_text(std::string_view message) {
  std::string text;
  while (!message.empty()) {
    const std::string_view line = message.substr(0, message.find('\n'));
    text.append(text.empty() ? "" : "%0A").append(escaped(printable(line), Place::kMessage));
    message.remove_prefix(std::min(line.size() + 1, message.size()));
  }
  return text;
}

}  // namespace

std::string github_command(std::string_view command, const base::Location& location, std::string_view title,
                           std::string_view message) {
  std::string text = "::";
  text.append(command).append(" file=").append(escaped(printable(location.file), Place::kProperty));
  if (location.position.line != 0) {
    text.append(",line=").append(std::to_string(location.position.line));
    text.append(",col=").append(std::to_string(location.position.column));
  }
  text.append(",title=").append(escaped(printable(title), Place::kProperty));
  return text.append("::").append(message_text(message)).append("\n");
}

}  // namespace nsmkit::render
