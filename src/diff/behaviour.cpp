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

Mesh::Mesh(const model::ResourceSet& policies, std::optional<std::string> mode)
    : access_mode(std::move(mode)) {
  for (const std::string_view kind : policies.kinds()) {
    const auto fitting = policies.of_kind(kind);
    accepted.emplace(kind, std::vector(fitting.begin(), fitting.end()));
    const auto others = policies.refused_of_kind(kind);
    refused.emplace(kind, std::vector(others.begin(), others.end()));
  }
}

Mesh::Mesh(std::span<const Entry> objects, std::optional<std::string> mode) : access_mode(std::move(mode)) {
  for (const Entry& entry : objects) {
    accepted[entry.resource->ref.kind].push_back(entry.resource);
  }
}

Behaviour compare_behaviour(const Mesh& before, const Mesh& after, const BehaviourOptions& options) {
  Comparison comparison(before, after, options);
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
