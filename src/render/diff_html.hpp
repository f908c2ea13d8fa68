#pragma once

#include "render/diff_report.hpp"

namespace nsmkit::render {

/// Writes a comparison as one HTML page that needs nothing else: a picture of who may reach whom, what
/// changes for traffic, the mesh's configuration, and each object with its YAML side by side. A page has
/// room for so much; what is left out is counted. Secrets are masked.
void write_diff_html(const DiffReport& report, Color color, std::ostream& out);

}  // namespace nsmkit::render
