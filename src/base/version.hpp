#pragma once

#include <string_view>

namespace nsmkit::base {

/// The version of this nsmkit, e.g. "0.1.0".
[[nodiscard]] std::string_view version();

}  // namespace nsmkit::base
