#include "render/text_finding.hpp"

#include "model/resource.hpp"

namespace nsmkit::render {

namespace {

std::string_view color_of(base::Severity severity) {
  switch (severity) {
    case base::Severity::kError:
      return "\033[1;31m";
    case base::Severity::kWarning:
      return "\033[1;33m";
    case base::Severity::kInfo:
      return "\033[1;36m";
  }
  return "";
}

}  // namespace

std::string printable(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string safe;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      safe.append("\\x").push_back(kDigits[byte >> 4U]);
      safe.push_back(kDigits[byte & 0xFU]);
    } else {
      safe.push_back(c);
    }
  }
  return safe;
}

void print_finding(const base::Finding& finding, Color color, std::ostream& out) {
  const bool colored = color == Color::kAlways;
  const std::string_view reset = colored ? "\033[0m" : "";
  out << printable(finding.location.file);
  if (finding.location.position.line != 0) {
    out << ':' << finding.location.position.line << ':' << finding.location.position.column;
  }
  out << ": " << (colored ? color_of(finding.severity) : "") << base::to_string(finding.severity) << '['
      << finding.rule->code << ']' << reset << ' ' << printable(finding.message) << '\n';
  if (finding.resource) {
    out << "    in " << printable(model::display_name(*finding.resource));
    if (!finding.path.empty()) {
      out << ", " << printable(finding.path);
    }
    out << '\n';
  }
  if (!finding.remedy.empty()) {
    out << "    remedy: " << printable(finding.remedy) << '\n';
  }
}

}  // namespace nsmkit::render
