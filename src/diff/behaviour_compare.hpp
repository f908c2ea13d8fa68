#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "diff/behaviour_cells.hpp"
#include "diff/behaviour_routes.hpp"

namespace nsmkit::diff {

/// How much of a route has changed. kMaybe: a pattern that cannot be compared decides.
enum class Extent : std::uint8_t { kWhole, kPart, kMaybe };

/// A route that is taken on one side, and no longer or not yet on the other.
struct RouteChange {
  RouteId route = 0;
  Extent extent = Extent::kWhole;
  std::string example;  ///< a request that is concerned; empty when none is known
};

struct RouteChanges {
  std::vector<RouteChange> gained;  ///< routes of the side after
  std::vector<RouteChange> lost;    ///< routes of the side before
};

/// Compares what two sets of routes take together, both sorted, each route once.
[[nodiscard]] RouteChanges compare_routes(const RouteTable& table, std::span<const RouteId> before,
                                          std::span<const RouteId> after, Protocols protocols);

/// Requests of a route meet what `label` stands for: a limit, or shares of a split.
struct Labelled {
  RouteId route = 0;
  std::uint32_t label = 0;

  auto operator<=>(const Labelled&) const = default;
};

/// Whether requests meet other labels than before.
struct LabelChange {
  enum class Verdict : std::uint8_t { kSame, kChanged, kMaybe };
  Verdict verdict = Verdict::kSame;
  std::string example;  ///< a request that meets other ones
};

/// Compares HTTP requests by the set of labels they meet; the order within a side has no meaning.
[[nodiscard]] LabelChange compare_labels(const RouteTable& table, std::vector<Labelled> before,
                                         std::vector<Labelled> after);

}  // namespace nsmkit::diff
