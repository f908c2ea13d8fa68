#include "io/file_system.hpp"

namespace nsmkit::io {

void write_file(FileSystem& files, const std::string& path, std::string_view content, Access access) {
  const auto file = files.create(path, access);
  file->write(content);
  file->commit();
}

std::string read_file(const FileSystem& files, const std::string& path) {
  const auto source = files.open(path);
  std::string content;
  std::string buffer(std::size_t{1} << 16U, '\0');
  for (std::size_t count = 0; (count = source->read(buffer.data(), buffer.size())) > 0;) {
    content.append(buffer, 0, count);
  }
  return content;
}

std::string join_path(std::string_view directory, std::string_view name) {
  std::string path(directory);
  if (!path.empty() && path.back() != '/') {
    path.push_back('/');
  }
  return path.append(name);
}

}  // namespace nsmkit::io
