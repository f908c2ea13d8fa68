#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace re2 {
class RE2;
}

namespace nsmkit::validate {

/// JSON types as bits, so that a schema may allow several.
enum TypeBit : std::uint8_t {
  kTypeObject = 1,
  kTypeArray = 2,
  kTypeString = 4,
  kTypeInteger = 8,
  kTypeNumber = 16,
  kTypeBoolean = 32,
};

enum class ListType : std::uint8_t { kAtomic, kSet, kMap };

/// A schema of a CRD in the form the checks walk. Absent keywords are empty.
/// Source: apiextensions JSONSchemaProps.
struct SchemaNode {
  SchemaNode();
  ~SchemaNode();
  SchemaNode(SchemaNode&&) noexcept;

  std::uint8_t types = 0;  ///< TypeBit values; 0 allows any
  bool nullable = false;
  bool preserve_unknown_fields = false;
  bool embedded_resource = false;

  std::map<std::string, SchemaNode, std::less<>> properties;
  std::vector<std::string> required;
  std::unique_ptr<SchemaNode> additional;  ///< schema of fields not listed
  bool allows_additional = false;          ///< additionalProperties: true
  bool forbids_additional = false;         ///< additionalProperties: false
  std::optional<std::uint64_t> min_properties, max_properties;

  std::unique_ptr<SchemaNode> items;
  std::optional<std::uint64_t> min_items, max_items;
  bool unique_items = false;
  ListType list_type = ListType::kAtomic;
  std::vector<std::string> list_map_keys;

  std::optional<double> minimum, maximum, multiple_of;
  bool exclusive_minimum = false, exclusive_maximum = false;

  std::optional<std::uint64_t> min_length, max_length;  ///< code points
  std::string pattern;
  std::unique_ptr<re2::RE2> regex;
  std::string format;

  Json enum_values;  ///< array, or null
  std::optional<Json> default_value;
  std::vector<SchemaNode> all_of, any_of, one_of;
  std::unique_ptr<SchemaNode> negated;  ///< not

  bool own_keywords = false;  ///< it or a node below has keywords valijson is not given
  bool has_defaults = false;  ///< it or a node below has a default

  /// The schema of field `name`: a property's or that of additional fields; null when unknown.
  [[nodiscard]] const SchemaNode* field(std::string_view name) const;
};

/// Reads a schema. Throws std::runtime_error with a plain message on one that cannot be used, e.g.
/// a pattern that does not compile or `$ref`.
[[nodiscard]] SchemaNode read_schema(const Json& schema);

}  // namespace nsmkit::validate
