#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/tar_fault.hpp"
#include "io/tar_header.hpp"
#include "io/tar_name.hpp"

namespace nsmkit::io {

/// Bounds on what is read of an archive.
struct TarLimits {
  std::uint64_t max_bytes = std::uint64_t{16} << 30U;   ///< unpacked, headers included
  std::uint64_t max_ratio = 500;                        ///< unpacked bytes for each packed one ...
  std::uint64_t ratio_from = std::uint64_t{16} << 20U;  ///< ... counted once this many bytes are unpacked
  std::uint64_t max_entries = 500'000;
};

/// A file in an archive.
struct TarEntry {
  std::string name;          ///< a safe relative path, and no other entry's; see tar_name_fault
  std::uint64_t size = 0;    ///< in bytes
  std::uint32_t mode = 0;    ///< permissions, the nine lower bits
  std::uint64_t offset = 0;  ///< of its header in the unpacked tar
};

/// Reads the headers of a tar archive that is pushed through it, and judges them. It keeps no content.
class TarScanner {
 public:
  /// An entry as the archive has it; `given`: it is a plain file with a good name.
  struct Scanned {
    TarEntry entry;
    bool given = false;
  };

  explicit TarScanner(const TarLimits& limits) : limits_(limits) {}

  /// Takes the next bytes and gives how many of them may be used; fewer than all when it stopped. Chunks that
  /// are multiples of kTarBlock (but for the last) never cut a header.
  std::size_t push(std::string_view bytes);

  /// To be called once, after the last byte.
  void finish();

  /// Adds a fault that was found elsewhere.
  void add_fault(TarFaultKind kind, std::string_view name, std::uint64_t offset);

  /// The oldest entry not yet taken; each was pushed whole up to the end of its header.
  [[nodiscard]] std::optional<Scanned> take();

  [[nodiscard]] const std::vector<TarFault>& faults() const { return faults_; }
  [[nodiscard]] bool stopped() const { return stopped_; }

  /// finish() was called after a proper end.
  [[nodiscard]] bool ended() const { return ended_; }

 private:
  enum class State : std::uint8_t { kHeader, kExtension, kContent, kPadding, kSecondZero, kAfterEnd };

  std::size_t step(std::string_view bytes);
  void block(std::string_view bytes);
  void header(TarHeader header);
  void file(const TarHeader& header);
  void other(TarFaultKind kind, const TarHeader& header);
  void begin_extension(const TarHeader& header);
  void end_extension();
  void begin_content(std::uint64_t size, State state);
  void check_zeros(std::string_view bytes, TarFaultKind kind, std::string_view name, std::uint64_t at);

  TarLimits limits_;
  State state_ = State::kHeader;
  std::uint64_t offset_ = 0;       // of the next byte
  std::uint64_t begin_ = 0;        // of the header at hand, or of the extension before it
  std::uint64_t left_ = 0;         // of content, extension or padding
  std::uint64_t padding_ = 0;      // after it
  std::string partial_;            // of a block
  std::string extension_;          // the text of an extended header
  std::optional<PaxRecords> pax_;  // for the next header
  std::string name_;               // of the entry at hand
  bool tail_reported_ = false;
  bool stopped_ = false;
  bool ended_ = false;
  std::uint64_t entries_ = 0;
  TarNames names_;
  std::deque<Scanned> scanned_;
  std::vector<TarFault> faults_;
};

}  // namespace nsmkit::io
