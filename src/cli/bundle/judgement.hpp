#pragma once

#include <string>
#include <vector>

#include "bundle/manifest.hpp"
#include "cli/bundle/inputs.hpp"
#include "cli/bundle/policies.hpp"
#include "cli/finding_options.hpp"
#include "meshconfig/migrate.hpp"
#include "render/report.hpp"

namespace nsmkit::cli {

/// What checking the inputs of a bundle came to.
struct Judgement {
  render::Report report;
  std::vector<bundle::AllowedRule> allowed;  ///< errors that the user allowed, by code
  bool refused = false;                      ///< there are errors that nobody allowed
};

/// Who may see past which errors.
struct JudgementOptions {
  const FindingSettings& settings;
  std::vector<std::string> allow;  ///< slugs or codes of rules; throws base::Error for unknown ones
  const releases::Release* from = nullptr;
  const releases::Release& to;
  const releases::CrdSet& crds;
};

/// Checks the objects as they will be restored against the target, and gathers all findings; empties
/// `policies.to_check` and the findings.
[[nodiscard]] Judgement judge_bundle(Policies& policies, const BundleInputs& inputs,
                                     std::vector<base::Finding> findings, const JudgementOptions& options,
                                     Context& context);

}  // namespace nsmkit::cli
