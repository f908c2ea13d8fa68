#pragma once

#include <string>

#include "checklist/call_graph.hpp"
#include "checklist/plan.hpp"

namespace nsmkit::render {

/// A checklist as the planner makes them, with two plans, for the page's tests and for the browser tests.
[[nodiscard]] checklist::Checklist sample_checklist();

/// The graph of a small shop.
[[nodiscard]] checklist::CallGraph sample_graph();

/// What a backup by an enemy could lead to: `text` in every place of the page.
[[nodiscard]] checklist::Checklist hostile_checklist(const std::string& text);
[[nodiscard]] checklist::CallGraph hostile_graph(const std::string& text);

}  // namespace nsmkit::render
