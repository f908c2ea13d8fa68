#pragma once

#include "render/diff_report.hpp"

namespace nsmkit::render {

/// Writes a patch of normalized YAML with a file an object, as `normalize --split` lays them out. Secrets are
/// masked.
void write_diff_unified(const DiffReport& report, Color color, std::ostream& out);

}  // namespace nsmkit::render
