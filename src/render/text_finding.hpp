#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "base/finding.hpp"
#include "render/renderer.hpp"

namespace nsmkit::render {

/// Prints one finding over a few lines: place, severity, code and message; then the object; then the remedy.
void print_finding(const base::Finding& finding, Color color, std::ostream& out);

/// `text` safe for a terminal, a log and an XML file, on one line, in valid UTF-8. Control characters and
/// bytes that are no UTF-8 are shown as \xNN; characters that turn the direction of text or end a line, as
/// \u{NNNN}.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace nsmkit::render
