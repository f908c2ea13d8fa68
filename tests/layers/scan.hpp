#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nsmkit::layers {

/// A source file; `path` is relative to src/, with `/`.
struct SourceFile {
  std::string path;
  std::string text;
};

/// One `#include` line. `line` counts from 1.
struct Include {
  std::string header;
  bool quoted = false;  ///< "header", not <header>
  std::size_t line = 0;
};

/// Longest file allowed in src/, in lines.
inline constexpr std::size_t kMaxLines = 400;

/// Every .hpp and .cpp file below `folder`, sorted by path.
[[nodiscard]] std::vector<SourceFile> read_sources(const std::string& folder);

/// `text` with comments blanked out; strings and line numbers stay.
[[nodiscard]] std::string without_comments(std::string_view text);

[[nodiscard]] std::vector<Include> includes(std::string_view text);

/// Each of these gives one readable line, `src/PATH:LINE: what is wrong`, per violation.
[[nodiscard]] std::vector<std::string> check_layers(const SourceFile& file);
[[nodiscard]] std::vector<std::string> check_libraries(const SourceFile& file);
[[nodiscard]] std::vector<std::string> check_versions(const SourceFile& file);
[[nodiscard]] std::vector<std::string> check_length(const SourceFile& file);

}  // namespace nsmkit::layers
