#pragma once

#include <string_view>

#include "base/json.hpp"

namespace nsmkit::meshconfig {

/// Whether `value` holds by `schema`, one of Helm values as releases::values_schema gives it, or a part of
/// it; `root` is the whole, in which references are looked up. Knows the keywords that charts of the mesh
/// use: $ref, type, enum, const, bounds, lengths, required, properties, additionalProperties, items, allOf,
/// anyOf, oneOf, if and then. A pattern that it does not know is taken to hold, see knows_pattern(). Source:
/// JSON Schema draft 7.
[[nodiscard]] bool accepts(const Json& schema, const Json& root, const Json& value);

/// Whether the value is of the schema's type; true when it names none.
[[nodiscard]] bool has_type(const Json& schema, const Json& value);

/// The schema itself, or the one it refers to by $ref.
[[nodiscard]] const Json& resolved(const Json& schema, const Json& root);

/// The member of a schema, such as "properties"; null when it is absent.
[[nodiscard]] const Json* keyword(const Json& schema, std::string_view name);

/// The schema of an object's fields: `schema`, or the one alternative of its oneOf that is not the empty
/// object. A chart allows an object either to be empty or to have the fields of that alternative.
[[nodiscard]] const Json& filled_form(const Json& schema, const Json& root);

/// The schema of the field at a dotted path ("telemetry.samplerRatio"); null when there is none.
[[nodiscard]] const Json* field_schema(const Json& root, std::string_view path);

/// Whether a pattern of a schema is one that accepts() judges.
[[nodiscard]] bool knows_pattern(std::string_view pattern);

}  // namespace nsmkit::meshconfig
