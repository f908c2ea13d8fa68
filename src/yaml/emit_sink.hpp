#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nsmkit::yaml {

/// Columns after which go-yaml folds a line.
inline constexpr std::size_t kBestWidth = 80;

/// Characters (code points) of valid UTF-8.
[[nodiscard]] inline std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return count;
}

/// The output text and what go-yaml's emitter remembers of it, on which its blanks and breaks depend:
/// the column, in characters, whether a blank came last, and whether only indentation and block
/// indicators stand on the line so far. To be made where a line starts.
class Sink {
 public:
  explicit Sink(std::string& out) : out_(out) {}

  [[nodiscard]] std::size_t column() const { return column_; }
  [[nodiscard]] bool indention() const { return indention_; }

  void set_indention(bool indention) { indention_ = indention; }
  void set_whitespace(bool whitespace) { whitespace_ = whitespace; }

  void put(char c) {
    out_ += c;
    ++column_;
  }

  void put_ascii(std::string_view text) {
    out_ += text;
    column_ += text.size();
  }

  void put_text(std::string_view text) {
    out_ += text;
    column_ += count_characters(text);
  }

  /// A line break, which need not be a line feed.
  void put_break(std::string_view line_break = "\n") {
    out_ += line_break;
    column_ = 0;
  }

  /// Goes to column `indent`, on a new line unless this one is still good.
  void write_indent(std::size_t indent) {
    if (!indention_ || column_ > indent || (column_ == indent && !whitespace_)) put_break();
    out_.append(indent - column_, ' ');
    column_ = indent;
    whitespace_ = true;
    indention_ = true;
  }

  /// A blank, unless there is one.
  void separate() {
    if (!whitespace_) put(' ');
  }

  /// `-`, `?`, or the `:` that stands apart from its key.
  void write_block_indicator(char c) {
    separate();
    put(c);
    whitespace_ = false;
  }

  /// Ends a token, or the simple key before a `:`.
  void end_token() {
    whitespace_ = false;
    indention_ = false;
  }

 private:
  std::string& out_;
  std::size_t column_ = 0;
  bool whitespace_ = true;
  bool indention_ = true;
};

}  // namespace nsmkit::yaml
