#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/resource.hpp"

namespace nsmkit::model {

/// All objects of a run, with indexes. Objects keep their place: pointers stay valid.
class ResourceSet {
 public:
  enum class Verdict : std::uint8_t { kAccepted, kRefused };

  /// `verdict`: whether the target's schema takes the object.
  void add(Resource&& resource, Verdict verdict);

  /// Accepted objects of a kind, in the order in which they were read.
  [[nodiscard]] std::span<const Resource* const> of_kind(std::string_view kind) const;

  /// Refused objects of a kind.
  [[nodiscard]] std::span<const Resource* const> refused_of_kind(std::string_view kind) const;

  /// As the two above, of those added since the last call of settle().
  [[nodiscard]] std::span<const Resource* const> fresh_of_kind(std::string_view kind) const;
  [[nodiscard]] std::span<const Resource* const> fresh_refused_of_kind(std::string_view kind) const;

  /// How many were added since the last call of settle().
  [[nodiscard]] std::size_t fresh() const { return resources_.size() - settled_; }
  void settle();

  /// Objects with this kind, namespace and name, accepted or not: more than one where the backup holds it
  /// twice. The index of names grows when it is asked for, so that those who never ask do not pay for it:
  /// not for use by several threads at once.
  [[nodiscard]] std::span<const Resource* const> find(std::string_view kind, std::string_view name_space,
                                                      std::string_view name) const;

  /// All kinds that occur, sorted.
  [[nodiscard]] std::vector<std::string_view> kinds() const;

  [[nodiscard]] const std::deque<Resource>& all() const { return resources_; }

 private:
  using List = std::vector<const Resource*>;
  struct KindList {
    List objects;
    std::size_t settled = 0;
  };
  using ByKind = std::map<std::string, KindList, std::less<>>;

  std::deque<Resource> resources_;
  std::size_t settled_ = 0;
  ByKind by_kind_;
  ByKind refused_by_kind_;
  mutable std::unordered_map<std::string, List> by_id_;
  mutable std::size_t indexed_ = 0;  ///< how many are in by_id_
};

}  // namespace nsmkit::model
