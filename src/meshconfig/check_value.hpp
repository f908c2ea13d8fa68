#pragma once

#include <string>
#include <string_view>

#include "meshconfig/check_scope.hpp"

namespace nsmkit::meshconfig {

/// Reports what is wrong with one value that is there: its type, the YAML traps behind a wrong type, its
/// bounds, its form. `schema` is that of the field with the dotted path `path` in the values. True when the
/// value is of the right type, so that its members can be looked at.
bool check_value(CheckScope& scope, const Json& schema, std::string_view path, std::string_view pointer,
                 const Json& value);

/// Reports a lifetime that the target cannot use; `path` is mtls.caTTL or mtls.svidTTL. True when there was
/// nothing to report.
bool check_ttl(CheckScope& scope, std::string_view path, std::string_view pointer, std::string_view text);

/// Whether the setting is a lifetime.
[[nodiscard]] bool is_ttl_path(std::string_view path);

}  // namespace nsmkit::meshconfig
