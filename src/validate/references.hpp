#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "validate/rule.hpp"

namespace nsmkit::validate {

/// Objects of one kind, found as references find them: by namespace and name. A manifest may leave its
/// namespace open (it is then that of the restore command), so an object without one fits every namespace,
/// and a reference from such an object fits every object of the name. Nothing is called missing on a guess.
class Lookup {
 public:
  /// Reads accepted and refused objects; only those of `api_version`, unless it is empty.
  Lookup(const RuleContext& context, std::string_view kind, std::string_view api_version = {});

  /// Whether the inputs hold no object of the kind.
  [[nodiscard]] bool empty() const { return by_name_.empty(); }

  /// Whether an object of the kind stands in this namespace: a sign that its export is among the inputs.
  [[nodiscard]] bool covers(std::string_view name_space) const;

  /// The first object that the reference may mean, or null. An empty namespace stands for an open one.
  [[nodiscard]] const model::Resource* find(std::string_view name_space, std::string_view name) const;

  /// What to say about a missing object: its namesake in another namespace, or a similar name; else empty.
  [[nodiscard]] std::string hint(std::string_view name_space, std::string_view name) const;

 private:
  void add(const model::Resource& resource);

  std::unordered_map<std::string, const model::Resource*> by_id_;
  std::unordered_map<std::string_view, const model::Resource*> by_name_;
  std::unordered_map<std::string_view, std::vector<std::string_view>>
      names_;  ///< by namespace, the first few
};

/// One element of `spec.rules` or `spec.matches` that names an HTTPRouteGroup or a TCPRoute. Its namespace is
/// always that of the object it stands in.
struct RouteReference {
  const model::Resource* from;
  std::string pointer;  ///< of the element
  const Json* value;    ///< the element: kind, name and perhaps matches
};

enum class Objects : std::uint8_t { kAccepted, kAll };

/// The kinds that refer to routes.
inline constexpr std::string_view kReferrers[] = {"TrafficTarget", "TrafficSplit", "RateLimit"};

/// All references to routes. The calling rule declares the three kinds of kReferrers.
[[nodiscard]] std::vector<RouteReference> route_references(const RuleContext& context, Objects objects);

/// Reports references to routes of `kind` that the inputs do not hold; if they hold none of the kind at all,
/// which may only mean that a file was not given, one finding at the first reference says so.
void report_missing_routes(RuleContext& context, std::string_view kind);

/// Names that references give, to look up objects in: the reverse of Lookup, with the same view of open
/// namespaces.
class NamedObjects {
 public:
  void add(std::string_view name_space, std::string_view name);

  /// Whether some reference may mean this object.
  [[nodiscard]] bool has(std::string_view name_space, std::string_view name) const;

 private:
  std::unordered_set<std::string> keys_;
};

/// A policy's mention of a Service or workload, or of a TrafficTarget's subject.
struct TargetReference {
  enum class Role : std::uint8_t { kApex, kBackend, kDestination, kSource, kFallback };
  const model::Resource* from;
  std::string pointer;  ///< of the name
  std::string kind;
  std::string name_space;  ///< empty when open
  std::string name;
  Role role;
};

/// What TrafficSplits, RateLimits and CircuitBreakers name. The calling rule declares these three.
[[nodiscard]] std::vector<TargetReference> target_references(const RuleContext& context);

/// The subjects of a TrafficTarget: its destination, then its sources.
[[nodiscard]] std::vector<TargetReference> subjects_of(const model::Resource& traffic_target);

}  // namespace nsmkit::validate
