#include <algorithm>
#include <functional>

#include "releases/config_fields.hpp"
#include "releases/image_mirror.hpp"

namespace nsmkit::releases {

namespace {

using Test = std::function<bool(const Image&)>;

std::string names_of(const ImageMirror& mirror, const Test& test) {
  std::string names;
  for (const Image& image : mirror.images) {
    if (test(image)) {
      names += (names.empty() ? "" : ", ") + image.reference();
    }
  }
  return names;
}

void note_tags(const ImageMirror& mirror, std::vector<std::string>& notes) {
  const std::string latest =
      names_of(mirror, [](const Image& image) { return image.tag_kind == TagKind::kLatest; });
  if (!latest.empty()) {
    notes.push_back("the chart names no tag, so 'latest' is pulled, whatever that is on the day: " + latest +
                    "; note the digests of what you mirror");
  }
  const std::string moving =
      names_of(mirror, [](const Image& image) { return image.tag_kind == TagKind::kMoving; });
  if (!moving.empty()) {
    notes.push_back("the tag names a line of releases and moves to each new one: " + moving);
  }
}

void note_conditions(const ImageMirror& mirror, std::vector<std::string>& notes) {
  for (const Image& image : mirror.images) {
    if (!image.condition.empty()) {
      notes.push_back(image.reference() + " is needed only when " + image.condition);
    }
  }
}

void note_platform(const ImageMirror& mirror, std::vector<std::string>& notes) {
  const std::string special = names_of(mirror, [](const Image& image) { return image.platform.has_value(); });
  if (!mirror.platform && !special.empty()) {
    notes.push_back("needed on OpenShift only: " + special + "; --platform kubernetes leaves them out");
  }
  const ConfigField* environment = config_field("environment");
  const bool knows_platforms = environment != nullptr && reads(mirror.release, *environment);
  if (mirror.platform == Platform::kOpenShift && !knows_platforms) {
    notes.push_back("the chart of release " + mirror.release.version +
                    " has no value 'environment': it brings nothing that is for OpenShift alone");
  }
}

}  // namespace

std::vector<std::string> mirror_notes(const ImageMirror& mirror) {
  std::vector<std::string> notes = image_remarks(mirror.release);
  note_tags(mirror, notes);
  note_conditions(mirror, notes);
  note_platform(mirror, notes);
  return notes;
}

}  // namespace nsmkit::releases
