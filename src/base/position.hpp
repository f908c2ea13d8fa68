#pragma once

#include <compare>
#include <cstdint>

namespace nsmkit::base {

/// A place in a text file: line and column count from 1, columns in code points. 0 means unknown.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  auto operator<=>(const Position&) const = default;
};

}  // namespace nsmkit::base
