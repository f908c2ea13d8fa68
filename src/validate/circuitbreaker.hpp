#pragma once

#include <optional>
#include <string_view>

#include "model/resource.hpp"

namespace nsmkit::validate::circuitbreaker {

/// The Service that a CircuitBreaker guards. The views live as long as the object.
struct Destination {
  std::string_view name_space;  ///< the CircuitBreaker's own where none is written
  std::string_view name;        ///< empty when there is none
};
[[nodiscard]] Destination destination_of(const model::Resource& breaker);

/// Where requests go after the circuit has tripped.
struct Fallback {
  std::string_view name_space;  ///< "default" where none is written (v2.0.0:pkg/apis/specs/v1alpha1)
  std::string_view name;
  bool name_space_written = false;
};

/// Nothing when no Service is named.
[[nodiscard]] std::optional<Fallback> fallback_of(const model::Resource& breaker);

}  // namespace nsmkit::validate::circuitbreaker
