#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace nsmkit::io {

/// What can be wrong with a .tar.gz archive. tar_effect says what the reader does about it.
enum class TarFaultKind : std::uint8_t {
  // The gzip data around the tar.
  kNotGzip,
  kGzipDamaged,
  kGzipChecksum,
  kGzipCutOff,
  kGzipTrailing,
  // Size.
  kTooLarge,
  kTooDense,
  kTooManyEntries,
  kTooManyFaults,
  // The tar as a whole.
  kCutOff,
  kNoEnd,
  kDataAfterEnd,
  kDisagreement,
  // Headers.
  kHeaderChecksum,
  kBadHeader,
  kExtendedHeader,
  kGlobalHeader,
  kHiddenBytes,
  // Types of entries.
  kSymbolicLink,
  kHardLink,
  kDevice,
  kFifo,
  kDirectory,
  kSparse,
  kUnknownType,
  kSpecialMode,
  // Names of entries.
  kEmptyName,
  kNameTooLong,
  kAbsoluteName,
  kParentName,
  kDotName,
  kBackslashName,
  kControlName,
  kInvalidUtf8Name,
  kDuplicateName,
  kCaseTwin,
  kFileAsFolder,
};

inline constexpr TarFaultKind kLastTarFaultKind = TarFaultKind::kFileAsFolder;

/// What the reader does after a fault.
enum class TarEffect : std::uint8_t {
  kNote,  ///< goes on; the entry is handed out
  kSkip,  ///< goes on; the entry is not handed out
  kStop,  ///< ends: where the next entry begins, or what it holds, is in doubt
};

[[nodiscard]] TarEffect tar_effect(TarFaultKind kind);

/// The fault in words that follow "the archive" (an empty TarFault::name) or "the entry NAME".
[[nodiscard]] std::string_view to_string(TarFaultKind kind);

struct TarFault {
  TarFaultKind kind{};
  std::string name;          ///< of the entry, as the archive has it, cut to 255 bytes; may be any bytes
  std::uint64_t offset = 0;  ///< bytes from the start of the unpacked tar; in the packed data for kNotGzip to
                             ///< kGzipTrailing
};

}  // namespace nsmkit::io
