#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/byte_source.hpp"
#include "io/byte_sink.hpp"

namespace nsmkit::io {

/// Content too large for the memory: its size in bytes, and how to read it.
struct TarSource {
  std::uint64_t size = 0;
  std::function<std::unique_ptr<base::ByteSource>()> open;
};

enum class TarMode : std::uint8_t {
  kFile,    ///< 0644
  kScript,  ///< 0755
};

struct TarFile {
  std::string name;  ///< a relative path; see tar_name_fault
  std::variant<std::string, TarSource> content;
  TarMode mode = TarMode::kFile;
};

/// Packs the files, in their order, into a .tar.gz: POSIX ustar headers, extended (pax) ones only where a
/// name or size needs them, no owners, `mtime` (seconds since 1970) for every file. Equal arguments give
/// equal bytes. Throws base::Error for a name that TarReader would refuse, when a TarSource does not give as
/// many bytes as it said, and what a source or the sink throws; what reached the sink is no archive then.
void write_tar_gz(const std::vector<TarFile>& files, std::uint64_t mtime, const ByteSink& sink);

}  // namespace nsmkit::io
