#pragma once

#include <cstdint>
#include <string>

#include "bundle/contents.hpp"
#include "bundle/manifest.hpp"
#include "io/file_system.hpp"

namespace nsmkit::bundle {

struct SealOptions {
  std::uint64_t mtime = 0;  ///< of every entry, in seconds since 1970
  std::string private_key;  ///< PEM; empty: no signature
};

/// Writes the bundle: `contents`, and bundle.json, SHA256SUMS and, with a key, its signature. The same
/// arguments give the same bytes, but for ECDSA signatures, which are made with random numbers. Does not
/// commit. Throws base::Error for a key that cannot sign, for files that changed since they were added, and
/// when writing fails.
void write_bundle(Contents contents, Manifest manifest, const SealOptions& options,
                  const io::FileSystem& files, io::OutputFile& output);

}  // namespace nsmkit::bundle
