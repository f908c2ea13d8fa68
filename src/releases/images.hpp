#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "releases/catalog.hpp"
#include "releases/platform.hpp"

namespace nsmkit::releases {

/// How far a tag says which image is meant.
enum class TagKind : std::uint8_t {
  kExact,   ///< one release of the image
  kMoving,  ///< a line of releases: "2.9-alpine" is given to each new 2.9
  kLatest,  ///< the chart names no tag, so it is "latest"
};

/// A container image that a release of the mesh pulls. Source: schemas/releases/images.json.
struct Image {
  std::string repository;  ///< as the chart names it: "nats", "gcr.io/spiffe-io/spire-agent"
  std::string tag;         ///< never empty
  TagKind tag_kind = TagKind::kExact;
  std::string purpose;               ///< what it is for
  std::string condition;             ///< Helm values under which it is pulled, in words; empty: always
  std::optional<Platform> platform;  ///< pulled there alone; none: on both
  bool of_mesh = false;              ///< made by NGINX: pulled from registry.server, tagged registry.imageTag
  std::vector<std::string> sources;  ///< tag:path#line

  /// As the chart writes it, without a tag when it names none: "nats:2.9-alpine", "bitnami/kubectl".
  [[nodiscard]] std::string chart_reference() const;

  /// In full, as every tool reads it: "docker.io/library/nats:2.9-alpine".
  [[nodiscard]] std::string reference() const;

  /// Host of the registry: "docker.io".
  [[nodiscard]] std::string registry() const;

  /// Its path in the registry: "library/nats".
  [[nodiscard]] std::string path() const;

  /// Its name and tag in a mirror, below registry.server: "nats:2.9-alpine".
  [[nodiscard]] std::string mirror_name() const;
};

/// Whether the images of the release are known; those that came without a chart have none on record.
[[nodiscard]] bool knows_images(const Release& release);

/// The oldest release whose images are known.
[[nodiscard]] const Release& first_with_images();

/// The images that the release pulls on the platform, or on either when none is given; those of the mesh
/// first. Empty when they are not known.
[[nodiscard]] std::vector<Image> images_of(const Release& release, std::optional<Platform> platform);

/// What else a user should know about the images of the release, in words; mostly nothing.
[[nodiscard]] std::vector<std::string> image_remarks(const Release& release);

}  // namespace nsmkit::releases
