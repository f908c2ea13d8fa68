#pragma once

#include <set>
#include <string>
#include <string_view>

#include "meshconfig/check_scope.hpp"

namespace nsmkit::meshconfig {

/// Paths of settings that were reported already, so that their members are not reported again.
using ReportedPlaces = std::set<std::string, std::less<>>;

/// Reports a setting that the target does not read any more or not yet, or calls deprecated. True when the
/// target reads it.
bool report_unless_read(CheckScope& scope, const releases::ConfigField& field, std::string_view pointer,
                        const Json& value, ReportedPlaces& reported);

}  // namespace nsmkit::meshconfig
