#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "validate/schema_node.hpp"
#include "validate/violation.hpp"

namespace nsmkit::validate {

enum class DropKind : std::uint8_t {
  kUnknownField,  ///< the schema has no such field
  kNull,          ///< null where the schema does not allow it: the field is removed
  kEmpty,         ///< an empty list or map of metadata, which is not stored
  kChanged,       ///< stored with another value
  kIgnored,       ///< removed because it has no meaning for this object
};

/// One place where the stored object will differ from the manifest.
struct Drop {
  DropKind kind = DropKind::kUnknownField;
  std::string pointer;  ///< RFC 6901, into the manifest
  std::string hint;     ///< unknown field: dotted path of the field probably meant; changed: the new value
};

/// How a CRD treats unknown fields and status.
struct PruneOptions {
  bool preserve_unknown_fields = false;  ///< spec.preserveUnknownFields of the CRD
  bool status_subresource = false;       ///< status is ignored on create
};

/// Lists what the server drops from `object` outside metadata, in the manifest's key order. A status
/// that is not stored on create is not listed.
[[nodiscard]] std::vector<Drop> list_drops(const Json& object, const SchemaNode& root,
                                           const PruneOptions& options);

/// Whether list_drops is empty and no value needs rewriting for validation; makes no copies.
[[nodiscard]] bool is_pristine(const Json& object, const SchemaNode& root, const PruneOptions& options);

/// `object` as the server validates it: unknown fields and nulls gone, defaults filled in, status
/// removed if it is a subresource, numbers such as 5.0 as integers.
[[nodiscard]] Json server_view(const Json& object, const SchemaNode& root, const PruneOptions& options);

/// Names a better place for an unknown field at `pointer` than its own schema knows, e.g. another
/// version of the resource; empty when there is none.
using FieldElsewhere = std::function<std::string(std::string_view pointer)>;

/// Drops as findings: unknown fields are warnings, the rest infos. At most kMaxViolations.
[[nodiscard]] std::vector<Violation> drop_violations(const std::vector<Drop>& drops, const Json& object,
                                                     const FieldElsewhere& elsewhere = {});

}  // namespace nsmkit::validate
