#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bundle/manifest.hpp"
#include "io/file_system.hpp"

namespace nsmkit::bundle {

/// A file of the user's that goes into the bundle as it is, read when the bundle is written.
struct ExternalFile {
  std::string path;
};

enum class Mode : std::uint8_t { kData, kScript };

/// One file of a bundle being made.
struct File {
  std::variant<std::string, ExternalFile> content;
  Mode mode = Mode::kData;
  FileEntry entry;
};

/// The files of a bundle being made, by path.
class Contents {
 public:
  /// Throws std::logic_error for a path that is_safe_path() refuses or that stands already.
  void add(std::string path, std::string content, Mode mode = Mode::kData);

  /// As add(), for a file that is read now for its digest, and again when the bundle is written.
  void add_external(std::string path, const io::FileSystem& files, const std::string& source);

  [[nodiscard]] const std::map<std::string, File>& files() const { return files_; }

  /// What the manifest says of them.
  [[nodiscard]] std::vector<FileEntry> entries() const;

 private:
  void insert(std::string path, File&& file);

  std::map<std::string, File> files_;
};

/// Whether a path may stand in a bundle: segments of [A-Za-z0-9._-] joined by `/`, none of them empty, `.` or
/// `..`, each at most 255 bytes.
[[nodiscard]] bool is_safe_path(std::string_view path);

/// A file name with every other byte replaced by `_`; never empty, `.` or `..`, at most 200 bytes.
[[nodiscard]] std::string safe_name(std::string_view name);

}  // namespace nsmkit::bundle
