#include "render/text_finding.hpp"

#include <algorithm>
#include <cstdint>

#include "base/utf8.hpp"
#include "model/resource.hpp"
#include "render/report.hpp"

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

constexpr std::string_view kDigits = "0123456789abcdef";

void append_byte(std::string& out, char c) {
  const auto byte = static_cast<unsigned char>(c);
  out.append("\\x").push_back(kDigits[byte >> 4U]);
  out.push_back(kDigits[byte & 0xFU]);
}

std::uint32_t code_point(std::string_view sequence) {
  const auto first = static_cast<unsigned char>(sequence[0]);
  std::uint32_t point = sequence.size() == 1 ? first : first & (0xFFU >> (sequence.size() + 1));
  for (const char c : sequence.substr(1)) {
    point = (point << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
  }
  return point;
}

// Ends of lines, marks of direction, and what XML cannot hold.
bool is_treacherous(std::uint32_t point) {
  return (point >= 0x80 && point < 0xA0) || point == 0x061C || point == 0x200E || point == 0x200F ||
         (point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) || point == 0xFEFF ||
         (point & 0xFFFEU) == 0xFFFE;
}

void append_hex(std::string& out, std::uint32_t point) {
  out.append("\\u{");
  for (int shift = 20; shift >= 0; shift -= 4) {
    if (shift < 16 || point >> static_cast<unsigned>(shift) != 0) {
      out.push_back(kDigits[(point >> static_cast<unsigned>(shift)) & 0xFU]);
    }
  }
  out.push_back('}');
}

// One valid UTF-8 sequence, or one byte that starts none.
void append_printable(std::string& out, std::string_view sequence) {
  const auto first = static_cast<unsigned char>(sequence[0]);
  if (first < 0x20 || first == 0x7F || (sequence.size() == 1 && first >= 0x80)) {
    append_byte(out, sequence[0]);
  } else if (const std::uint32_t point = code_point(sequence); is_treacherous(point)) {
    append_hex(out, point);
  } else {
    out.append(sequence);
  }
}

}  // namespace

std::string printable(std::string_view text) {
  std::string safe;
  while (!text.empty()) {
    const std::size_t length = std::max<std::size_t>(base::utf8_length(text), 1);
    append_printable(safe, text.substr(0, length));
    text.remove_prefix(length);
  }
  return safe;
}

void print_finding(const base::Finding& finding, Color color, std::ostream& out) {
  const bool colored = color == Color::kAlways;
  const std::string_view reset = colored ? "\033[0m" : "";
  out << printable(place(finding.location));
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
