#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace nsmkit::releases {

/// What the mesh runs on, as the value `environment` of its chart says.
enum class Platform : std::uint8_t { kKubernetes, kOpenShift };

/// "kubernetes" or "openshift".
[[nodiscard]] constexpr std::string_view to_string(Platform platform) {
  return platform == Platform::kOpenShift ? "openshift" : "kubernetes";
}

/// The platform of that name, as to_string() gives it; nothing when there is none.
[[nodiscard]] constexpr std::optional<Platform> platform_named(std::string_view name) {
  for (const Platform each : {Platform::kKubernetes, Platform::kOpenShift}) {
    if (to_string(each) == name) {
      return each;
    }
  }
  return std::nullopt;
}

}  // namespace nsmkit::releases
