#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace nsmkit::validate {

/// Types of the fields of metadata.
enum class MetaType : std::uint8_t {
  kString,
  kInteger,
  kBoolean,
  kTime,
  kStringMap,
  kStringList,
  kOwnerList,
  kManagedList,
  kObject,
  kAny,
};

using MetaFields = std::map<std::string, MetaType, std::less<>>;

/// Fields of metadata. Source: metav1.ObjectMeta.
[[nodiscard]] const MetaFields& metadata_fields();

/// Fields of an entry of metadata.ownerReferences.
[[nodiscard]] const MetaFields& owner_fields();

/// Fields of an entry of metadata.managedFields.
[[nodiscard]] const MetaFields& managed_fields();

/// Whether the server sets this field of metadata itself, so that what a manifest says is ignored.
[[nodiscard]] bool is_server_set(std::string_view field);

}  // namespace nsmkit::validate
