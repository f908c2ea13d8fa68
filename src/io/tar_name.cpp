#include "io/tar_name.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace nsmkit::io {

namespace {

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The scalar value of a valid UTF-8 sequence.
std::uint32_t code_point(std::string_view sequence) {
  constexpr std::uint32_t kTail = 0x3FU;
  const auto lead = static_cast<unsigned char>(sequence.front());
  std::uint32_t value = sequence.size() == 1 ? lead : lead & (0xFFU >> (sequence.size() + 1));
  for (const char c : sequence.substr(1)) {
    value = (value << 6U) | (static_cast<unsigned char>(c) & kTail);
  }
  return value;
}

/// Control characters, what ends a line, and what is not seen or turns the direction of text.
bool is_unseen(std::uint32_t c) {
  return c < 0x20U || (c >= 0x7FU && c < 0xA0U) || c == 0xADU || (c >= 0x200BU && c <= 0x200FU) ||
         (c >= 0x2028U && c <= 0x202EU) || (c >= 0x2060U && c <= 0x206FU) || c == 0xFEFFU;
}

std::optional<TarFaultKind> character_fault(std::string_view name) {
  while (!name.empty()) {
    const std::size_t length = base::utf8_length(name);
    if (length == 0) return TarFaultKind::kInvalidUtf8Name;
    if (is_unseen(code_point(name.substr(0, length)))) return TarFaultKind::kControlName;
    if (name.front() == '\\') return TarFaultKind::kBackslashName;
    name.remove_prefix(length);
  }
  return std::nullopt;
}

std::optional<TarFaultKind> part_fault(std::string_view name) {
  for (bool more = true; more;) {
    const auto slash = name.find('/');
    const std::string_view part = name.substr(0, slash);
    if (part.empty()) return TarFaultKind::kEmptyName;
    if (part == "..") return TarFaultKind::kParentName;
    if (part == ".") return TarFaultKind::kDotName;
    more = slash != std::string_view::npos;
    name.remove_prefix(more ? slash + 1 : name.size());
  }
  return std::nullopt;
}

}  // namespace

std::optional<TarFaultKind> tar_name_fault(std::string_view name) {
  if (name.size() > kMaxTarName) return TarFaultKind::kNameTooLong;
  if (const auto fault = character_fault(name)) return fault;
  if (name.starts_with('/')) return TarFaultKind::kAbsoluteName;
  return part_fault(name);
}

bool TarNames::FoldedLess::operator()(std::string_view a, std::string_view b) const {
  return std::ranges::lexicographical_compare(a, b, {}, folded, folded);
}

std::optional<TarFaultKind> TarNames::add(std::string_view name) {
  if (const auto fault = tar_name_fault(name)) return fault;
  if (const auto twin = names_.find(name); twin != names_.end()) {
    return *twin == name ? TarFaultKind::kDuplicateName : TarFaultKind::kCaseTwin;
  }
  for (auto slash = name.find('/'); slash != std::string_view::npos; slash = name.find('/', slash + 1)) {
    if (names_.contains(name.substr(0, slash))) return TarFaultKind::kFileAsFolder;
  }
  const std::string folder = std::string(name) + "/";
  const auto below = names_.lower_bound(folder);
  const bool used =
      below != names_.end() &&
      std::ranges::equal(std::string_view(*below).substr(0, folder.size()), folder, {}, folded, folded);
  if (used) return TarFaultKind::kFileAsFolder;
  names_.emplace(name);
  return std::nullopt;
}

}  // namespace nsmkit::io
