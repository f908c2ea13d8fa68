#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_source.hpp"
#include "base/finding.hpp"
#include "bundle/manifest.hpp"
#include "io/tar_reader.hpp"
#include "model/resource.hpp"

namespace nsmkit::bundle {

/// Bounds on reading a bundle.
struct ReadLimits {
  io::TarLimits archive;
  std::uint64_t max_kept = std::uint64_t{1} << 30U;  ///< bytes of content held in memory
};

/// A file of a bundle that was read.
struct ReadFile {
  FileEntry entry;
  std::string content;  ///< empty for what is only taken along: originals/ and included/
};

/// What an archive holds, and what is wrong with it as an archive.
struct ReadBundle {
  std::string path;  ///< of the archive, as findings name it
  std::map<std::string, ReadFile> files;
  std::vector<base::Finding> findings;  ///< NSM920 to NSM923
  bool complete = false;                ///< read to its end

  /// The content of a file; null when there is none.
  [[nodiscard]] const std::string* content(std::string_view file) const;
};

/// Reads a whole archive. What is kept in memory is bounded by `limits`; nothing is written. Throws what the
/// source throws.
[[nodiscard]] ReadBundle read_bundle(base::ByteSource& archive, std::string path,
                                     const ReadLimits& limits = {});

/// The object that a file of the bundle holds, with positions; nothing unless it is exactly one.
[[nodiscard]] std::optional<model::Resource> read_object(const ReadBundle& bundle, const std::string& file);

/// All objects of a file of the bundle, Lists opened; nothing when it cannot be read.
[[nodiscard]] std::optional<std::vector<model::Resource>> read_objects(const ReadBundle& bundle,
                                                                       const std::string& file);

/// Whether a path is that of a bundle, by its name: *.tar.gz or *.tgz.
[[nodiscard]] bool is_bundle_path(std::string_view path);

}  // namespace nsmkit::bundle
