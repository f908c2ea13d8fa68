#pragma once

#include <string_view>

#include "base/json.hpp"
#include "releases/crd_set.hpp"

namespace nsmkit::releases {

/// The schema of one field, e.g. "spec.matches[].headers"; null when the CRD declares no such field. What a
/// release can hold is asked of its schemas in this way, not of its number.
[[nodiscard]] const Json* field_schema(const CrdResource& resource, std::string_view path);

/// The `type` that the CRD gives the field; empty when it declares none.
[[nodiscard]] std::string_view field_type(const CrdResource& resource, std::string_view path);

/// Whether `schema` (an object's) demands the member `name`.
[[nodiscard]] bool demands(const Json& schema, std::string_view name);

}  // namespace nsmkit::releases
