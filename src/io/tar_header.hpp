#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "io/tar_fault.hpp"

namespace nsmkit::io {

/// Bytes of a block: of a header, and what content is padded to.
inline constexpr std::size_t kTarBlock = 512;

/// One header as it stands in the archive (POSIX pax, "ustar Interchange Format"; also as GNU tar writes it
/// for plain files). Read strictly, and apart from libarchive, which corrects and skips in silence.
struct TarHeader {
  std::string name;  ///< prefix and name joined
  char type = '\0';  ///< typeflag
  std::uint64_t size = 0;
  std::uint32_t mode = 0;     ///< the twelve bits of chmod
  bool hidden_bytes = false;  ///< something but zeros after the end of a text, or in the unused end
};

/// Reads a block of kTarBlock bytes that is not all zeros. Faults: kHeaderChecksum, kBadHeader, kSparse.
[[nodiscard]] std::variant<TarHeader, TarFaultKind> parse_tar_header(std::string_view block);

/// What an extended header says about the next entry, as far as it matters.
struct PaxRecords {
  std::optional<std::string> path;
  std::optional<std::uint64_t> size;
  bool link = false;  ///< it names the target of a link
};

/// Reads the content of an extended header (POSIX pax, "pax Extended Header"). Faults: kExtendedHeader, also
/// for keywords that are not expected; kSparse.
[[nodiscard]] std::variant<PaxRecords, TarFaultKind> parse_pax_records(std::string_view text);

}  // namespace nsmkit::io
