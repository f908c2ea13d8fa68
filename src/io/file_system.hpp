#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.hpp"

namespace nsmkit::io {

/// Who may read a file that is made new; one that is replaced keeps its permissions, unless it becomes
/// private.
enum class Access : std::uint8_t {
  kUsual,    ///< as the process's umask says
  kPrivate,  ///< its owner alone (mode 0600)
};

enum class PathType : std::uint8_t { kMissing, kFile, kDirectory, kOther };

/// A file being written: the target keeps its old content until commit(), and gets the new one whole.
/// Without commit() nothing changes.
class OutputFile {
 public:
  OutputFile() = default;
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  virtual ~OutputFile() = default;

  virtual void write(std::string_view bytes) = 0;
  virtual void commit() = 0;
};

/// What nsmkit needs of a file system. Paths use `/`. Every failure is a base::Error (exit status 3) that
/// names the path and the reason.
class FileSystem {
 public:
  FileSystem() = default;
  FileSystem(const FileSystem&) = delete;
  FileSystem& operator=(const FileSystem&) = delete;
  virtual ~FileSystem() = default;

  [[nodiscard]] virtual PathType type(const std::string& path) const = 0;

  /// Names in a directory, sorted by byte, without `.` and `..`.
  [[nodiscard]] virtual std::vector<std::string> list(const std::string& path) const = 0;

  /// Identifies a directory however it is reached, to notice loops of symbolic links.
  [[nodiscard]] virtual std::string identity(const std::string& path) const = 0;

  /// In bytes; 0 for what has no size, such as a pipe.
  [[nodiscard]] virtual std::uint64_t size(const std::string& path) const = 0;

  [[nodiscard]] virtual std::unique_ptr<base::ByteSource> open(const std::string& path) const = 0;

  virtual void make_directories(const std::string& path) = 0;

  [[nodiscard]] virtual std::unique_ptr<OutputFile> create(const std::string& path,
                                                           Access access = Access::kUsual) = 0;
};

/// Writes a whole file at once.
void write_file(FileSystem& files, const std::string& path, std::string_view content,
                Access access = Access::kUsual);

/// Reads a whole file.
[[nodiscard]] std::string read_file(const FileSystem& files, const std::string& path);

/// Joins two parts of a path by one `/`.
[[nodiscard]] std::string join_path(std::string_view directory, std::string_view name);

/// The machine's own file system.
[[nodiscard]] std::unique_ptr<FileSystem> real_file_system();

}  // namespace nsmkit::io
