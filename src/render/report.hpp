#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.hpp"

namespace nsmkit::render {

/// What one run looked at and found. Every resource read is either checked or skipped.
struct Summary {
  std::uint64_t files = 0;
  std::uint64_t documents = 0;
  std::uint64_t resources = 0;
  std::uint64_t checked = 0;
  std::uint64_t skipped = 0;
  std::uint64_t errors = 0;
  std::uint64_t warnings = 0;
  std::uint64_t infos = 0;
};

/// A validation as every format shows it. Findings are in report order.
struct Report {
  std::optional<std::string> from;
  std::string to;  ///< release, or the name of the user's own CRDs
  Summary summary;
  std::vector<base::Finding> findings;
};

/// Sorts the findings into report order and counts them by severity.
void finish(Report& report);

}  // namespace nsmkit::render
