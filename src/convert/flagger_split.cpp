#include "convert/json_member.hpp"
#include "convert/steps.hpp"

namespace nsmkit::convert {

namespace {

bool has_canary_owner(const Json& object) {
  const Json* owners = list_member(object_member(&object, "metadata"), "ownerReferences");
  if (owners == nullptr) {
    return false;
  }
  for (const Json& owner : *owners) {
    if (text_member(&owner, "kind") == "Canary" &&
        text_member(&owner, "apiVersion").starts_with("flagger.app/")) {
      return true;
    }
  }
  return false;
}

bool has_canary_backends(const Json& backends, const std::string& name) {
  return backends.size() == 2 && text_member(&backends[0], "service") == name + "-canary" &&
         text_member(&backends[1], "service") == name + "-primary";
}

}  // namespace

// Flagger makes its splits again by itself, in the version that its provider names.
void flagger_split(Work& work) {
  const Json* backends = list_member(object_member(&work.object(), "spec"), "backends");
  if (!work.foreign() || backends == nullptr || backends->empty() || work.is_impossible()) {
    return;
  }
  if (!has_canary_owner(work.object()) && !has_canary_backends(*backends, work.input().ref.name)) {
    return;
  }
  const Json* weight = member(&backends->front(), "weight");
  const bool rolling = weight != nullptr && weight->is_number() && *weight > 0 &&
                       text_member(&backends->front(), "service").ends_with("-canary");
  work.doubt(
      "/spec/backends/0",
      std::string("Flagger made this split and makes it again; its Canary has to name the provider smi:") +
          (work.goal() == nullptr ? "" : work.goal()->version) + ", so better leave the split out" +
          (rolling ? ". A rollout was under way: restored, the canary's share of requests meets no endpoint"
                   : ""));
}

}  // namespace nsmkit::convert
