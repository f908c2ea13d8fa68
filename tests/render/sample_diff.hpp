#pragma once

#include <memory>
#include <string>

#include "render/diff_report.hpp"

namespace nsmkit::render {

/// A comparison and all that it points into.
struct SampleDiff {
  SampleDiff();
  ~SampleDiff();
  SampleDiff(const SampleDiff&) = delete;
  SampleDiff& operator=(const SampleDiff&) = delete;

  DiffReport report;
  struct Sides;
  std::unique_ptr<Sides> sides;
};

/// Two backups of a small shop: every nature of change, every effect on traffic, a setting, a secret, a
/// finding.
[[nodiscard]] std::unique_ptr<SampleDiff> sample_diff();

/// The same of what an enemy could put into a backup: `text` in every place of the page.
[[nodiscard]] std::unique_ptr<SampleDiff> hostile_diff(const std::string& text);

}  // namespace nsmkit::render
