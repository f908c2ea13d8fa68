#pragma once

#include <ostream>

#include "checklist/plan.hpp"

namespace nsmkit::render {

/// The checklist as one JSON object: apiVersion nsmkit/v1, kind UpgradeChecklist. See docs/report-formats.md.
void write_checklist_json(const checklist::Checklist& checklist, std::ostream& out);

}  // namespace nsmkit::render
