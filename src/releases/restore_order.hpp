#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace nsmkit::releases {

/// A kind that a manual upgrade deletes and a restore creates again. Source:
/// schemas/releases/restore_order.json.
struct RestoreKind {
  std::string group;       ///< "split.smi-spec.io"
  std::string kind;        ///< "TrafficSplit"
  std::string resource;    ///< full name for kubectl: "trafficsplits.split.smi-spec.io"
  std::string file;        ///< as the upgrade guide names it: "trafficsplits.yaml"
  std::uint32_t wave = 0;  ///< from 1; objects of one wave refer to none of a later one
  int order = 0;           ///< place in the guide's `kubectl create` command, from 0

  /// The plural alone: "trafficsplits".
  [[nodiscard]] std::string_view plural() const {
    return std::string_view(resource).substr(0, resource.find('.'));
  }
};

/// All of them, by wave, then kind.
[[nodiscard]] std::span<const RestoreKind> restore_kinds();

/// The entry of a kind; null when a restore does not create such objects.
[[nodiscard]] const RestoreKind* restore_kind(std::string_view group, std::string_view kind);

/// The entry by its full resource name; null when there is none.
[[nodiscard]] const RestoreKind* restore_kind_of_resource(std::string_view resource);

}  // namespace nsmkit::releases
