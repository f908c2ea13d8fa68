#include "io/memory_file_system.hpp"

#include "base/error.hpp"

namespace nsmkit::io {

namespace {

class MemoryFile final : public OutputFile {
 public:
  MemoryFile(MemoryFileSystem& files, std::string path) : files_(files), path_(std::move(path)) {}

  void write(std::string_view bytes) override { content_.append(bytes); }

  void commit() override {
    if (files_.unwritable.contains(path_)) {
      throw base::Error(base::ExitStatus::kIo, "cannot write '" + path_ + "': No space left on device");
    }
    files_.files[path_] = content_;
  }

 private:
  MemoryFileSystem& files_;
  std::string path_;
  std::string content_;
};

}  // namespace

PathType MemoryFileSystem::type(const std::string& path) const {
  if (files.contains(path)) {
    return PathType::kFile;
  }
  const auto below = files.lower_bound(join_path(path, ""));
  const bool has_content = below != files.end() && below->first.starts_with(join_path(path, ""));
  return has_content || directories_.contains(path) ? PathType::kDirectory : PathType::kMissing;
}

std::vector<std::string> MemoryFileSystem::list(const std::string& path) const {
  const std::string prefix = join_path(path, "");
  std::set<std::string> names;
  for (const auto& [name, content] : files) {
    if (name.starts_with(prefix)) {
      names.insert(name.substr(prefix.size(), name.find('/', prefix.size()) - prefix.size()));
    }
  }
  return {names.begin(), names.end()};
}

std::uint64_t MemoryFileSystem::size(const std::string& path) const { return files.at(path).size(); }

std::unique_ptr<base::ByteSource> MemoryFileSystem::open(const std::string& path) const {
  const auto file = files.find(path);
  if (file == files.end() || unreadable.contains(path)) {
    throw base::Error(base::ExitStatus::kIo, "cannot open '" + path + "': Permission denied");
  }
  return std::make_unique<base::TextSource>(file->second);
}

std::unique_ptr<OutputFile> MemoryFileSystem::create(const std::string& path, Access access) {
  if (access == Access::kPrivate) {
    made_private.insert(path);
  }
  return std::make_unique<MemoryFile>(*this, path);
}

}  // namespace nsmkit::io
