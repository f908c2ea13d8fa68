#pragma once

#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"
#include "diff/behaviour.hpp"
#include "diff/difference.hpp"
#include "render/renderer.hpp"

namespace nsmkit::render {

/// What differs between two sides, as every format shows it.
struct DiffReport {
  std::string before;  ///< the sides as they were named on the command line
  std::string after;
  bool structure = true;  ///< whether objects and settings were asked for
  diff::Difference difference;
  std::optional<diff::Behaviour> behaviour;  ///< nothing: not asked for
  std::vector<base::Finding> findings;       ///< of reading and of converting, in report order
  std::vector<diff::Entry> before_objects;   ///< as patches show them: normalized, in their own version
  std::vector<diff::Entry> after_objects;
  std::vector<diff::PathGlob> ignore;
  std::optional<std::size_t> context;  ///< lines around a change; nothing: as the format likes
};

/// Whether something differs in what was asked for.
[[nodiscard]] bool differs(const DiffReport& report);

/// Whether objects differ and the traffic does not; false when one of the two was not asked for, or when the
/// configuration of the mesh differs as well, which may change traffic in ways that are not computed.
[[nodiscard]] bool differs_without_effect(const DiffReport& report);

/// One output format of a comparison.
struct DiffFormat {
  std::string_view name;  ///< as --format takes it
  void (*write)(const DiffReport& report, Color color, std::ostream& out);
  diff::Matrix matrix = diff::Matrix::kLeftOut;  ///< whether it shows who may reach whom
};

/// All formats, by name. A new one is a file diff_NAME.cpp with its function, and a line in this list.
[[nodiscard]] std::span<const DiffFormat> diff_formats();

}  // namespace nsmkit::render
