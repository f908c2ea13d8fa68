#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "releases/images.hpp"

/// How schemas/releases/images.json is read and checked. For this folder and its tests alone.
namespace nsmkit::releases {

/// The images of one release.
struct ReleaseImages {
  std::string release;
  std::vector<Image> images;  ///< of both platforms
  std::vector<std::string> remarks;
};

/// Reads the whole file. Throws std::runtime_error, which names the entry, for releases that do not exist,
/// stand twice or out of order, images that are not described, descriptions that nothing uses, names and tags
/// that are none, images without a source, images of the mesh with different tags, and two images of one
/// release that would have one name in a mirror.
[[nodiscard]] std::vector<ReleaseImages> read_release_images(const Json& data);

}  // namespace nsmkit::releases
