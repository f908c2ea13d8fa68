#pragma once

#include <optional>
#include <ostream>

#include "checklist/call_graph.hpp"
#include "checklist/plan.hpp"

namespace nsmkit::render {

/// The checklist as one self-contained HTML page (see html_page.hpp): its plans, one shown at a time, with
/// steps to tick, and the drawing of who may call whom where a graph is given. Readable without scripts, too.
void write_checklist_html(const checklist::Checklist& checklist,
                          const std::optional<checklist::CallGraph>& graph, std::ostream& out);

}  // namespace nsmkit::render
