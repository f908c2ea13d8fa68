#include "releases/images.hpp"

#include <algorithm>
#include <iterator>

#include "releases/config_data.hpp"
#include "releases/images_data.hpp"

namespace nsmkit::releases {

namespace {

constexpr std::string_view kDockerHub = "docker.io";

const std::vector<ReleaseImages>& all_images() {
  static const std::vector<ReleaseImages> kAll = read_release_images(read_data_file("releases/images.json"));
  return kAll;
}

const ReleaseImages* find_images(const Release& release) {
  const auto& all = all_images();
  const auto found = std::find_if(all.begin(), all.end(), [&release](const ReleaseImages& each) {
    return each.release == release.version;
  });
  return found == all.end() ? nullptr : &*found;
}

// The first part of a name is a host when it looks like one; otherwise the image is on Docker Hub.
bool names_host(std::string_view repository) {
  const std::size_t slash = repository.find('/');
  const std::string_view first = repository.substr(0, slash);
  return slash != std::string_view::npos &&
         (first.find_first_of(".:") != std::string_view::npos || first == "localhost");
}

}  // namespace

std::string Image::chart_reference() const {
  return tag_kind == TagKind::kLatest ? repository : repository + ":" + tag;
}

std::string Image::reference() const { return registry() + "/" + path() + ":" + tag; }

std::string Image::registry() const {
  return names_host(repository) ? repository.substr(0, repository.find('/')) : std::string(kDockerHub);
}

std::string Image::path() const {
  if (names_host(repository)) {
    return repository.substr(repository.find('/') + 1);
  }
  return repository.find('/') == std::string::npos ? "library/" + repository : repository;
}

std::string Image::mirror_name() const {
  const std::size_t slash = repository.rfind('/');
  return repository.substr(slash == std::string::npos ? 0 : slash + 1) + ":" + tag;
}

bool knows_images(const Release& release) { return find_images(release) != nullptr; }

const Release& first_with_images() { return *catalog().find_release(all_images().front().release); }

std::vector<Image> images_of(const Release& release, std::optional<Platform> platform) {
  std::vector<Image> images;
  if (const ReleaseImages* known = find_images(release)) {
    std::copy_if(
        known->images.begin(), known->images.end(), std::back_inserter(images),
        [platform](const Image& each) { return !platform || !each.platform || *each.platform == *platform; });
  }
  return images;
}

std::vector<std::string> image_remarks(const Release& release) {
  const ReleaseImages* known = find_images(release);
  return known == nullptr ? std::vector<std::string>() : known->remarks;
}

}  // namespace nsmkit::releases
