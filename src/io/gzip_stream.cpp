#include "io/gzip_stream.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace nsmkit::io {

namespace {

constexpr int kGzipWindow = 15 + 16;  // the largest window; 16 asks zlib for the gzip wrapping
constexpr int kUnknownSystem = 255;
constexpr int kUsualLevel = 6;
constexpr std::size_t kChunk = std::size_t{64} << 10U;
constexpr std::size_t kMagicSize = 2;

[[noreturn]] void out_of_memory(const char* action) {
  throw base::Error(base::ExitStatus::kIo, std::string(action) + ": out of memory");
}

Bytef* bytes_of(char* data) { return reinterpret_cast<Bytef*>(data); }

}  // namespace

struct GunzipSource::State {
  State(base::ByteSource& from, const GunzipLimits& bounds, GzipMembers allowed)
      : packed(from), limits(bounds), members(allowed) {
    if (inflateInit2(&stream, kGzipWindow) != Z_OK) {
      out_of_memory("gunzip");
    }
    stream.next_in = bytes_of(input.data());
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { inflateEnd(&stream); }

  base::ByteSource& packed;
  GunzipLimits limits;
  GzipMembers members;
  z_stream stream{};
  std::string input = std::string(kChunk, '\0');
  std::uint64_t fed = 0;
  std::uint64_t unpacked = 0;
  bool started = false;
  bool done = false;
  std::optional<GzipFault> fault;

  /// Reads on until zlib has `wanted` bytes before it, or the packed data ends.
  void fill(std::size_t wanted) {
    if (stream.avail_in >= wanted) return;
    std::copy_n(stream.next_in, stream.avail_in, bytes_of(input.data()));
    stream.next_in = bytes_of(input.data());
    while (stream.avail_in < wanted) {
      const std::size_t count = packed.read(input.data() + stream.avail_in, input.size() - stream.avail_in);
      if (count == 0) return;
      stream.avail_in += static_cast<uInt>(count);
      fed += count;
    }
  }

  [[nodiscard]] std::uint64_t used() const { return fed - stream.avail_in; }

  void stop(GzipFault why) {
    fault = why;
    done = true;
  }

  void start() {
    started = true;
    fill(kMagicSize);
    if (stream.avail_in < kMagicSize || stream.next_in[0] != 0x1FU || stream.next_in[1] != 0x8BU) {
      stop(GzipFault::kNotGzip);
    }
  }

  void end_member() {
    fill(1);
    if (stream.avail_in == 0) {
      done = true;
    } else if (members == GzipMembers::kOne) {
      stop(GzipFault::kTrailing);
    } else if (inflateReset(&stream) != Z_OK) {
      stop(GzipFault::kDamaged);
    }
  }

  void judge(int status) {
    if (status == Z_STREAM_END) {
      end_member();
    } else if (status == Z_MEM_ERROR) {
      out_of_memory("gunzip");
    } else if (status == Z_BUF_ERROR) {
      stop(GzipFault::kCutOff);
    } else if (status != Z_OK) {
      const std::string_view message = stream.msg == nullptr ? "" : stream.msg;
      const bool at_end = message == "incorrect data check" || message == "incorrect length check";
      stop(at_end ? GzipFault::kBadChecksum : GzipFault::kDamaged);
    }
  }

  std::size_t read(char* buffer, std::size_t size) {
    stream.next_out = bytes_of(buffer);
    stream.avail_out = static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<int>::max()));
    const uInt room = stream.avail_out;
    if (!started) {
      start();
    }
    while (!done && room > 0 && stream.avail_out == room) {
      fill(1);
      judge(inflate(&stream, Z_NO_FLUSH));
    }
    const std::size_t count = room - stream.avail_out;
    unpacked += count;
    if (unpacked > limits.max_bytes) {
      stop(GzipFault::kTooLarge);
      return 0;
    }
    if (unpacked > limits.ratio_from && unpacked / used() >= limits.max_ratio) {
      stop(GzipFault::kTooDense);
      return 0;
    }
    return count;
  }
};

GunzipSource::GunzipSource(base::ByteSource& packed, const GunzipLimits& limits, GzipMembers members)
    : state_(std::make_unique<State>(packed, limits, members)) {}

GunzipSource::~GunzipSource() = default;

std::size_t GunzipSource::read(char* buffer, std::size_t size) {
  return state_->done ? 0 : state_->read(buffer, size);
}

void GunzipSource::rewind() {
  state_->packed.rewind();
  state_ = std::make_unique<State>(state_->packed, state_->limits, state_->members);
}

std::optional<GzipFault> GunzipSource::fault() const { return state_->fault; }

std::uint64_t GunzipSource::packed_bytes() const { return state_->used(); }

struct GzipWriter::State {
  State(ByteSink to, GzipEffort effort) : sink(std::move(to)) {
    header.os = kUnknownSystem;
    const int level = effort == GzipEffort::kBest ? Z_BEST_COMPRESSION : kUsualLevel;
    if (deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK ||
        deflateSetHeader(&stream, &header) != Z_OK) {
      out_of_memory("gzip");
    }
    pending.reserve(kChunk);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { deflateEnd(&stream); }

  ByteSink sink;
  z_stream stream{};
  gz_header header{};
  std::string pending;  // always the same pieces for zlib, which need not give the same output for others
  std::string output = std::string(kChunk, '\0');

  void pack(int flush) {
    stream.next_in = bytes_of(pending.data());
    stream.avail_in = static_cast<uInt>(pending.size());
    do {
      stream.next_out = bytes_of(output.data());
      stream.avail_out = static_cast<uInt>(output.size());
      deflate(&stream, flush);
      const std::size_t count = output.size() - stream.avail_out;
      if (count > 0) {
        sink(std::string_view(output).substr(0, count));
      }
    } while (stream.avail_out == 0);
    pending.clear();
  }
};

GzipWriter::GzipWriter(ByteSink sink, GzipEffort effort)
    : state_(std::make_unique<State>(std::move(sink), effort)) {}

GzipWriter::~GzipWriter() = default;

void GzipWriter::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t count = std::min(bytes.size(), kChunk - state_->pending.size());
    state_->pending.append(bytes.substr(0, count));
    bytes.remove_prefix(count);
    if (state_->pending.size() == kChunk) {
      state_->pack(Z_NO_FLUSH);
    }
  }
}

void GzipWriter::finish() { state_->pack(Z_FINISH); }

}  // namespace nsmkit::io
