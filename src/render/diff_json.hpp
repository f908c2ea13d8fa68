#pragma once

#include "render/diff_report.hpp"

namespace nsmkit::render {

/// Writes a comparison as one JSON object, kind DiffReport; see docs/report-formats.md.
void write_diff_json(const DiffReport& report, Color color, std::ostream& out);

}  // namespace nsmkit::render
