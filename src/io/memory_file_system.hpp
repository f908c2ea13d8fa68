#pragma once

#include <map>
#include <set>
#include <string>

#include "io/file_system.hpp"

namespace nsmkit::io {

/// A file system in memory, for tests. Directories exist as soon as a file below them does.
class MemoryFileSystem final : public FileSystem {
 public:
  std::map<std::string, std::string> files;
  std::set<std::string> unreadable;    ///< paths that fail to open
  std::set<std::string> unwritable;    ///< paths that fail at commit
  std::set<std::string> made_private;  ///< paths created for their owner alone

  [[nodiscard]] PathType type(const std::string& path) const override;
  [[nodiscard]] std::vector<std::string> list(const std::string& path) const override;
  [[nodiscard]] std::string identity(const std::string& path) const override { return path; }
  [[nodiscard]] std::uint64_t size(const std::string& path) const override;
  [[nodiscard]] std::unique_ptr<base::ByteSource> open(const std::string& path) const override;
  void make_directories(const std::string& path) override { directories_.insert(path); }
  [[nodiscard]] std::unique_ptr<OutputFile> create(const std::string& path, Access access) override;

 private:
  std::set<std::string> directories_;
};

}  // namespace nsmkit::io
