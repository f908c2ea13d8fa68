#pragma once

#include <cstdint>
#include <optional>

#include "base/json.hpp"

namespace nsmkit::convert {

/// The port that a number or a text of digits names; nothing outside 1 - 65535 and for anything else.
[[nodiscard]] std::optional<std::int64_t> read_port(const Json& value);

/// Whether the value stands for "no port": 0, "", "0" or null. Go clients wrote these where none was set.
[[nodiscard]] bool is_unset_port(const Json& value);

}  // namespace nsmkit::convert
