#pragma once

#include <string>

#include "checklist/call_graph.hpp"

namespace nsmkit::render {

/// Who may call whom: an SVG drawing with a text alternative, its legend, and the same as tables.
[[nodiscard]] std::string html_call_graph(const checklist::CallGraph& graph);

}  // namespace nsmkit::render
