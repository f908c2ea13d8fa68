#pragma once

#include <cstdint>
#include <string_view>

#include "base/json.hpp"

namespace nsmkit::diff {

/// `value` worked into `seed`; the order of calls counts.
[[nodiscard]] std::uint64_t mixed(std::uint64_t seed, std::uint64_t value);

[[nodiscard]] std::uint64_t text_hash(std::string_view text);

/// A hash of the whole value, the same for values that compare equal (1 and 1.0). Not for storing: it may
/// differ from one build to the next.
[[nodiscard]] std::uint64_t content_hash(const Json& value);

}  // namespace nsmkit::diff
