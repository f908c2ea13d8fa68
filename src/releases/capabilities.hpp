#pragma once

#include <cstdint>
#include <string_view>

#include "releases/catalog.hpp"

namespace nsmkit::releases {

enum class HeaderShape : std::uint8_t { kUnknown, kList, kMap };

/// How HTTPRouteGroups of the release write `headers`, by its CRD.
[[nodiscard]] HeaderShape header_shape(const Release& release);

/// Whether TrafficSplit weights must be whole numbers, by the CRD.
[[nodiscard]] bool wants_whole_weights(const Release& release);

/// Whether TrafficTarget ports must be whole numbers, by the CRD.
[[nodiscard]] bool wants_whole_ports(const Release& release);

/// Whether the CRD of this kind refuses objects without a spec.
[[nodiscard]] bool requires_spec(const Release& release, std::string_view kind);

/// Whether the release's API server serves RateLimits that can hold rules (v1alpha2).
[[nodiscard]] bool serves_ratelimit_rules(const Release& release);

/// Whether the validating webhook refuses a RateLimit that shares destination and source with another.
/// Source: v2.0.0:docs/content/releases/release-notes-1.4.0.md (issue 449).
[[nodiscard]] bool refuses_clashing_ratelimits(const Release& release);

}  // namespace nsmkit::releases
