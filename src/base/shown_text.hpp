#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nsmkit::base {

/// At most `limit` code points of `text`, in one line and safe for a terminal: control characters and those
/// that hide or reorder text are escaped, and a cut is shown as "...".
[[nodiscard]] std::string shown_text(std::string_view text, std::size_t limit);

}  // namespace nsmkit::base
