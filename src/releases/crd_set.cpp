#include "releases/crd_set.hpp"

#include <algorithm>
#include <utility>

namespace nsmkit::releases {

CrdSet::CrdSet(std::string name, std::vector<CrdResource> resources)
    : name_(std::move(name)), resources_(std::move(resources)) {}

const CrdResource* CrdSet::find(std::string_view group, std::string_view version,
                                std::string_view kind) const {
  for (const CrdResource& resource : resources_) {
    if (resource.served && resource.kind == kind && resource.version == version && resource.group == group) {
      return &resource;
    }
  }
  return nullptr;
}

const CrdResource* CrdSet::find(std::string_view api_version, std::string_view kind) const {
  const std::size_t slash = api_version.find('/');
  if (slash == std::string_view::npos) {
    return nullptr;
  }
  return find(api_version.substr(0, slash), api_version.substr(slash + 1), kind);
}

std::vector<const CrdResource*> CrdSet::by_kind(std::string_view kind) const {
  std::vector<const CrdResource*> found;
  for (const CrdResource& resource : resources_) {
    if (resource.served && resource.kind == kind) {
      found.push_back(&resource);
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto* a, const auto* b) { return a->storage && !b->storage; });
  return found;
}

}  // namespace nsmkit::releases
