#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace nsmkit::base {

/// Bytes read front to back, as often as wanted.
class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  /// Fills up to `size` bytes of `buffer` and gives their number; 0 at the end.
  /// Throws base::Error when reading fails.
  virtual std::size_t read(char* buffer, std::size_t size) = 0;

  /// Goes back to the first byte.
  virtual void rewind() = 0;
};

/// A ByteSource over text that outlives it.
class TextSource final : public ByteSource {
 public:
  explicit TextSource(std::string_view text) : text_(text) {}

  std::size_t read(char* buffer, std::size_t size) override {
    const std::size_t count = std::min(size, text_.size() - offset_);
    std::memcpy(buffer, text_.data() + offset_, count);
    offset_ += count;
    return count;
  }

  void rewind() override { offset_ = 0; }

 private:
  std::string_view text_;
  std::size_t offset_ = 0;
};

}  // namespace nsmkit::base
