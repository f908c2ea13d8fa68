#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "diff/behaviour_routes.hpp"

namespace nsmkit::diff {

/// A route that takes the requests of a cell if patterns match that cannot be compared.
struct Doubtful {
  RouteId route = 0;
  std::vector<std::uint32_t>
      conditions;  ///< numbers of those patterns, sorted; equal ones have equal numbers

  auto operator<=>(const Doubtful&) const = default;
};

/// Requests that the same routes take.
struct RouteCell {
  std::vector<RouteId> sure;  ///< sorted
  std::vector<Doubtful> doubtful;
  std::string example;  ///< "GET /cart/0, header x-test: true", "a TCP connection"
};

/// Which traffic is looked at.
enum class Protocols : std::uint8_t { kHttp, kHttpAndTcp };

/// Every distinct cell of the given routes (each named once), so that routes can be compared request by
/// request without enumerating any; cells are told apart exactly but for the doubtful routes. Nothing when
/// that takes too much work, which is bounded by the length of the routes.
[[nodiscard]] std::optional<std::vector<RouteCell>> cells_of(const RouteTable& table,
                                                             std::span<const RouteId> routes,
                                                             Protocols protocols);

}  // namespace nsmkit::diff
