#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "diff/behaviour.hpp"
#include "diff/behaviour_compare.hpp"
#include "diff/behaviour_parts.hpp"

namespace nsmkit::diff {

/// A TrafficTarget and what its rules stand for.
struct Grant {
  const model::Resource* target = nullptr;
  std::vector<RuleRoutes> rules;
};

/// All that is known of one source, destination and port, to be put into words.
struct AccessStatement {
  std::string source;
  std::string destination;
  std::string where;                  ///< "", ", port 8080", ", every other port"
  std::array<bool, 2> open_to_all{};  ///< no TrafficTarget guards the destination, and the mode is allow
  std::array<std::vector<const Grant*>, 2> grants;
  std::array<std::vector<RouteId>, 2> routes;
  RouteChanges changes;
};

/// "ServiceAccount shop/frontend -> ServiceAccount shop/catalog, port 8080"
[[nodiscard]] std::string subject_text(const AccessStatement& statement);

/// The routes in words, sorted; one line each.
[[nodiscard]] std::vector<std::string> lines_of(const RouteTable& table, std::span<const RouteId> routes);

/// What has become of the access: up to one change each of what is allowed, denied, and may be either.
[[nodiscard]] std::vector<BehaviourChange> changes_of(const RouteTable& table,
                                                      const AccessStatement& statement);

/// What a change of the access control mode means for destinations that no TrafficTarget guards.
[[nodiscard]] BehaviourChange mode_change(bool now_allowed);

/// Notes which access control modes the statements rest on.
void say_modes(const std::array<std::optional<std::string>, 2>& given, Assumptions& assumptions);

}  // namespace nsmkit::diff
