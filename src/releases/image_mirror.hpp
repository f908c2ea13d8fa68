#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "releases/images.hpp"

namespace nsmkit::releases {

/// The images of a release, and the registry that shall hold copies of them.
struct ImageMirror {
  const Release& release;
  std::optional<Platform> platform;  ///< none: the images of both
  std::string server;                ///< value of registry.server, without fault; empty: not said
  std::vector<Image> images;
};

/// Makes one. The server must be empty or without registry_fault().
[[nodiscard]] ImageMirror image_mirror(const Release& release, std::optional<Platform> platform,
                                       std::string server = "");

/// Why the text cannot be the value of registry.server for a mirror of the release's images, in words that
/// follow "it"; nothing when it can: host[:port][/path].
[[nodiscard]] std::optional<std::string> registry_fault(const Release& release, std::string_view server);

/// The image in the mirror: "registry.example.com/nsm/nats:2.9-alpine".
[[nodiscard]] std::string mirror_reference(const ImageMirror& mirror, const Image& image);

/// One image a line, where it is pulled from; in the mirror, when its server is given.
[[nodiscard]] std::string image_list(const ImageMirror& mirror);

/// YAML for `skopeo sync --src yaml` (skopeo-sync(1)).
[[nodiscard]] std::string skopeo_yaml(const ImageMirror& mirror);

/// The text of mirror-images.sh: POSIX sh, copies the images with skopeo, docker or podman.
[[nodiscard]] std::string mirror_script(const ImageMirror& mirror);

/// The Helm values that make the release's chart pull from the mirror; only those that it reads.
[[nodiscard]] Json mirror_values(const ImageMirror& mirror);

/// mirror_values() as a YAML file, with the deploy command that does the same.
[[nodiscard]] std::string mirror_values_yaml(const ImageMirror& mirror);

/// What a user should know before relying on the mirror, in words: tags that move, images needed under
/// conditions only, what the chart does not do.
[[nodiscard]] std::vector<std::string> mirror_notes(const ImageMirror& mirror);

}  // namespace nsmkit::releases
