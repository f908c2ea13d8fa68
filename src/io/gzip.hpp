#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "io/gzip_stream.hpp"

namespace nsmkit::io {

/// Why bytes could not be unpacked.
enum class GunzipFault : std::uint8_t {
  kNotGzip,   ///< they do not start as gzip data do
  kCorrupt,   ///< damaged, or followed by something else
  kCutOff,    ///< the end is missing
  kTooLarge,  ///< more than the limits allow
};

/// The fault in words that follow "it": "is cut off".
[[nodiscard]] std::string_view to_string(GunzipFault fault);

/// Whether the bytes start as gzip data do (RFC 1952 section 2.3.1).
[[nodiscard]] bool is_gzip(std::string_view bytes);

/// Unpacks gzip data (RFC 1952), of one or more members.
[[nodiscard]] std::variant<std::string, GunzipFault> gunzip(std::string_view packed,
                                                            const GunzipLimits& limits = {});

/// Packs bytes into one gzip member. Its header is always the same: no time, no name, no operating system;
/// equal input gives equal output. Throws base::Error when memory runs out.
[[nodiscard]] std::string gzip(std::string_view bytes);

}  // namespace nsmkit::io
