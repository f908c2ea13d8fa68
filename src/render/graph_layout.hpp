#pragma once

#include <cstddef>
#include <vector>

#include "checklist/call_graph.hpp"

namespace nsmkit::render {

/// Where the box of a node lies, in pixels.
struct Box {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
};

/// Boxes in columns, callers to the left of what they call; parties that are tied to each other stand
/// together, those without an arrow come last.
struct GraphLayout {
  std::vector<Box> boxes;  ///< one for each node
  int width = 0;
  int height = 0;
};

[[nodiscard]] GraphLayout lay_out(const checklist::CallGraph& graph);

}  // namespace nsmkit::render
