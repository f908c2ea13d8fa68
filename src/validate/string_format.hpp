#pragma once

#include <string_view>

namespace nsmkit::validate {

/// Whether `text` has the format a schema names (date, date-time, uuid, ipv4, ipv6, cidr, byte, mac).
/// Formats the API server ignores, and those not listed here, hold for any text.
[[nodiscard]] bool has_format(std::string_view text, std::string_view format);

/// Whether Go's time.Parse(time.RFC3339, text) takes it, as for metadata.creationTimestamp.
[[nodiscard]] bool is_rfc3339_time(std::string_view text);

}  // namespace nsmkit::validate
