#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/byte_source.hpp"

namespace nsmkit::yaml {

/// The lines of a text, one at a time, with a look at the next. Views live until advance() is called.
class LineBuffer {
 public:
  explicit LineBuffer(base::ByteSource& source) : source_(source) {}

  /// Goes to the next line; false at the end of the text.
  bool advance();

  /// The current line without its line feed.
  [[nodiscard]] std::string_view line() const { return view(begin_, end_); }

  /// Whether the current line ends with a line feed.
  [[nodiscard]] bool is_whole() const { return whole_; }

  /// The line after it; empty at the end of the text.
  [[nodiscard]] std::string_view next() const { return view(next_begin_, next_end_); }
  [[nodiscard]] bool has_next() const { return has_next_; }

  /// Number of the current line, from 1; of the one after the last at the end.
  [[nodiscard]] std::uint32_t number() const { return number_; }

 private:
  [[nodiscard]] std::string_view view(std::size_t begin, std::size_t end) const {
    return std::string_view(buffer_.data() + begin, end - begin);
  }
  bool read_more();
  void find_next();

  base::ByteSource& source_;
  std::string buffer_;
  std::size_t filled_ = 0;  ///< how much of the buffer is text
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t next_begin_ = 0;
  std::size_t next_end_ = 0;
  bool whole_ = true;
  bool next_whole_ = true;
  bool has_next_ = false;
  bool started_ = false;
  bool at_end_ = false;  ///< of the source
  std::uint32_t number_ = 0;
};

}  // namespace nsmkit::yaml
