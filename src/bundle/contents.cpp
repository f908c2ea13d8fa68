#include "bundle/contents.hpp"

#include <algorithm>
#include <stdexcept>

#include "io/digest.hpp"

namespace nsmkit::bundle {

namespace {

constexpr std::size_t kLongestSegment = 255;
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kDigestDigits = 12;

bool is_safe_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
         c == '-';
}

bool is_safe_segment(std::string_view segment) {
  return !segment.empty() && segment != "." && segment != ".." && segment.size() <= kLongestSegment &&
         std::ranges::all_of(segment, is_safe_byte);
}

}  // namespace

bool is_safe_path(std::string_view path) {
  while (true) {
    const std::size_t slash = path.find('/');
    if (!is_safe_segment(path.substr(0, slash))) {
      return false;
    }
    if (slash == std::string_view::npos) {
      return true;
    }
    path.remove_prefix(slash + 1);
  }
}

std::string safe_name(std::string_view name) {
  std::string safe(name);
  std::ranges::replace_if(
      safe, [](char c) { return !is_safe_byte(c); }, '_');
  if (safe.size() > kLongestName) {
    const std::string digest = io::sha256(name).substr(0, kDigestDigits);
    safe = safe.substr(0, kLongestName - kDigestDigits - 1) + "-" + digest;
  }
  return is_safe_segment(safe) ? safe : "_" + safe;
}

void Contents::add(std::string path, std::string content, Mode mode) {
  FileEntry entry{path, io::sha256(content), content.size()};
  insert(std::move(path), {std::move(content), mode, std::move(entry)});
}

void Contents::add_external(std::string path, const io::FileSystem& files, const std::string& source) {
  const auto bytes = files.open(source);
  io::Sha256 digest;
  std::uint64_t size = 0;
  std::string buffer(std::size_t{1} << 16U, '\0');
  while (const std::size_t count = bytes->read(buffer.data(), buffer.size())) {
    digest.update(std::string_view(buffer).substr(0, count));
    size += count;
  }
  FileEntry entry{path, digest.finish(), size};
  insert(std::move(path), {ExternalFile{source}, Mode::kData, std::move(entry)});
}

std::vector<FileEntry> Contents::entries() const {
  std::vector<FileEntry> entries;
  std::ranges::transform(files_, std::back_inserter(entries),
                         [](const auto& file) { return file.second.entry; });
  return entries;
}

void Contents::insert(std::string path, File&& file) {
  if (!is_safe_path(path) || files_.contains(path)) {
    throw std::logic_error("a bundle cannot take the path " + path);
  }
  files_.emplace(std::move(path), std::move(file));
}

}  // namespace nsmkit::bundle
