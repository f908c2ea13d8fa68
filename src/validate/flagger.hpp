#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "model/resource.hpp"

namespace nsmkit::validate::flagger {

/// The Canary behind a TrafficSplit of Flagger. Source: fluxcd/flagger pkg/router/smi_v1alpha3.go.
struct Canary {
  std::string name;       ///< of the Canary; with by_owner unset, of the split
  std::string apex;       ///< metadata.name of the split, from which the backends have their names
  bool by_owner = false;  ///< told by the ownerReference, not by the names of the backends

  [[nodiscard]] std::string canary_service() const { return apex + "-canary"; }
  [[nodiscard]] std::string primary_service() const { return apex + "-primary"; }
};

/// Nothing for objects that are not Flagger's. Recognises a split by its owner of kind Canary or, where
/// owners were removed, by its two backends NAME-canary and NAME-primary, NAME being its own.
[[nodiscard]] std::optional<Canary> canary_of(const model::Resource& resource);

/// The canary's share, when there is one: then a rollout was under way.
struct Share {
  std::size_t backend;  ///< index in spec.backends
  std::int64_t weight;
};
[[nodiscard]] std::optional<Share> canary_share(const model::Resource& split, const Canary& canary);

/// What makes Flagger write the whole spec anew: other backends or another order, or any matches.
struct Difference {
  std::string pointer;
  std::string what;
};
[[nodiscard]] std::optional<Difference> difference_from_written(const model::Resource& split,
                                                                const Canary& canary);

}  // namespace nsmkit::validate::flagger
