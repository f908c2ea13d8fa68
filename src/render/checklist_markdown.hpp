#pragma once

#include <ostream>

#include "checklist/plan.hpp"

namespace nsmkit::render {

/// The checklist in GitHub Flavored Markdown: each step an item of a task list. Names from the user's files
/// show as text only.
void write_checklist_markdown(const checklist::Checklist& checklist, std::ostream& out);

}  // namespace nsmkit::render
