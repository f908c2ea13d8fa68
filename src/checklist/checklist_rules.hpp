#pragma once

#include <span>

#include "base/finding.hpp"

namespace nsmkit::checklist {

/// NSM56x: what the user says of the mesh does not fit the files, or the cluster does not fit the releases.
extern const base::RuleInfo kReleaseContradiction;
extern const base::RuleInfo kPlatformContradiction;
extern const base::RuleInfo kInstallerContradiction;
extern const base::RuleInfo kNameContradiction;
extern const base::RuleInfo kSeveralReleases;
extern const base::RuleInfo kClusterUnfit;
extern const base::RuleInfo kClusterUnfitNow;

/// All of the above, by code.
[[nodiscard]] std::span<const base::RuleInfo* const> checklist_rules();

}  // namespace nsmkit::checklist
