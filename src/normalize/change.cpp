#include "normalize/change.hpp"

namespace nsmkit::normalize {

Json json_patch(const std::vector<Change>& changes) {
  Json patch = Json::array();
  for (const Change& change : changes) {
    patch.push_back({{"op", "remove"}, {"path", change.pointer}});
  }
  return patch;
}

}  // namespace nsmkit::normalize
