#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/json.hpp"

namespace nsmkit::diff {

/// Requests of one shape: a match of an HTTPRouteGroup without its name, or something wider.
struct Route {
  enum class Type : std::uint8_t {
    kEverything,  ///< any request and any connection
    kHttp,
    kTcp,     ///< any connection that is not HTTP
    kUnknown  ///< what it takes cannot be told; `note` says why
  };
  Type type = Type::kHttp;
  std::vector<std::string> methods;            ///< sorted, each once; none stands for all
  std::string path;                            ///< the pattern; empty stands for all
  std::map<std::string, std::string> headers;  ///< patterns by name in lower case; all must fit
  std::string note;

  auto operator<=>(const Route&) const = default;
};

/// What the match of an HTTPRouteGroup takes; kUnknown for one of another shape than its schema's.
[[nodiscard]] Route route_of(const Json& match);

/// "GET, HEAD /cart.*, header x-test: ^true$", "any request", "TCP connections"; one line.
[[nodiscard]] std::string to_text(const Route& route);

using RouteId = std::uint32_t;
using RouteSetId = std::uint32_t;

/// Numbers for routes and sets of routes, the same for both sides: equal ones have equal numbers.
class RouteTable {
 public:
  RouteId add(Route route);
  RouteSetId add_set(std::vector<RouteId> routes);

  [[nodiscard]] const Route& route(RouteId id) const { return *routes_[id]; }
  [[nodiscard]] std::span<const RouteId> set(RouteSetId id) const { return *sets_[id]; }

  /// All routes of several sets, sorted, each once.
  [[nodiscard]] std::vector<RouteId> all_of(std::span<const RouteSetId> sets) const;

 private:
  std::map<Route, RouteId> route_ids_;
  std::vector<const Route*> routes_;
  std::map<std::vector<RouteId>, RouteSetId> set_ids_;
  std::vector<const std::vector<RouteId>*> sets_;
};

}  // namespace nsmkit::diff
