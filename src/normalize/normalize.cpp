#include "normalize/normalize.hpp"

#include "base/pointer.hpp"
#include "normalize/passes.hpp"

namespace nsmkit::normalize {

OwnedPolicy default_policy(RestoreInto destination) {
  return destination == RestoreInto::kNewCluster ? OwnedPolicy::kStrip : OwnedPolicy::kKeep;
}

Outcome normalize(model::Resource& resource, const Options& options) {
  Outcome outcome;
  for (const auto pass : {strip_server_fields, strip_last_applied, settle_ownership}) {
    pass(resource, options, outcome);
  }
  return outcome;
}

void normalize_list(Json& members) {
  const auto metadata = members.find("metadata");
  if (metadata == members.end() || !metadata->is_object()) {
    return;
  }
  for (const char* name : {"resourceVersion", "selfLink", "continue", "remainingItemCount"}) {
    metadata->erase(name);
  }
  if (metadata->empty()) {
    members.erase("metadata");
  }
}

bool remove_member(Json& object, std::string_view pointer, std::string_view name, Outcome& outcome) {
  const auto member = object.is_object() ? object.find(name) : object.end();
  if (!object.is_object() || member == object.end()) {
    return false;
  }
  object.erase(member);
  Change change{std::string(pointer)};
  base::append_token(change.pointer, name);
  outcome.changes.push_back(std::move(change));
  return true;
}

}  // namespace nsmkit::normalize
