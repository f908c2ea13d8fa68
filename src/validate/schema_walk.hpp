#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "validate/schema_node.hpp"

namespace nsmkit::validate {

/// Which keyword of a schema a value breaks.
enum class FaultKind : std::uint8_t {
  kType,
  kRequired,
  kEnum,
  kMinimum,
  kMaximum,
  kMultipleOf,
  kMinLength,
  kMaxLength,
  kPattern,
  kFormat,
  kMinItems,
  kMaxItems,
  kDuplicateItem,
  kNotAnObject,
  kMinProperties,
  kMaxProperties,
  kFieldForbidden,
  kAnyOf,
  kOneOf,
  kNot,
  kEmbeddedResource,
};

/// One broken keyword. Refers to the walked data; valid only inside the sink.
struct Fault {
  FaultKind kind;
  const SchemaNode& node;
  const Json& value;
  std::string_view pointer;  ///< RFC 6901; for kRequired that of the missing field
};

enum class WalkScope : std::uint8_t {
  kAll,          ///< every keyword
  kOwnKeywords,  ///< only parts of the schema with keywords that valijson is not given
};

/// Receives a fault and says whether to go on.
using FaultSink = std::function<bool(const Fault&)>;

/// Walks `value`, as server_view gives it, and reports every broken keyword once: nothing below a
/// value of the wrong type. False when the sink stopped it.
bool walk_schema(const SchemaNode& root, const Json& value, WalkScope scope, const FaultSink& sink);

/// Whether a number counts as an integer for the API server: 5.0 does, 2^53 as a float does not.
[[nodiscard]] bool is_json_integer(double value);

}  // namespace nsmkit::validate
