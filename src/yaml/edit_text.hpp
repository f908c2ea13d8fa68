#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/edit_spans.hpp"

namespace nsmkit::yaml {

enum class LineType : std::uint8_t { kContent, kBlank, kComment };

/// A line of the text; offsets are bytes.
struct Line {
  std::size_t start = 0;
  std::size_t text_end = 0;  ///< before the line break
  std::size_t end = 0;       ///< after it
  std::size_t indent = 0;    ///< blanks it starts with
  LineType type = LineType::kContent;
  bool keeps_blanks = false;  ///< ends a scalar (`|+`) that blank lines below would become part of
  bool removed = false;
  bool starts_block = false;  ///< removed: the first thing in its collection, which has others
  bool ends_block = false;    ///< removed: the last thing in its collection, which has others
};

/// Collects what is to change in a text, by lines where possible, and does it at once.
///
/// Blank lines follow these rules. Those between two removed lines go. Where removed lines have blank ones
/// above and below, the shorter of the two runs goes (the lower one when they are equal). Where they have
/// blank ones on one side only, these go when that leaves none at the edge of the file or of the block:
/// above, when what is removed was the last of its block; below, when it was the first. Below a scalar
/// that keeps its line breaks, all go.
class TextEdits {
 public:
  TextEdits(std::string_view text, const SpanTree& tree);

  [[nodiscard]] const std::vector<Line>& lines() const { return lines_; }
  [[nodiscard]] std::size_t line_of(std::size_t offset) const;
  [[nodiscard]] std::size_t column_of(std::size_t offset) const;

  /// True when only blanks stand before `offset` on its line.
  [[nodiscard]] bool starts_line(std::size_t offset) const;

  /// True when only blanks, or blanks and a comment, stand from `offset` to the end of its line.
  [[nodiscard]] bool ends_line(std::size_t offset) const;

  /// The line break this text uses.
  [[nodiscard]] const std::string& line_break() const { return break_; }

  void splice(std::size_t offset, std::size_t length, std::string text);
  void remove_lines(std::size_t first, std::size_t last);
  void mark_start_of_block(std::size_t line) { lines_[line].starts_block = true; }
  void mark_end_of_block(std::size_t line) { lines_[line].ends_block = true; }

  /// Writes whole lines in place of those from `first` to `last`; the first keeps the bytes before `from`.
  void replace_lines(std::size_t from, std::size_t last, std::string text);

  /// Writes whole lines before a line, or at the end when there is no such line.
  void insert_before_line(std::size_t line, const std::string& text) { inserted_[line] += text; }

  /// Removes the rest of the line from `from`, and puts there the next one that stays.
  void join(std::size_t from) { joins_.push_back(from); }

  /// The text after all changes; nothing when they contradict one another.
  [[nodiscard]] std::optional<std::string> apply();

 private:
  struct Splice {
    std::size_t offset;
    std::size_t length;
    std::string text;
  };

  void split_lines();
  void mark_scalars(const SpanTree& tree);
  bool do_joins();
  void remove_blank_lines();
  std::size_t trim_around(std::size_t first, std::size_t last);
  [[nodiscard]] std::size_t end_of_run(std::size_t first) const;
  [[nodiscard]] std::size_t blanks_above(std::size_t line) const;
  [[nodiscard]] std::size_t blanks_below(std::size_t line) const;
  void splice_lines();

  std::string_view text_;
  std::vector<Line> lines_;
  std::string break_ = "\n";
  std::vector<Splice> splices_;
  std::map<std::size_t, std::string> inserted_;
  std::vector<std::size_t> joins_;
};

}  // namespace nsmkit::yaml
