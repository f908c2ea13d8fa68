#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nsmkit::render {

/// One run of lines that differ, by index of the first and number.
struct LineEdit {
  std::size_t before = 0;
  std::size_t removed = 0;
  std::size_t after = 0;
  std::size_t added = 0;
};

/// Lines with their line feeds.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

/// The fewest edits that turn one list of lines into the other, in order; no two touch. The work is bounded:
/// lists that have little in common are one edit.
[[nodiscard]] std::vector<LineEdit> line_edits(const std::vector<std::string_view>& before,
                                               const std::vector<std::string_view>& after);

/// Appends the hunks of a unified diff (POSIX diff -u) of two texts whose lines all end with a line feed,
/// with `context` equal lines around each change. Nothing when the texts are equal. Bounded as above.
void write_hunks(std::string& out, std::string_view before, std::string_view after, std::size_t context);

}  // namespace nsmkit::render
