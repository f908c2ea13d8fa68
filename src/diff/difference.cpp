#include "diff/difference.hpp"

#include <algorithm>

namespace nsmkit::diff {

std::string_view to_string(Nature nature) {
  switch (nature) {
    case Nature::kAdded:
      return "added";
    case Nature::kRemoved:
      return "removed";
    case Nature::kChanged:
      return "changed";
    case Nature::kReordered:
      return "reordered";
    case Nature::kSameInOtherOrder:
      return "same-in-other-order";
  }
  return "";
}

std::string_view to_string(ObjectNature nature) {
  switch (nature) {
    case ObjectNature::kAdded:
      return "added";
    case ObjectNature::kRemoved:
      return "removed";
    case ObjectNature::kChanged:
      return "changed";
    case ObjectNature::kMoved:
      return "moved";
    case ObjectNature::kRenamed:
      return "renamed";
    case ObjectNature::kSameInOtherOrder:
      return "same-in-other-order";
  }
  return "";
}

bool differs(const SettingsDifference& settings) {
  return !settings.changes.empty() || settings.before_carriers.empty() != settings.after_carriers.empty();
}

bool differs(const Difference& difference) {
  return differs(difference.settings) ||
         std::ranges::any_of(difference.objects, [](const ObjectChange& change) {
           return change.nature != ObjectNature::kSameInOtherOrder;
         });
}

}  // namespace nsmkit::diff
