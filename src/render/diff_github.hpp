#pragma once

#include "render/diff_report.hpp"

namespace nsmkit::render {

/// Writes a comparison as workflow commands of GitHub Actions, one for each object, setting and statement.
void write_diff_github(const DiffReport& report, Color color, std::ostream& out);

}  // namespace nsmkit::render
