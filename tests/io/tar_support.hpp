#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "io/tar_reader.hpp"
#include "io/tar_writer.hpp"

namespace nsmkit::io {

/// How gtest shows a fault.
void PrintTo(TarFaultKind kind, std::ostream* out);

/// All that a reader gives of an archive.
struct Reading {
  std::vector<std::string> files;  ///< "NAME=CONTENT"; "NAME!" when the content could not be read
  std::vector<TarFaultKind> faults;
  std::vector<TarFault> details;
  bool complete = false;
};

[[nodiscard]] Reading read_archive(std::string_view gzipped, const TarLimits& limits = {});

/// The archive of some files, as write_tar_gz makes it.
[[nodiscard]] std::string archive_of(const std::vector<TarFile>& files, std::uint64_t mtime = 0);

/// A header of a hand-made tar; the checksum is put in last.
struct RawHeader {
  std::string name = "file";
  std::uint64_t size = 0;
  char type = '0';
  std::string mode = "0000644";
  std::string link;
  std::string prefix;
  std::string magic = std::string(
      "ustar\0"
      "00",
      8);

  [[nodiscard]] std::string bytes() const;
};

/// Puts the right checksum into a header.
void seal(std::string& header);

/// `content`, filled up with zeros to whole blocks.
[[nodiscard]] std::string padded(std::string content);

/// Header and content.
[[nodiscard]] std::string raw_entry(RawHeader header, const std::string& content = {});

/// An extended header with these records, each "KEY=VALUE".
[[nodiscard]] std::string raw_pax(const std::vector<std::string>& records, char type = 'x');

/// The two blocks at the end.
[[nodiscard]] std::string tar_end();

/// Bytes that do not compress, the same for the same seed.
[[nodiscard]] std::string noise(std::size_t size, std::uint32_t seed = 1);

/// `size` zero bytes.
[[nodiscard]] inline std::string zeros(std::size_t size) { return std::string(size, '\0'); }

}  // namespace nsmkit::io
