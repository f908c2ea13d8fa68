#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "bundle/manifest.hpp"
#include "model/resource.hpp"

namespace nsmkit::bundle {

/// What is in the cluster now, by an export of it: objects in the form in which the bundle has them.
class LiveObjects {
 public:
  /// `uid`: of the object as it was exported; empty when it has none.
  void add(model::Resource&& object, std::string uid);

  /// Whether the export holds any object of the kind.
  [[nodiscard]] bool knows(const std::string& kind) const { return kinds_.contains(kind); }

  /// The object of the same group, kind, namespace and name; null when there is none.
  [[nodiscard]] const model::Resource* find(const base::ResourceRef& ref) const;

  [[nodiscard]] bool has_uid(const std::string& uid) const { return uids_.contains(uid); }

  [[nodiscard]] bool has_namespace(const std::string& name) const;

 private:
  using Key = std::tuple<std::string, std::string, std::string, std::string>;
  std::map<Key, model::Resource> objects_;
  std::set<std::string> kinds_;
  std::set<std::string> uids_;
};

/// What restoring one object would come to.
enum class Outcome : std::uint8_t {
  kCreated,
  kEqual,        ///< exists as it is in the bundle
  kDiffers,      ///< exists otherwise: AlreadyExists, unless --on-existing says skip or replace
  kNoNamespace,  ///< its namespace is missing: restore.sh stops, or makes it with --create-namespaces
  kCollected,    ///< would be created, and deleted by the garbage collector: its owner is gone
  kLeft,         ///< left to its controller, which makes it as it wants it
};

/// "created", "equal", "differs", "no-namespace", "collected", "left": the words of the JSON form.
[[nodiscard]] std::string_view to_string(Outcome outcome);

struct Prediction {
  base::ResourceRef ref;
  std::uint32_t wave = 0;
  Outcome outcome = Outcome::kCreated;
  std::string text;                      ///< one line on why; may be empty
  std::vector<std::string> differences;  ///< of kDiffers: JSON pointers, sorted
  std::string file;                      ///< path in the bundle
  base::Location live;                   ///< of the object in the export; no file when there is none
};

/// What restore.sh would come to for each object, in its order.
[[nodiscard]] std::vector<Prediction> simulate(const std::vector<ObjectEntry>& entries,
                                               const std::vector<model::Resource>& objects,
                                               const LiveObjects& live);

}  // namespace nsmkit::bundle
