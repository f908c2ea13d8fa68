#pragma once

#include <cstddef>
#include <string_view>

namespace nsmkit::meshconfig {

/// Whether a text is a CA lifetime as releases from 1.6.0 on mean it: 24 to 999999, then h.
[[nodiscard]] bool is_ca_ttl(std::string_view text);

/// Whether a text is a lifetime of one whole number, 1 to 999999, and h or m. Source:
/// v1.4.0:values.schema.json.
[[nodiscard]] bool is_svid_ttl(std::string_view text);

/// Whether a text is a lifetime above zero as Go reads it, of hours, minutes and seconds: 1h30m.
[[nodiscard]] bool is_duration(std::string_view text);

/// Whether a text names an h or an m anywhere: what the schemas of 1.1.0 to 1.3.1 ask of a lifetime.
[[nodiscard]] bool names_hours_or_minutes(std::string_view text);

/// Whether the pattern of caTTL in schemas and CRDs from 1.6.0 on matches: its alternatives are not grouped,
/// so that x25h and 25hxyz pass, too.
[[nodiscard]] bool passes_ca_ttl_pattern(std::string_view text);

/// Whether a text is a size as NGINX reads it: digits, then k, m, g or nothing.
[[nodiscard]] bool is_body_size(std::string_view text);

/// Whether a text is digits only, and not empty.
[[nodiscard]] bool is_digits(std::string_view text);

/// Whether a number has no fraction.
[[nodiscard]] bool is_whole(double number);

/// Number of code points of a UTF-8 text.
[[nodiscard]] std::size_t code_points(std::string_view text);

}  // namespace nsmkit::meshconfig
