#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_source.hpp"
#include "io/tar_fault.hpp"
#include "io/tar_scanner.hpp"

namespace nsmkit::io {

/// Reads a .tar.gz entry by entry, in constant memory, and trusts nothing in it. Every entry is read twice:
/// by libarchive, which gives the content, and by TarScanner, which judges the headers; where they do not
/// agree, reading ends. Nothing is ever written to disk.
///
/// Content is handed out before the checksum at the end was seen: trust it when next() gave nothing and
/// complete() is true, and the archive when faults() is empty as well.
class TarReader {
 public:
  /// `gzipped` outlives this and stands at its first byte. Throws base::Error when memory runs out.
  explicit TarReader(base::ByteSource& gzipped, const TarLimits& limits = {});
  TarReader(const TarReader&) = delete;
  TarReader& operator=(const TarReader&) = delete;
  ~TarReader();

  /// The next plain file with a good name; what is not read of the last one is skipped. Nothing at the end,
  /// and after a fault that ends reading. Throws what `gzipped` throws.
  [[nodiscard]] std::optional<TarEntry> next();

  /// Fills up to `size` bytes with content of the entry that next() gave last; 0 at its end or at a fault.
  std::size_t read(char* buffer, std::size_t size);

  /// The whole content of that entry; nothing when it has more than `limit` bytes or a fault ended it.
  [[nodiscard]] std::optional<std::string> content(std::uint64_t limit);

  /// In the order of the archive, as far as it was read; never more than about a thousand.
  [[nodiscard]] const std::vector<TarFault>& faults() const;

  /// Whether the archive was read to its end: the tar is closed and the checksum of the gzip data fits.
  [[nodiscard]] bool complete() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace nsmkit::io
