#include "normalize/split_name.hpp"

namespace nsmkit::normalize {

namespace {

std::string safe_name(std::string_view name) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string safe;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || (c == '.' && !safe.empty());
    if (plain) {
      safe.push_back(c);
    } else {
      safe.push_back('%');
      safe.push_back(kDigits[byte >> 4U]);
      safe.push_back(kDigits[byte & 0xFU]);
    }
  }
  return safe.substr(0, 200);
}

}  // namespace

std::string split_name(const base::ResourceRef& ref) {
  const std::string directory = ref.name_space.empty() ? "_no-namespace" : safe_name(ref.name_space);
  return directory + "/" + safe_name(ref.kind) + "-" + safe_name(ref.name);
}

}  // namespace nsmkit::normalize
