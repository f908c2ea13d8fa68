#include "releases/images_data.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "releases/config_data.hpp"

namespace nsmkit::releases {

namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// An image as its description has it, without a tag.
struct Described {
  Image image;
  bool used = false;
};

using Descriptions = std::map<std::string, Described, std::less<>>;

[[noreturn]] void refuse(const std::string& what) { throw std::runtime_error("image data: " + what); }

bool consists_of(std::string_view text, const std::string& characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

bool is_repository(std::string_view name) {
  return consists_of(name, std::string(kLower) + std::string(kDigits) + "._-/") &&
         name.find("//") == std::string_view::npos && name.front() != '/' && name.back() != '/';
}

// At most 128 characters, of which the first is no mark (the grammar of the OCI distribution specification).
bool is_tag(std::string_view tag) {
  const std::string words = std::string(kLower) + std::string(kUpper) + std::string(kDigits) + "_";
  return tag.size() <= 128 && consists_of(tag, words + ".-") && tag.front() != '.' && tag.front() != '-';
}

std::string read_text(const Json& entry, const char* key) {
  std::string text = entry.at(key).get<std::string>();
  if (text.empty() || text.find_first_of("\r\n") != std::string::npos) {
    refuse(std::string(key) + " is no line of text");
  }
  return text;
}

std::optional<Platform> read_platform(const Json& entry) {
  if (!entry.contains("platform")) {
    return std::nullopt;
  }
  const std::string name = entry.at("platform").get<std::string>();
  const auto platform = platform_named(name);
  if (!platform) {
    refuse("\"" + name + "\" is no platform");
  }
  return platform;
}

Described read_description(const Json& entry) {
  Image image;
  image.repository = read_text(entry, "repository");
  if (!is_repository(image.repository)) {
    refuse("\"" + image.repository + "\" is no name of an image");
  }
  image.purpose = read_text(entry, "purpose");
  image.condition = entry.contains("when") ? read_text(entry, "when") : "";
  image.platform = read_platform(entry);
  image.of_mesh = entry.value("mesh", false);
  return {std::move(image), false};
}

Descriptions read_descriptions(const Json& list) {
  Descriptions descriptions;
  for (const Json& entry : list) {
    Described described = read_description(entry);
    std::string name = described.image.repository;
    if (!descriptions.emplace(name, std::move(described)).second) {
      refuse(name + " is described twice");
    }
  }
  return descriptions;
}

void read_tag(const Json& entry, Image& image) {
  const bool moves = entry.value("moves", false);
  if (!entry.contains("tag")) {
    image.tag = "latest";
    image.tag_kind = TagKind::kLatest;
    return;
  }
  image.tag = entry.at("tag").get<std::string>();
  image.tag_kind = moves ? TagKind::kMoving : TagKind::kExact;
  if (!is_tag(image.tag) || image.tag == "latest") {
    refuse(image.repository + ": \"" + image.tag + "\" is no tag");
  }
}

Image read_image(const Json& entry, const std::string& chart, Descriptions& descriptions) {
  const std::string name = entry.at("repository").get<std::string>();
  const auto found = descriptions.find(name);
  if (found == descriptions.end()) {
    refuse(name + " is not described");
  }
  found->second.used = true;
  Image image = found->second.image;
  read_tag(entry, image);
  if (entry.contains("purpose")) {
    image.purpose = read_text(entry, "purpose");
  }
  for (const std::string& place : entry.at("sources").get<std::vector<std::string>>()) {
    image.sources.push_back(chart + place);
  }
  if (image.sources.empty()) {
    refuse(name + " has no source");
  }
  return image;
}

void check_together(const std::vector<Image>& images) {
  std::set<std::string> names;
  const Image* first_of_mesh = nullptr;
  for (const Image& image : images) {
    if (!names.insert(image.mirror_name()).second) {
      refuse("two images would be " + image.mirror_name() + " in a mirror");
    }
    if (!image.of_mesh) {
      continue;
    }
    first_of_mesh = first_of_mesh == nullptr ? &image : first_of_mesh;
    if (image.tag != first_of_mesh->tag) {
      refuse(image.repository + " has another tag than " + first_of_mesh->repository);
    }
  }
  if (first_of_mesh == nullptr) {
    refuse("there is no image of the mesh");
  }
}

ReleaseImages read_release(const Json& entry, Descriptions& descriptions) {
  ReleaseImages read;
  read.release = read_version(entry, "version");
  const std::string chart = read_text(entry, "chart");
  for (const Json& image : entry.at("images")) {
    read.images.push_back(read_image(image, chart, descriptions));
  }
  read.remarks = entry.value("notes", std::vector<std::string>());
  check_together(read.images);
  std::stable_partition(read.images.begin(), read.images.end(),
                        [](const Image& each) { return each.of_mesh; });
  return read;
}

void check_order(const ReleaseImages& earlier, const ReleaseImages& later) {
  if (earlier.release == later.release) {
    refuse(later.release + " stands twice");
  }
  check_range(earlier.release, later.release);
}

}  // namespace

std::vector<ReleaseImages> read_release_images(const Json& data) {
  Descriptions descriptions = read_descriptions(data.at("images"));
  std::vector<ReleaseImages> all;
  for (const Json& entry : data.at("releases")) {
    const std::string name = entry.at("version").get<std::string>();
    try {
      all.push_back(read_release(entry, descriptions));
      if (all.size() > 1) {
        check_order(all[all.size() - 2], all.back());
      }
    } catch (const std::exception& error) {
      refuse(name + ": " + error.what());
    }
  }
  for (const auto& [name, described] : descriptions) {
    if (!described.used) {
      refuse("no release pulls " + name);
    }
  }
  return all;
}

}  // namespace nsmkit::releases
