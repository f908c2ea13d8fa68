#include "io/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>

#include "base/error.hpp"

namespace nsmkit::io {

namespace {

constexpr int kGzipWindow = 15 + 16;  // the largest window; 16 asks zlib for the gzip wrapping
constexpr int kUnknownSystem = 255;
constexpr std::size_t kChunk = std::size_t{64} << 10U;

using Chunk = std::array<unsigned char, kChunk>;

/// Hands the input to zlib in pieces that its 32-bit counters can hold. zlib does not write to it.
void feed(z_stream& stream, std::string_view& rest) {
  const std::size_t count = std::min(rest.size(), kChunk);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest.data()));
  stream.avail_in = static_cast<uInt>(count);
  rest.remove_prefix(count);
}

class Inflater {
 public:
  Inflater(std::string_view packed, const GunzipLimits& limits)
      : packed_(packed.size()), rest_(packed), limits_(limits) {
    if (inflateInit2(&stream_, kGzipWindow) != Z_OK) {
      throw base::Error(base::ExitStatus::kIo, "gunzip: out of memory");
    }
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&stream_); }

  std::variant<std::string, GunzipFault> run() {
    while (true) {
      if (stream_.avail_in == 0) {
        if (rest_.empty()) return GunzipFault::kCutOff;
        feed(stream_, rest_);
      }
      const int status = inflate_chunk();
      if (is_too_large()) return GunzipFault::kTooLarge;
      if (status == Z_STREAM_END) {
        if (stream_.avail_in == 0 && rest_.empty()) return std::move(out_);
        if (inflateReset(&stream_) != Z_OK) return GunzipFault::kCorrupt;
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        return GunzipFault::kCorrupt;
      }
    }
  }

 private:
  // A full chunk may leave output behind in zlib, with no input left: it is called until the chunk is not
  // full.
  int inflate_chunk() {
    int status = Z_OK;
    do {
      stream_.next_out = chunk_.data();
      stream_.avail_out = static_cast<uInt>(chunk_.size());
      status = inflate(&stream_, Z_NO_FLUSH);
      out_.append(reinterpret_cast<const char*>(chunk_.data()), chunk_.size() - stream_.avail_out);
    } while (status == Z_OK && stream_.avail_out == 0 && !is_too_large());
    return status;
  }

  [[nodiscard]] bool is_too_large() const {
    return out_.size() > limits_.max_bytes ||
           (out_.size() > limits_.ratio_from && out_.size() / packed_ >= limits_.max_ratio);
  }

  z_stream stream_{};
  Chunk chunk_{};
  std::size_t packed_;
  std::string_view rest_;
  GunzipLimits limits_;
  std::string out_;
};

class Deflater {
 public:
  Deflater() {
    header_.os = kUnknownSystem;
    if (deflateInit2(&stream_, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK ||
        deflateSetHeader(&stream_, &header_) != Z_OK) {
      throw base::Error(base::ExitStatus::kIo, "gzip: out of memory");
    }
  }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;
  ~Deflater() { deflateEnd(&stream_); }

  std::string run(std::string_view bytes) {
    std::string out;
    int status = Z_OK;
    while (status != Z_STREAM_END) {
      if (stream_.avail_in == 0) {
        feed(stream_, bytes);
      }
      stream_.next_out = chunk_.data();
      stream_.avail_out = static_cast<uInt>(chunk_.size());
      status = deflate(&stream_, bytes.empty() ? Z_FINISH : Z_NO_FLUSH);
      out.append(reinterpret_cast<const char*>(chunk_.data()), chunk_.size() - stream_.avail_out);
    }
    return out;
  }

 private:
  z_stream stream_{};
  gz_header header_{};
  Chunk chunk_{};
};

}  // namespace

std::string_view to_string(GunzipFault fault) {
  switch (fault) {
    case GunzipFault::kNotGzip:
      return "is not gzip data";
    case GunzipFault::kCorrupt:
      return "is damaged gzip data";
    case GunzipFault::kCutOff:
      return "is cut off gzip data";
    case GunzipFault::kTooLarge:
      return "unpacks to more than nsmkit reads";
  }
  return "is damaged gzip data";
}

bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1F\x8B"); }

std::variant<std::string, GunzipFault> gunzip(std::string_view packed, const GunzipLimits& limits) {
  if (!is_gzip(packed)) return GunzipFault::kNotGzip;
  return Inflater(packed, limits).run();
}

std::string gzip(std::string_view bytes) { return Deflater().run(bytes); }

}  // namespace nsmkit::io
