#include <array>

#include "convert/json_member.hpp"
#include "convert/steps.hpp"

namespace nsmkit::convert {

namespace {

// What the server keeps about the object in its old form.
constexpr std::array kServerSet{"creationTimestamp", "deletionGracePeriodSeconds",
                                "deletionTimestamp", "generation",
                                "managedFields",     "resourceVersion",
                                "selfLink",          "uid"};
constexpr const char* kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

}  // namespace

// An object in a new form is a new object; a later apply would merge against the old layout in the
// annotation. Objects that stay as they are are left to `normalize`.
void clean_metadata(Work& work) {
  if (!work.is_changed()) {
    return;
  }
  Json& object = work.object();
  object.erase("status");
  Json* metadata = object_member(&object, "metadata");
  if (metadata == nullptr) {
    return;
  }
  for (const char* name : kServerSet) {
    metadata->erase(name);
  }
  Json* annotations = object_member(metadata, "annotations");
  if (annotations != nullptr && annotations->erase(kLastApplied) > 0 && annotations->empty()) {
    metadata->erase("annotations");
  }
}

}  // namespace nsmkit::convert
