#include "yaml/feed.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace nsmkit::yaml {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Moves line and column on over `text`; columns count code points.
void advance(std::string_view text, std::uint32_t& line, std::uint32_t& column) {
  line += static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
  const auto last = text.rfind('\n');
  if (last != std::string_view::npos) {
    column = 1;
    text.remove_prefix(last + 1);
  }
  column += static_cast<std::uint32_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

constexpr auto kStartsMark = [] {
  std::array<bool, 256> table{};
  table['#'] = table['\\'] = table[0xEF] = true;
  return table;
}();

std::size_t next_start(std::string_view chunk, std::size_t at) {
  while (at < chunk.size() && !kStartsMark[static_cast<unsigned char>(chunk[at])]) {
    ++at;
  }
  return at;
}

}  // namespace

std::size_t Feed::read(char* buffer, std::size_t size) {
  std::size_t count = source_.read(buffer, size);
  if (at_start_ && std::string_view(buffer, count).starts_with(kByteOrderMark)) {
    count -= kByteOrderMark.size();
    std::memmove(buffer, buffer + kByteOrderMark.size(), count);
    if (count == 0) {
      count = source_.read(buffer, size);
    }
  }
  at_start_ = false;
  scan({buffer, count});
  return count;
}

char Feed::before(std::string_view chunk, std::size_t at) const { return at == 0 ? last_ : chunk[at - 1]; }

// The three kinds of mark are looked for in one pass over the few bytes that can start one.
void Feed::scan(std::string_view chunk) {
  std::size_t counted = 0;
  const auto settle = [&](std::size_t at) {
    advance(chunk.substr(counted, at - counted), line_, column_);
    counted = at;
  };
  std::size_t at = 0;
  if (odd_backslashes_ && !chunk.empty()) {
    if (chunk[0] == '/') {
      note(MarkType::kSlashEscape);
    }
    at = 1;
    odd_backslashes_ = false;
  }
  for (; (at = next_start(chunk, at)) < chunk.size(); ++at) {
    const char previous = before(chunk, at);
    if (chunk[at] == '#') {
      if (previous == ' ' || previous == '\t' || previous == '\n' || previous == '\r') {
        settle(at);
        note(MarkType::kComment);
      }
    } else if (chunk[at] == '\\') {
      if (at + 1 == chunk.size()) {
        odd_backslashes_ = true;
      } else if (chunk[at + 1] == '/') {
        settle(at);
        note(MarkType::kSlashEscape);
      }
      ++at;
    } else if (previous == '\n' && chunk.substr(at).starts_with(kByteOrderMark)) {
      settle(at);
      note(MarkType::kByteOrderMark);
    }
  }
  settle(chunk.size());
  last_ = chunk.empty() ? last_ : chunk.back();
}

std::optional<Feed::Mark> Feed::take_before(base::Position end) {
  if (marks_.empty() || marks_.front().position >= end) {
    return std::nullopt;
  }
  const Mark mark = marks_.front();
  marks_.pop_front();
  return mark;
}

}  // namespace nsmkit::yaml
