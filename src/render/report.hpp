#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"

namespace nsmkit::render {

/// What one run looked at and found. Every resource read is either checked or skipped. Suppressed findings
/// are counted apart from the others.
struct Summary {
  std::uint64_t files = 0;
  std::uint64_t documents = 0;
  std::uint64_t resources = 0;
  std::uint64_t checked = 0;
  std::uint64_t skipped = 0;
  std::uint64_t errors = 0;
  std::uint64_t warnings = 0;
  std::uint64_t infos = 0;
  std::uint64_t suppressed = 0;
};

enum class SuppressedBy : std::uint8_t { kAnnotation, kBaseline, kAllowed };

[[nodiscard]] std::string_view to_string(SuppressedBy by);

/// Why a finding does not count.
struct Suppression {
  SuppressedBy by = SuppressedBy::kAnnotation;
  std::string reason;
};

/// A finding as reports show it.
struct Result {
  base::Finding finding;
  std::string fingerprint;  ///< the same from run to run, wherever the object stands; see cli/fingerprint.hpp
  std::optional<Suppression> suppression;
};

/// A validation as every format shows it. Results are in report order.
struct Report {
  std::optional<std::string> from;
  std::string to;  ///< release, or the name of the user's own CRDs
  Summary summary;
  std::optional<base::Severity> fail_on = base::Severity::kError;  ///< nothing: never
  bool show_suppressed = false;
  std::vector<Result> results;  ///< suppressed ones included
};

/// Sorts the results into report order and counts them.
void finish(Report& report);

/// The results to show, in report order: suppressed ones only when they were asked for.
[[nodiscard]] std::vector<const Result*> shown(const Report& report);

/// Whether this result alone makes the exit status other than 0.
[[nodiscard]] bool fails(const Report& report, const Result& result);

/// False when some input was not read to its end.
[[nodiscard]] bool complete(const Report& report);

/// FILE:LINE:COLUMN, or FILE alone where there is no line.
[[nodiscard]] std::string place(const base::Location& location);

}  // namespace nsmkit::render
