#include "io/gzip.hpp"

#include <algorithm>

namespace nsmkit::io {

namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10U;

GunzipFault coarse(GzipFault fault) {
  switch (fault) {
    case GzipFault::kNotGzip:
      return GunzipFault::kNotGzip;
    case GzipFault::kCutOff:
      return GunzipFault::kCutOff;
    case GzipFault::kTooLarge:
    case GzipFault::kTooDense:
      return GunzipFault::kTooLarge;
    case GzipFault::kDamaged:
    case GzipFault::kBadChecksum:
    case GzipFault::kTrailing:
      return GunzipFault::kCorrupt;
  }
  return GunzipFault::kCorrupt;
}

/// All packed bytes are there, so the ratio is one of wholes and gives a plain bound on the size.
GunzipLimits for_whole(const GunzipLimits& limits, std::size_t packed) {
  const std::size_t by_ratio = std::max(limits.ratio_from + 1, packed * limits.max_ratio) - 1;
  return {std::min(limits.max_bytes, by_ratio), limits.max_ratio, limits.max_bytes};
}

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
  base::TextSource bytes(packed);
  GunzipSource source(bytes, for_whole(limits, packed.size()), GzipMembers::kSeveral);
  std::string out;
  std::string buffer(kChunk, '\0');
  for (std::size_t count = 0; (count = source.read(buffer.data(), buffer.size())) > 0;) {
    out.append(buffer, 0, count);
  }
  if (const auto fault = source.fault()) return coarse(*fault);
  return out;
}

std::string gzip(std::string_view bytes) {
  std::string packed;
  GzipWriter writer([&packed](std::string_view piece) { packed.append(piece); }, GzipEffort::kBest);
  writer.write(bytes);
  writer.finish();
  return packed;
}

}  // namespace nsmkit::io
