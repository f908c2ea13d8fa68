#pragma once

#include <cstdint>

namespace nsmkit::growth {

/// Allocations and byte comparisons of this program so far. Looking up a field, a name or an object takes at
/// least one of them, so they grow with the work a rule does. The program is linked so that they are counted.
[[nodiscard]] std::uint64_t steps();

}  // namespace nsmkit::growth
