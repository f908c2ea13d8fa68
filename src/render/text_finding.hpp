#pragma once

#include <ostream>

#include "base/finding.hpp"
#include "render/renderer.hpp"

namespace nsmkit::render {

/// Prints one finding over a few lines: place, severity, code and message; then the object; then the remedy.
void print_finding(const base::Finding& finding, Color color, std::ostream& out);

/// `text` safe for a terminal: control characters are shown as \xNN, never sent.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace nsmkit::render
