#pragma once

#include "render/diff_report.hpp"

namespace nsmkit::render {

/// Writes a comparison for people: what differs, object by object, then for traffic.
void write_diff_text(const DiffReport& report, Color color, std::ostream& out);

}  // namespace nsmkit::render
