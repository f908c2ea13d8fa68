#pragma once

#include <span>

#include "base/finding.hpp"

namespace nsmkit::meshconfig {

/// Findings about reading carriers of mesh configuration (NSM701 to NSM709).
extern const base::RuleInfo kCarrierUnreadable;
extern const base::RuleInfo kHelmReleaseSuperseded;
extern const base::RuleInfo kDeployFlagUnknown;
extern const base::RuleInfo kDeployFlagValue;
extern const base::RuleInfo kShellVariable;
extern const base::RuleInfo kDeployFlagFile;
extern const base::RuleInfo kDeployArgument;
extern const base::RuleInfo kDeployFlagRepeated;
extern const base::RuleInfo kDeployCommands;

/// All of the above, by code.
[[nodiscard]] std::span<const base::RuleInfo* const> carrier_rule_infos();

}  // namespace nsmkit::meshconfig
