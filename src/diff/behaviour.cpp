#include "diff/behaviour.hpp"

#include <algorithm>
#include <tuple>

#include "diff/behaviour_parts.hpp"

namespace nsmkit::diff {

std::string_view to_string(Topic topic) {
  switch (topic) {
    case Topic::kAccess:
      return "access";
    case Topic::kSplit:
      return "split";
    case Topic::kRateLimit:
      return "rate-limit";
    case Topic::kCircuitBreaker:
      return "circuit-breaker";
  }
  return "";
}

std::string_view to_string(Effect effect) {
  switch (effect) {
    case Effect::kUnchanged:
      return "unchanged";
    case Effect::kAllowed:
      return "allowed";
    case Effect::kDenied:
      return "denied";
    case Effect::kChanged:
      return "changed";
    case Effect::kAdded:
      return "added";
    case Effect::kRemoved:
      return "removed";
    case Effect::kMaybe:
      return "maybe";
  }
  return "";
}

Behaviour compare_behaviour(const Mesh& before, const Mesh& after, Unchanged unchanged) {
  Comparison comparison(before, after, unchanged);
  compare_access(comparison);
  compare_splits(comparison);
  compare_limits(comparison);
  compare_breakers(comparison);
  Behaviour result = std::move(comparison.result);
  result.assumptions = comparison.assumptions.lines();
  std::ranges::stable_sort(result.changes, {}, [](const BehaviourChange& change) {
    return std::tie(change.topic, change.subject, change.effect);
  });
  return result;
}

}  // namespace nsmkit::diff
