#pragma once

#include "render/diff_report.hpp"

namespace nsmkit::render {

/// Writes a comparison in GitHub Flavored Markdown, for merge requests.
void write_diff_markdown(const DiffReport& report, Color color, std::ostream& out);

}  // namespace nsmkit::render
