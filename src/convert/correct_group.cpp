#include "convert/steps.hpp"

namespace nsmkit::convert {

// The CRDs of the first two SMI releases have the group without its "s".
void correct_group(Work& work) {
  if (work.id().group_corrected) {
    work.mismatch("/apiVersion",
                  "the group is " + work.id().group + " now, without it the target does not know the object");
  }
}

}  // namespace nsmkit::convert
