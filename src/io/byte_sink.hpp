#pragma once

#include <functional>
#include <string_view>

namespace nsmkit::io {

/// Where a writer puts its bytes, front to back. What it throws ends the writing.
using ByteSink = std::function<void(std::string_view bytes)>;

}  // namespace nsmkit::io
