#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace nsmkit::base {

/// The content of `schemas/PATH`, compiled into the binary; nothing when there is no such file.
[[nodiscard]] std::optional<std::string_view> embedded(std::string_view path);

/// Paths of all embedded files that start with `prefix`, sorted.
[[nodiscard]] std::vector<std::string_view> embedded_paths(std::string_view prefix);

namespace detail {
struct EmbeddedEntry {
  const char* path;
  const char* begin;
  const char* end;
};
extern const EmbeddedEntry kEmbedded[];
extern const unsigned long kEmbeddedCount;
}  // namespace detail

}  // namespace nsmkit::base
