#pragma once

#include <cstdint>

#include "model/resource.hpp"

namespace nsmkit::convert {

/// How a TrafficTarget is laid out, told by its shape before its apiVersion.
enum class TargetLayout : std::uint8_t {
  kTop,         ///< v1alpha1: fields at the top, no spec
  kOwnPort,     ///< v1alpha2: a port stands in the destination, or all ports are meant
  kRoutePorts,  ///< v1alpha3, v1alpha4: ports stand in the TCPRoutes of the rules
};

[[nodiscard]] TargetLayout target_layout(const model::Resource& resource);

/// Whether the apiVersion is one that has no port in a TrafficTarget.
[[nodiscard]] bool is_newer_target(const base::ResourceRef& ref);

}  // namespace nsmkit::convert
