#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "base/byte_source.hpp"
#include "base/position.hpp"

namespace nsmkit::yaml {

/// Hands the bytes of a file on to libyaml and notes what libyaml's events do not tell: where comments may
/// start, where `\/` stands (an escape that go-yaml refuses), and a byte order mark in the middle.
class Feed {
 public:
  enum class MarkType : std::uint8_t { kComment, kSlashEscape, kByteOrderMark };

  struct Mark {
    base::Position position;
    MarkType type;
  };

  explicit Feed(base::ByteSource& source) : source_(source) {}

  /// As ByteSource::read, without the byte order mark the file may start with.
  std::size_t read(char* buffer, std::size_t size);

  /// Takes the first mark if it stands before `end`.
  std::optional<Mark> take_before(base::Position end);

 private:
  void scan(std::string_view chunk);
  void note(MarkType type) { marks_.push_back({{line_, column_}, type}); }
  [[nodiscard]] char before(std::string_view chunk, std::size_t at) const;

  base::ByteSource& source_;
  std::deque<Mark> marks_;
  bool at_start_ = true;
  std::uint32_t line_ = 1;  ///< of the byte after the last one counted
  std::uint32_t column_ = 1;
  char last_ = '\n';              ///< the byte before the chunk
  bool odd_backslashes_ = false;  ///< the chunk before ended inside an escape
};

}  // namespace nsmkit::yaml
