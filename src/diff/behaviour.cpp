#include "diff/behaviour.hpp"

#include <algorithm>
#include <future>
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

std::string_view kind_of(Topic topic) {
  switch (topic) {
    case Topic::kAccess:
      return "TrafficTarget";
    case Topic::kSplit:
      return "TrafficSplit";
    case Topic::kRateLimit:
      return "RateLimit";
    case Topic::kCircuitBreaker:
      return "CircuitBreaker";
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

namespace {

void compare_topic(Topic topic, Comparison& comparison) {
  switch (topic) {
    case Topic::kAccess:
      return compare_access(comparison);
    case Topic::kSplit:
      return compare_splits(comparison);
    case Topic::kRateLimit:
      return compare_limits(comparison);
    case Topic::kCircuitBreaker:
      return compare_breakers(comparison);
  }
}

}  // namespace

// Who may reach whom is about as much work as all the rest, which is done beside it.
Behaviour compare_behaviour(const Mesh& before, const Mesh& after, const BehaviourOptions& options) {
  Comparison comparison(before, after, options);
  Comparison others(before, after, options);
  const auto wants = [&options](Topic topic) {
    return std::ranges::find(options.topics, topic) != options.topics.end();
  };
  auto beside = std::async(std::launch::async, [&] {
    for (const Topic topic : kTopics) {
      if (topic != Topic::kAccess && wants(topic)) compare_topic(topic, others);
    }
  });
  if (wants(Topic::kAccess)) compare_topic(Topic::kAccess, comparison);
  beside.get();
  comparison.take(std::move(others));
  if (options.topics.size() == kTopics.size()) {
    compare_unused_groups(comparison);  // all that may use one has been looked at
  }
  Behaviour result = std::move(comparison.result);
  result.assumptions = comparison.assumptions.lines();
  std::ranges::stable_sort(result.changes, {}, [](const BehaviourChange& change) {
    return std::tie(change.topic, change.subject, change.effect);
  });
  return result;
}

}  // namespace nsmkit::diff
