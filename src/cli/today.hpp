#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/app.hpp"

namespace nsmkit::cli {

/// The time that the environment variable SOURCE_DATE_EPOCH sets, in seconds since 1970
/// (https://reproducible-builds.org/specs/source-date-epoch/); nothing when it sets none.
[[nodiscard]] std::optional<std::int64_t> source_date_epoch();

/// Today's date in UTC as YYYY-MM-DD: the context's, or that of SOURCE_DATE_EPOCH
/// (https://reproducible-builds.org/specs/source-date-epoch), or of the clock.
[[nodiscard]] std::string today(const Context& context);

/// Whether `text` is a day of the calendar in the form YYYY-MM-DD.
[[nodiscard]] bool is_date(const std::string& text);

}  // namespace nsmkit::cli
