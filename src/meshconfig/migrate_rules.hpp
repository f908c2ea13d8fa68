#pragma once

#include <span>

#include "base/finding.hpp"

namespace nsmkit::meshconfig {

/// Findings about what a migration loses, renames, defaults or cannot know (NSM780 to NSM799).
extern const base::RuleInfo kRuntimeOnly;
extern const base::RuleInfo kRuntimeDrift;
extern const base::RuleInfo kCarriersContradict;
extern const base::RuleInfo kSettingRetired;
extern const base::RuleInfo kSettingRenamed;
extern const base::RuleInfo kSettingConverted;
extern const base::RuleInfo kTtlRefused;
extern const base::RuleInfo kDefaultChanged;
extern const base::RuleInfo kUnknownSettingKept;
extern const base::RuleInfo kSettingNotCarried;
extern const base::RuleInfo kImageTagReplaced;
extern const base::RuleInfo kSidecarRegistry;
extern const base::RuleInfo kInjectionUnknown;
extern const base::RuleInfo kInjectionLabels;
extern const base::RuleInfo kTelemetryReturns;
extern const base::RuleInfo kMeshctlUpgradeFails;
extern const base::RuleInfo kCarriersMissing;
extern const base::RuleInfo kSecretLeftOut;
extern const base::RuleInfo kCommandCannotCarry;
extern const base::RuleInfo kBundledAddress;

/// All of the above, by code.
[[nodiscard]] std::span<const base::RuleInfo* const> migrate_rule_infos();

}  // namespace nsmkit::meshconfig
