#pragma once

#include <string_view>

namespace nsmkit::yaml {

/// True for what go-yaml v2 takes for a timestamp: a date, or a date and a time of day, as Go's time.Parse
/// accepts them (one-digit fields, days that the month has, a decimal comma, a zone after a T only).
[[nodiscard]] bool is_timestamp(std::string_view text);

}  // namespace nsmkit::yaml
