#include "bundle/sums.hpp"

#include <algorithm>

#include "bundle/contents.hpp"

namespace nsmkit::bundle {

namespace {

constexpr std::size_t kDigits = 64;
constexpr std::string_view kGap = "  ";

bool is_digest(std::string_view text) {
  return text.size() == kDigits &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

std::string sums_line(const FileEntry& file) { return file.sha256 + std::string(kGap) + file.path + "\n"; }

std::variant<std::map<std::string, std::string>, SumsFault> read_sums(std::string_view text) {
  std::map<std::string, std::string> sums;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) {
      return SumsFault{number, "the line has no end"};
    }
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    const std::string_view digest = line.substr(0, kDigits);
    if (!is_digest(digest) || line.substr(kDigits, kGap.size()) != kGap) {
      return SumsFault{number, "this is no digest, two blanks and a path"};
    }
    const std::string path(line.substr(kDigits + kGap.size()));
    if (!is_safe_path(path)) {
      return SumsFault{number, "the path is none that a bundle has"};
    }
    if (!sums.emplace(path, digest).second) {
      return SumsFault{number, path + " stands twice"};
    }
  }
  return sums;
}

}  // namespace nsmkit::bundle
