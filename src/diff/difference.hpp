#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"
#include "base/json.hpp"
#include "diff/path_glob.hpp"
#include "model/resource.hpp"

/// What a comparison finds. Everything here points into the objects that were compared, which must live on.
namespace nsmkit::diff {

/// One object of a side: as it is compared (of one version with the other side) and as it was written.
struct Entry {
  const model::Resource* resource = nullptr;
  const model::Resource* origin = nullptr;  ///< the same, unless the object was converted
};

enum class Nature : std::uint8_t {
  kAdded,
  kRemoved,
  kChanged,
  kReordered,         ///< a list in which the first item that fits decides: a change
  kSameInOtherOrder,  ///< a list without an order: no change, but said
};

/// "added", "removed", "changed", "reordered", "same-in-other-order": the words of the JSON form.
[[nodiscard]] std::string_view to_string(Nature nature);

/// One place inside an object that differs.
struct ValueChange {
  Nature nature = Nature::kChanged;
  std::string path;            ///< as users write it, items by their key: spec.backends[v1].weight
  std::string before_pointer;  ///< JSON pointers (RFC 6901); of the list, for an item that is not there
  std::string after_pointer;
  const Json* before = nullptr;  ///< null: not there
  const Json* after = nullptr;
  base::Position before_position;  ///< of the nearest node there is, when the value itself is not
  base::Position after_position;
  bool secret = false;                    ///< the values are never to be shown
  std::vector<std::string> before_order;  ///< of a reordered list: its items' keys, see ListPairs
  std::vector<std::string> after_order;
};

enum class ObjectNature : std::uint8_t {
  kAdded,
  kRemoved,
  kChanged,
  kMoved,             ///< to another namespace, the name perhaps changed as well
  kRenamed,           ///< in the same namespace
  kSameInOtherOrder,  ///< nothing but the order of lists without an order: no change, but said
};

/// "added", "removed", "changed", "moved", "renamed", "same-in-other-order".
[[nodiscard]] std::string_view to_string(ObjectNature nature);

/// How much of an object that has another name now is what it was: equal leaves of all (of the larger one).
struct Likeness {
  std::uint64_t equal = 0;
  std::uint64_t leaves = 0;
};

/// One object that differs. `before` or `after` is empty for one that was added or removed.
struct ObjectChange {
  ObjectNature nature = ObjectNature::kChanged;
  Entry before;
  Entry after;
  std::vector<ValueChange> values;
  std::optional<Likeness> likeness;  ///< of moved and renamed ones; equal == leaves: the same content
};

/// Objects of one kind that are written in another version now. No change by itself.
struct VersionChange {
  std::string kind;
  std::string before;  ///< apiVersion
  std::string after;
  std::uint64_t objects = 0;
  bool converted = true;  ///< and compared in one; else as they are written, but for the apiVersion
};

/// One setting of the mesh, in the names of the Helm values.
struct SettingValue {
  std::string name;  ///< "mtls.caTTL"
  Json value;
  bool secret = false;
  base::Location location;
  std::string origin;                 ///< what holds it: "ConfigMap nginx-mesh/mesh-config"
  std::optional<Json> default_value;  ///< what holds where a side does not say
};

/// One setting that differs; a side that does not say it is empty.
struct SettingChange {
  Nature nature = Nature::kChanged;
  std::string name;
  std::optional<SettingValue> before;
  std::optional<SettingValue> after;
  bool secret = false;
};

/// The configuration of the mesh on both sides.
struct SettingsDifference {
  std::vector<std::string> before_carriers;  ///< what holds it, in words; none: the side has no configuration
  std::vector<std::string> after_carriers;
  std::vector<SettingChange> changes;  ///< by name; none when one side has no configuration
  std::vector<std::string> not_held;   ///< names of settings that the other side has no place for
  std::uint64_t unchanged = 0;
  std::uint64_t by_default = 0;  ///< said on one side only, and there it is the default
  std::uint64_t ignored = 0;
};

struct Counts {
  std::uint64_t before = 0;  ///< objects; what a side holds again in the same form is no other one
  std::uint64_t after = 0;
  std::uint64_t unchanged = 0;  ///< those with lists in another order included
  std::uint64_t added = 0;
  std::uint64_t removed = 0;
  std::uint64_t changed = 0;
  std::uint64_t moved = 0;        ///< or renamed
  std::uint64_t ignored = 0;      ///< values that differ at an ignored path
  std::uint64_t comparisons = 0;  ///< of two objects, to find out which are one
};

/// All that differs between two sides. Objects by kind, namespace, name.
struct Difference {
  std::vector<ObjectChange> objects;
  std::vector<VersionChange> versions;
  SettingsDifference settings;
  std::vector<base::Finding> findings;
  Counts counts;
};

/// Whether there is a difference: notes about versions and orders are none.
[[nodiscard]] bool differs(const Difference& difference);
[[nodiscard]] bool differs(const SettingsDifference& settings);

struct CompareOptions {
  std::vector<PathGlob> ignore;
  bool one_version = true;  ///< a change of apiVersion is told once, and is no difference
};

/// Compares two sets of objects. The work grows with their size, never with its square.
[[nodiscard]] Difference compare(std::span<const Entry> before, std::span<const Entry> after,
                                 const CompareOptions& options);

/// Compares two configurations; of each, a setting stands once.
[[nodiscard]] SettingsDifference compare_settings(std::vector<SettingValue> before,
                                                  std::vector<SettingValue> after,
                                                  const CompareOptions& options);

}  // namespace nsmkit::diff
