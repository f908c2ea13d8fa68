#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "releases/catalog.hpp"

namespace nsmkit::releases {

/// A minor version of Kubernetes or OpenShift.
struct ClusterVersion {
  std::uint32_t major = 0;
  std::uint32_t minor = 0;

  auto operator<=>(const ClusterVersion&) const = default;
};

/// Reads "1.22", "v1.22" and "1.22.4"; nothing for other texts.
[[nodiscard]] std::optional<ClusterVersion> parse_cluster_version(std::string_view text);

[[nodiscard]] std::string to_string(ClusterVersion version);

/// Minor versions, both ends included.
struct ClusterRange {
  ClusterVersion from;
  std::optional<ClusterVersion> to;  ///< none: no end is known

  [[nodiscard]] bool contains(ClusterVersion version) const {
    return from <= version && (!to || version <= *to);
  }
};

/// "1.22 to 1.24", "1.22 and later", "4.8".
[[nodiscard]] std::string to_string(const ClusterRange& range);

/// What both ranges hold; nothing when they have no version in common.
[[nodiscard]] std::optional<ClusterRange> intersection(const ClusterRange& a, const ClusterRange& b);

/// Each version of the range; where it has no end, its first one with a plus: "1.22+".
[[nodiscard]] std::vector<std::string> versions_of(const ClusterRange& range);

/// What a release runs on, and its chart. Source: schemas/releases/cluster_versions.json.
struct ClusterSupport {
  std::optional<ClusterRange> kubernetes;  ///< none: nothing was said
  std::optional<ClusterRange> openshift;   ///< none: not offered there
  std::string chart;                       ///< version of its Helm chart; empty: it has none
  std::vector<std::string> sources;
};

[[nodiscard]] const ClusterSupport& cluster_support(const Release& release);

}  // namespace nsmkit::releases
