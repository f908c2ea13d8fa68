#include "yaml/top_level_scan.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

namespace nsmkit::yaml {

namespace {

constexpr std::size_t kLinePrefix = 120;  // a kind and its indent are far shorter

/// Feeds a file's lines, cut to kLinePrefix bytes, to a function, at the speed of memchr.
class LinePrefixes {
 public:
  template <typename Function>
  void feed(std::string_view chunk, Function&& on_line) {
    while (!chunk.empty()) {
      const auto* end = static_cast<const char*>(std::memchr(chunk.data(), '\n', chunk.size()));
      const std::size_t length = end == nullptr ? chunk.size() : static_cast<std::size_t>(end - chunk.data());
      if (line_.empty() && end != nullptr) {
        on_line(number_, chunk.substr(0, std::min(length, kLinePrefix)));
      } else {
        line_.append(chunk.substr(0, std::min(length, kLinePrefix - std::min(line_.size(), kLinePrefix))));
        if (end != nullptr) {
          on_line(number_, line_);
        }
      }
      if (end == nullptr) {
        return;
      }
      line_.clear();
      ++number_;
      chunk.remove_prefix(length + 1);
    }
  }

 private:
  std::uint32_t number_ = 1;
  std::string line_;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() &&
         (text.back() == '\r' || text.back() == ' ' || text.back() == ',' || text.back() == '"')) {
    text.remove_suffix(1);
  }
  return text;
}

}  // namespace

TopLevelKinds TopLevelKinds::scan(base::ByteSource& source) {
  TopLevelKinds kinds;
  const auto on_line = [&kinds](std::uint32_t number, std::string_view line) {
    if (line.starts_with("---")) {
      kinds.entries_.push_back({number, Mark::kSeparator});
    } else if (line.starts_with("kind:") || line.starts_with("    \"kind\":")) {
      kinds.entries_.push_back({number, trimmed(line).ends_with("List") ? Mark::kList : Mark::kOther});
    }
  };
  LinePrefixes lines;
  std::string buffer(std::size_t{1} << 18U, '\0');
  for (std::size_t count = 0; (count = source.read(buffer.data(), buffer.size())) > 0;) {
    lines.feed(std::string_view(buffer).substr(0, count), on_line);
  }
  lines.feed("\n", on_line);
  source.rewind();
  return kinds;
}

bool TopLevelKinds::list_follows(std::uint32_t line) const {
  const auto next =
      std::upper_bound(entries_.begin(), entries_.end(), line,
                       [](std::uint32_t value, const Entry& entry) { return value < entry.line; });
  return next != entries_.end() && next->mark == Mark::kList;
}

}  // namespace nsmkit::yaml
