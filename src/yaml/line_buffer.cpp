#include "yaml/line_buffer.hpp"

#include <cstring>

namespace nsmkit::yaml {

namespace {
constexpr std::size_t kStep = std::size_t{64} << 10U;
}  // namespace

bool LineBuffer::advance() {
  if (!started_) {
    started_ = true;
    find_next();
  }
  ++number_;
  if (!has_next_) {
    begin_ = end_ = next_begin_;
    return false;
  }
  begin_ = next_begin_;
  end_ = next_end_;
  whole_ = next_whole_;
  next_begin_ = whole_ ? end_ + 1 : end_;
  find_next();
  return true;
}

// Looks for the end of the line that starts at next_begin_.
void LineBuffer::find_next() {
  std::size_t searched = next_begin_;
  for (;;) {
    const void* found = std::memchr(buffer_.data() + searched, '\n', filled_ - searched);
    if (found != nullptr) {
      next_end_ = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
      next_whole_ = true;
      has_next_ = true;
      return;
    }
    const std::size_t seen = filled_ - begin_;
    if (!read_more()) break;
    searched = begin_ + seen;
  }
  next_end_ = filled_;
  next_whole_ = false;
  has_next_ = next_end_ > next_begin_;
}

// What lies before the current line makes room.
bool LineBuffer::read_more() {
  if (at_end_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, filled_ - begin_);
    filled_ -= begin_;
    end_ -= begin_;
    next_begin_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() < filled_ + kStep) buffer_.resize(2 * filled_ + kStep);
  const std::size_t count = source_.read(buffer_.data() + filled_, buffer_.size() - filled_);
  filled_ += count;
  at_end_ = count == 0;
  return !at_end_;
}

}  // namespace nsmkit::yaml
