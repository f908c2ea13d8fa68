#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "diff/behaviour.hpp"

/// Small meshes, and what is said of them.
namespace nsmkit::diff {

inline Json object(const char* kind, const char* name, const Json& spec) {
  return {{"kind", kind}, {"metadata", {{"name", name}, {"namespace", "shop"}}}, {"spec", spec}};
}

inline Json subject(const char* kind, const char* name) {
  return {{"kind", kind}, {"name", name}, {"namespace", "shop"}};
}

inline Json group(const char* name, const Json& matches) {
  return object("HTTPRouteGroup", name, {{"matches", matches}});
}

inline Json target(const Json& rules,
                   const Json& sources = Json::array({subject("ServiceAccount", "frontend")})) {
  Json to = subject("ServiceAccount", "catalog");
  to["port"] = 8080;
  return object("TrafficTarget", "catalog", {{"destination", to}, {"sources", sources}, {"rules", rules}});
}

inline Json rule(const char* name) { return {{"kind", "HTTPRouteGroup"}, {"name", name}}; }

inline Json split(const Json& weights, const Json& matches = {}) {
  Json spec{{"service", "catalog"}, {"backends", Json::array()}};
  for (const auto& [name, weight] : weights.items()) {
    spec["backends"].push_back({{"service", name}, {"weight", weight}});
  }
  if (!matches.is_null()) {
    spec["matches"] = matches;
  }
  return object("TrafficSplit", "catalog", spec);
}

inline Json limit(const char* name, const char* rate, const Json& sources = Json::array(),
                  const Json& more = Json::object()) {
  Json spec{
      {"destination", subject("Service", "catalog")}, {"name", name}, {"rate", rate}, {"sources", sources}};
  spec.update(more);
  return object("RateLimit", name, spec);
}

inline Json breaker(const Json& more) {
  Json spec{{"destination", subject("Service", "catalog")}, {"errors", 3}, {"timeoutSeconds", 30}};
  spec.update(more);
  return object("CircuitBreaker", "catalog", spec);
}

using Objects = std::vector<Json>;

inline model::ResourceSet set_of(const Objects& objects, const char* file) {
  model::ResourceSet set;
  std::uint32_t line = 0;
  for (const Json& one : objects) {
    set.add({model::reference_of(one), one, {}, {file, {++line, 1}, {}, {}}},
            one.contains("refused") ? model::ResourceSet::Verdict::kRefused
                                    : model::ResourceSet::Verdict::kAccepted);
  }
  return set;
}

inline Behaviour compare(const Objects& before, const Objects& after,
                         std::optional<std::string> mode = "deny", const BehaviourOptions& options = {}) {
  const model::ResourceSet old_set = set_of(before, "before.yaml");
  const model::ResourceSet new_set = set_of(after, "after.yaml");
  return compare_behaviour({old_set, mode}, {new_set, mode}, options);
}

inline std::vector<std::string> texts(const Behaviour& behaviour) {
  std::vector<std::string> all;
  for (const BehaviourChange& change : behaviour.changes) {
    all.push_back(std::string(to_string(change.topic)) + " " + std::string(to_string(change.effect)) + ": " +
                  change.text);
  }
  return all;
}

inline Json paths(std::initializer_list<const char*> patterns) {
  Json matches = Json::array();
  for (const char* pattern : patterns) {
    matches.push_back(
        {{"name", "m" + std::to_string(matches.size())}, {"pathRegex", pattern}, {"methods", {"GET"}}});
  }
  return matches;
}

}  // namespace nsmkit::diff
