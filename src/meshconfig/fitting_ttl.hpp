#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nsmkit::meshconfig {

enum class TtlUnit { kHours, kHoursOrMinutes };

/// The lifetime `text` ("720h", "1440m", "1h30m", "90s") as one number with one unit, if it is a whole number
/// of `unit` within the chart's bounds: caTTL 24 to 999999 hours (kHours), svidTTL 1 to 999999 hours or
/// minutes. Nothing when there is no exact equivalent. A text in that form already is given back as it is.
[[nodiscard]] std::optional<std::string> fitting_ttl(std::string_view text, TtlUnit unit);

}  // namespace nsmkit::meshconfig
