#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace nsmkit::growth {

/// A backup of a given size in which objects have more to do with each other than in a real one.
struct Shape {
  std::string name;
  std::vector<Json> (*objects)(std::size_t count);  ///< about `count` objects, or one of that many parts
};

[[nodiscard]] const std::vector<Shape>& shapes();

}  // namespace nsmkit::growth
