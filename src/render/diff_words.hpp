#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "diff/behaviour.hpp"
#include "diff/difference.hpp"

namespace nsmkit::render {

/// The words in which the formats for people say what differs. None is escaped yet.

/// A value on one line; long ones are cut after `limit` bytes. Null pointer: "nothing".
[[nodiscard]] std::string value_words(const Json* value, std::size_t limit = 200);

/// "added", "changed", ...; "equal" where nothing but an order differs.
[[nodiscard]] std::string_view nature_word(diff::ObjectNature nature);
[[nodiscard]] std::string_view nature_word(diff::Nature nature);

/// "12:5": line and column.
[[nodiscard]] std::string position_words(base::Position at);

/// "90 -> 80", "added 80", "changed (secret)", "order v1, v2 -> v2, v1".
[[nodiscard]] std::string change_words(const diff::ValueChange& change);
[[nodiscard]] std::string change_words(const diff::SettingChange& change);

/// "TrafficSplit shop/catalog", or both names of an object that has another one now.
[[nodiscard]] std::string object_words(const diff::ObjectChange& change);

/// Why two objects are taken for one: "the same content", "17 of 18 leaves are equal"; else empty.
[[nodiscard]] std::string likeness_words(const diff::ObjectChange& change);

/// "HTTPRouteGroup: A -> B, 12 objects, compared in one version".
[[nodiscard]] std::string version_words(const diff::VersionChange& change);

/// "only the second side holds the configuration of the mesh (ConfigMap nginx-mesh/mesh-config)"; empty when
/// both or none do.
[[nodiscard]] std::string carriers_words(const diff::SettingsDifference& settings);

/// "not compared, as the other side has no place for it: registry.imageTag"; empty when there are none.
[[nodiscard]] std::string not_held_words(const diff::SettingsDifference& settings);

/// The lines of a statement about traffic, each once: what stood before only, what stands now only, and what
/// has not changed.
struct SideLines {
  std::vector<std::string> before;
  std::vector<std::string> after;
  std::vector<std::string> unchanged;
};
[[nodiscard]] SideLines side_lines(const diff::BehaviourChange& change);

/// Where the objects or values of both sides stand: "a.yaml:1:1 -> b.yaml:2:1".
[[nodiscard]] std::string places_words(const base::Location* before, const base::Location* after);

/// The place of an object on a side; null when the side does not have it.
[[nodiscard]] const base::Location* place_of(const diff::Entry& entry);

/// Said when there are changes of YAML alone.
inline constexpr const char* kNoEffect = "The YAML differs; what the policies do to traffic stays the same.";

}  // namespace nsmkit::render
