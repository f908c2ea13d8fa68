#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/finding.hpp"

namespace nsmkit::render {

/// A section with a list of findings: severity, message, code, place and remedy of each; empty for none.
[[nodiscard]] std::string html_findings(std::span<const base::Finding> findings, std::string_view title);

}  // namespace nsmkit::render
