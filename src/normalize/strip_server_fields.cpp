#include "normalize/passes.hpp"

namespace nsmkit::normalize {

namespace {

// ObjectMeta fields that the API server sets by itself and ignores, or stumbles over, on create.
constexpr const char* kServerSet[] = {"clusterName",       "creationTimestamp", "deletionGracePeriodSeconds",
                                      "deletionTimestamp", "generation",        "managedFields",
                                      "resourceVersion",   "selfLink",          "uid"};

}  // namespace

void strip_server_fields(model::Resource& resource, const Options& /*options*/, Outcome& outcome) {
  remove_member(resource.object, "", "status", outcome);
  const auto metadata = resource.object.find("metadata");
  if (metadata == resource.object.end()) {
    return;
  }
  for (const char* name : kServerSet) {
    remove_member(*metadata, "/metadata", name, outcome);
  }
}

}  // namespace nsmkit::normalize
