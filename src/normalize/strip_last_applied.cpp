#include "normalize/passes.hpp"

namespace nsmkit::normalize {

namespace {
constexpr std::string_view kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";
}  // namespace

// A map that held nothing else goes with it; one that was empty before is the user's and stays.
void strip_last_applied(model::Resource& resource, const Options& options, Outcome& outcome) {
  if (options.keep_last_applied) {
    return;
  }
  const auto metadata = resource.object.find("metadata");
  if (metadata == resource.object.end() || !metadata->is_object()) {
    return;
  }
  const auto annotations = metadata->find("annotations");
  if (annotations == metadata->end() || !annotations->is_object() || !annotations->contains(kLastApplied)) {
    return;
  }
  if (annotations->size() == 1) {
    remove_member(*metadata, "/metadata", "annotations", outcome);
  } else {
    remove_member(*annotations, "/metadata/annotations", kLastApplied, outcome);
  }
}

}  // namespace nsmkit::normalize
