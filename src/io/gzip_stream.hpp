#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "base/byte_source.hpp"
#include "io/byte_sink.hpp"

namespace nsmkit::io {

/// Bounds on what is unpacked, so that a small input cannot fill the memory.
struct GunzipLimits {
  std::size_t max_bytes = std::size_t{64} << 20U;  ///< unpacked
  std::size_t max_ratio = 200;                     ///< unpacked bytes for each packed one ...
  std::size_t ratio_from = std::size_t{1} << 20U;  ///< ... counted once this many bytes are unpacked
};

/// Why unpacking ended before the end, or what stands after it.
enum class GzipFault : std::uint8_t {
  kNotGzip,      ///< the bytes do not start as gzip data do
  kDamaged,      ///< no gzip data from some byte on
  kBadChecksum,  ///< the checksum or the length at the end does not fit the content
  kCutOff,       ///< the end is missing
  kTrailing,     ///< something follows the one member allowed
  kTooLarge,     ///< more than GunzipLimits::max_bytes
  kTooDense,     ///< more than GunzipLimits::max_ratio
};

/// How many gzip members may follow one another. RFC 1952 section 2.2 allows any number.
enum class GzipMembers : std::uint8_t { kOne, kSeveral };

/// Unpacks gzip data (RFC 1952) while it is read, in constant memory. What it hands out is checked only at
/// the end: trust it when a read gave 0 and fault() is empty.
class GunzipSource final : public base::ByteSource {
 public:
  /// `packed` outlives this and stands at its first byte. Throws base::Error when memory runs out.
  GunzipSource(base::ByteSource& packed, const GunzipLimits& limits, GzipMembers members = GzipMembers::kOne);
  ~GunzipSource() override;

  /// Gives 0 at the end as well as at a fault.
  std::size_t read(char* buffer, std::size_t size) override;
  void rewind() override;

  [[nodiscard]] std::optional<GzipFault> fault() const;

  /// Bytes of the packed data used so far.
  [[nodiscard]] std::uint64_t packed_bytes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// How hard to look for repetitions. Of YAML, kBest gives 6 percent less and takes ten times as long.
enum class GzipEffort : std::uint8_t { kUsual, kBest };

/// Packs bytes into one gzip member, in constant memory. The header is always the same: no time, no name, no
/// operating system. Equal bytes give equal output, in whatever pieces they come.
class GzipWriter {
 public:
  /// Throws base::Error when memory runs out.
  explicit GzipWriter(ByteSink sink, GzipEffort effort = GzipEffort::kUsual);
  GzipWriter(const GzipWriter&) = delete;
  GzipWriter& operator=(const GzipWriter&) = delete;
  ~GzipWriter();

  void write(std::string_view bytes);

  /// Writes the end. Nothing may be written after it.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace nsmkit::io
