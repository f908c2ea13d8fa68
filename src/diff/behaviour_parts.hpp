#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "diff/behaviour.hpp"
#include "diff/behaviour_routes.hpp"
#include "model/resource.hpp"

namespace nsmkit::diff {

// What the parts of the behaviour section share. Arrays of two hold the side before and the side after.

inline constexpr std::array<std::size_t, 2> kSides{0, 1};

/// What the statements rest on, each said once, with the number of objects it concerns.
class Assumptions {
 public:
  void add(std::string text);

  /// The same for one object: "TEXT (3 objects, the first: TrafficTarget shop/x)".
  void add(const std::string& text, const base::ResourceRef& object);

  /// Adds those of another part of the comparison.
  void take(const Assumptions& other);

  /// All of them, sorted.
  [[nodiscard]] std::vector<std::string> lines() const;

 private:
  struct Objects {
    std::set<std::string> names;
  };
  std::set<std::string> general_;
  std::map<std::string, Objects> by_text_;
};

/// A workload, Service or ServiceAccount as policies name it.
struct Subject {
  std::string kind;
  std::string name_space;
  std::string name;  ///< empty: whoever no policy names

  auto operator<=>(const Subject&) const = default;
};

/// The subject in `value`; a namespace that is not written is that of `from`.
[[nodiscard]] Subject subject_of(const Json& value, const model::Resource& from);

/// "ServiceAccount shop/frontend", "any other source"; one line.
[[nodiscard]] std::string to_text(const Subject& subject);

/// Routes behind one reference, and the HTTPRouteGroup that holds them.
struct RuleRoutes {
  RouteSetId set = 0;
  const model::Resource* group = nullptr;
};

/// The policies of one side: each object once, with what its rules refer to.
class Policies {
 public:
  Policies(const Mesh& mesh, RouteTable& table, Assumptions& assumptions);

  /// Objects of a kind that were not refused, the first of those with one name.
  [[nodiscard]] const std::vector<const model::Resource*>& of_kind(const std::string& kind);

  /// What the reference `rule` of `from` stands for: nothing, if it leads nowhere.
  [[nodiscard]] RuleRoutes routes(const model::Resource& from, const Json& rule);

  /// Takes over which groups references led to in another part of the comparison.
  void take_used(const Policies& other);

  /// HTTPRouteGroups that no reference led to so far, by namespace and name, with all of their routes.
  [[nodiscard]] std::map<std::string, RuleRoutes> unused_groups();

  /// Whether a reference led to the group with this key of unused_groups().
  [[nodiscard]] bool uses_group(const std::string& key);

 private:
  struct Group {
    const model::Resource* resource = nullptr;
    bool read = false;
    bool used = false;
    RouteSetId all = 0;
    std::map<std::string, std::vector<RouteId>, std::less<>> by_name;
  };
  using Groups = std::unordered_map<std::string, Group>;

  Groups& groups(const std::string& kind);
  Group* find_group(Groups& groups, const model::Resource& from, std::string_view name);
  void read(Group& group);

  const Mesh& mesh_;
  RouteTable& table_;
  Assumptions& assumptions_;
  std::map<std::string, std::vector<const model::Resource*>> by_kind_;
  std::map<std::string, Groups> groups_;
};

/// The comparison under way.
struct Comparison {
  const Mesh& before;
  const Mesh& after;
  BehaviourOptions options;
  RouteTable table;
  Assumptions assumptions;
  std::array<Policies, 2> policies;
  Behaviour result;

  Comparison(const Mesh& mesh_before, const Mesh& mesh_after, const BehaviourOptions& wanted);
  Comparison(const Comparison&) = delete;
  Comparison& operator=(const Comparison&) = delete;

  /// Adds what another part of the comparison has found, of other topics.
  void take(Comparison&& other);

  /// Counts a statement that nothing changed, and keeps it, with what `lines` gives, if asked to.
  void add_unchanged(Topic topic, const std::string& subject,
                     const std::function<std::vector<std::string>()>& lines);
};

void compare_access(Comparison& comparison);
void compare_splits(Comparison& comparison);
void compare_limits(Comparison& comparison);
void compare_breakers(Comparison& comparison);

/// Goes last: by then it is known which HTTPRouteGroups are used.
void compare_unused_groups(Comparison& comparison);

}  // namespace nsmkit::diff
