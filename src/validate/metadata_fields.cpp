#include "validate/metadata_fields.hpp"

#include <algorithm>
#include <array>

namespace nsmkit::validate {

const MetaFields& metadata_fields() {
  static const MetaFields kFields = {{"annotations", MetaType::kStringMap},
                                     {"clusterName", MetaType::kString},
                                     {"creationTimestamp", MetaType::kTime},
                                     {"deletionGracePeriodSeconds", MetaType::kInteger},
                                     {"deletionTimestamp", MetaType::kTime},
                                     {"finalizers", MetaType::kStringList},
                                     {"generateName", MetaType::kString},
                                     {"generation", MetaType::kInteger},
                                     {"labels", MetaType::kStringMap},
                                     {"managedFields", MetaType::kManagedList},
                                     {"name", MetaType::kString},
                                     {"namespace", MetaType::kString},
                                     {"ownerReferences", MetaType::kOwnerList},
                                     {"resourceVersion", MetaType::kString},
                                     {"selfLink", MetaType::kString},
                                     {"uid", MetaType::kString}};
  return kFields;
}

const MetaFields& owner_fields() {
  static const MetaFields kFields = {
      {"apiVersion", MetaType::kString},  {"blockOwnerDeletion", MetaType::kBoolean},
      {"controller", MetaType::kBoolean}, {"kind", MetaType::kString},
      {"name", MetaType::kString},        {"uid", MetaType::kString}};
  return kFields;
}

const MetaFields& managed_fields() {
  static const MetaFields kFields = {{"apiVersion", MetaType::kString}, {"fieldsType", MetaType::kString},
                                     {"fieldsV1", MetaType::kAny},      {"manager", MetaType::kString},
                                     {"operation", MetaType::kString},  {"time", MetaType::kTime}};
  return kFields;
}

bool is_server_set(std::string_view field) {
  static constexpr std::array<std::string_view, 8> kServerSet = {
      "creationTimestamp", "deletionGracePeriodSeconds",
      "deletionTimestamp", "generation",
      "managedFields",     "resourceVersion",
      "selfLink",          "uid"};
  return std::find(kServerSet.begin(), kServerSet.end(), field) != kServerSet.end();
}

}  // namespace nsmkit::validate
