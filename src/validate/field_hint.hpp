#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"
#include "validate/schema_node.hpp"

namespace nsmkit::validate {

/// An unknown field and where it stands.
struct UnknownField {
  const SchemaNode& root;    ///< schema of the whole object
  const SchemaNode& parent;  ///< schema of the object that holds the field
  const Json& siblings;      ///< that object
  std::string_view pointer;  ///< of the field
  std::string_view name;
  const Json& value;
};

/// Dotted path of the field probably meant, e.g. "spec.fallback.service" for spec.fallback.name:
/// by spelling, then the one string its object has room for, then the only field of that name elsewhere
/// in the schema. Empty when nothing comes close.
[[nodiscard]] std::string guess_field(const UnknownField& unknown);

/// Whether the schema has a field at `pointer` (list indexes included).
[[nodiscard]] bool schema_has(const SchemaNode& root, std::string_view pointer);

}  // namespace nsmkit::validate
