#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "cli/app.hpp"
#include "cli/baseline.hpp"
#include "cli/finding_options.hpp"
#include "model/resource_set.hpp"
#include "releases/catalog.hpp"
#include "render/report.hpp"

namespace nsmkit::cli {

/// Decides what becomes of findings: left out, of another severity, suppressed by an annotation or the
/// baseline.
class FindingJudge {
 public:
  /// Reads the baseline and opens the one to be written, before any work is done.
  FindingJudge(const FindingSettings& settings, Context& context);

  /// All findings with their fingerprints, and with findings about the suppressions themselves. `to` is null
  /// when the target is the user's own CRDs. A baseline is not written when input was not read to its end.
  [[nodiscard]] std::vector<render::Result> results(std::vector<base::Finding> findings,
                                                    const model::ResourceSet& resources,
                                                    const releases::Release* to);

 private:
  void write_baseline(const std::vector<render::Result>& results, const std::vector<FindingKey>& keys);

  const FindingSettings& settings_;
  Context& context_;
  Baseline baseline_;
  std::unique_ptr<io::OutputFile> file_;
};

}  // namespace nsmkit::cli
