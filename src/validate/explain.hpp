#pragma once

#include "base/json.hpp"
#include "validate/schema_walk.hpp"
#include "validate/violation.hpp"

namespace nsmkit::validate {

/// Puts a fault into words. `object` is the manifest the fault's pointer leads into; `source_text`
/// may be empty.
[[nodiscard]] Violation explain_fault(const Fault& found, const Json& object, const SourceText& source_text);

/// What to do about a boolean or number where a string is expected: `written off, which YAML reads
/// as the boolean false; quote it: "off"`.
[[nodiscard]] std::string quoting_remedy(const Json& value, std::string_view pointer,
                                         const SourceText& source_text);

}  // namespace nsmkit::validate
