#pragma once

#include "render/diff_report.hpp"

namespace nsmkit::render {

/// Writes what turns the normalized objects of the first side into those of the second, as JSON: objects to
/// create, to delete, and JSON Patches (RFC 6902). Secrets are masked.
void write_diff_json_patch(const DiffReport& report, Color color, std::ostream& out);

}  // namespace nsmkit::render
