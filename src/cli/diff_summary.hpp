#pragma once

#include <cstdint>
#include <ostream>

#include "model/load.hpp"
#include "render/diff_report.hpp"

namespace nsmkit::cli {

/// What was read for a comparison.
struct DiffCounts {
  model::LoadCounts before;
  model::LoadCounts after;
  std::uint64_t converted = 0;  ///< objects that were written in another form
};

/// The closing lines of a comparison: what was read, what is the same, and how much differs.
void print_diff_summary(const DiffCounts& counts, const render::DiffReport& report, std::ostream& err);

}  // namespace nsmkit::cli
