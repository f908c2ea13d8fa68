#include "convert/steps.hpp"

namespace nsmkit::convert {

void served_version(Work& work) {
  const base::ResourceRef& ref = work.input().ref;
  if (work.goal() == nullptr) {
    if (!work.is_changed()) {
      work.impossible("/kind", work.target().name + " does not serve the kind " + ref.kind);
    }
    return;
  }
  if (!work.id().version_known && work.target().crds.find(ref.api_version, ref.kind) == nullptr) {
    work.impossible("/apiVersion", "there is no version " + work.id().version + " of " + ref.kind +
                                       ", so its layout is unknown");
    return;
  }
  if (work.foreign()) {
    work.object()["apiVersion"] = work.goal()->api_version();
    work.changed();
  }
}

}  // namespace nsmkit::convert
