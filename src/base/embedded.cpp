#include "base/embedded.hpp"

#include <span>

namespace nsmkit::base {

namespace {
std::span<const detail::EmbeddedEntry> entries() { return {detail::kEmbedded, detail::kEmbeddedCount}; }
}  // namespace

std::optional<std::string_view> embedded(std::string_view path) {
  for (const auto& entry : entries()) {
    if (path == entry.path) {
      return std::string_view(entry.begin, static_cast<std::size_t>(entry.end - entry.begin));
    }
  }
  return std::nullopt;
}

std::vector<std::string_view> embedded_paths(std::string_view prefix) {
  std::vector<std::string_view> paths;
  for (const auto& entry : entries()) {
    if (std::string_view(entry.path).starts_with(prefix)) {
      paths.emplace_back(entry.path);
    }
  }
  return paths;
}

}  // namespace nsmkit::base
