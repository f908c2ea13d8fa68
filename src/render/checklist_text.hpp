#pragma once

#include <ostream>

#include "checklist/plan.hpp"
#include "render/renderer.hpp"

namespace nsmkit::render {

/// The checklist for a terminal.
void write_checklist_text(const checklist::Checklist& checklist, Color color, std::ostream& out);

}  // namespace nsmkit::render
