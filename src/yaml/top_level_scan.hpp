#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/byte_source.hpp"

namespace nsmkit::yaml {

/// Where `kind` stands at the top level of a long file, as kubectl lays it out: at column 1 in YAML, after
/// four blanks in JSON. A hint: it lets a List be opened before its kind, which follows the items, is read.
class TopLevelKinds {
 public:
  /// Reads `source` to its end and rewinds it.
  static TopLevelKinds scan(base::ByteSource& source);

  /// Whether the first kind below `line`, in the same document, is that of a List.
  [[nodiscard]] bool list_follows(std::uint32_t line) const;

 private:
  enum class Mark : std::uint8_t { kList, kOther, kSeparator };
  struct Entry {
    std::uint32_t line;
    Mark mark;
  };
  std::vector<Entry> entries_;
};

}  // namespace nsmkit::yaml
