#pragma once

#include <span>

#include "base/finding.hpp"
#include "releases/catalog.hpp"

namespace nsmkit::meshconfig {

/// Findings about the fields of a configuration (NSM710 to NSM719, NSM750).
extern const base::RuleInfo kConfigUnknown;
extern const base::RuleInfo kConfigRetired;
extern const base::RuleInfo kConfigDeprecated;
extern const base::RuleInfo kConfigTooNew;
extern const base::RuleInfo kConfigType;
extern const base::RuleInfo kConfigValue;
extern const base::RuleInfo kConfigTtl;
extern const base::RuleInfo kConfigRequired;
extern const base::RuleInfo kConfigYamlTrap;
extern const base::RuleInfo kConfigRefused;
extern const base::RuleInfo kConfigUnchecked;

/// Rules between fields (NSM720 to NSM729).
extern const base::RuleInfo kRegistryCredentials;
extern const base::RuleInfo kInjectionLists;
extern const base::RuleInfo kTracingAndTelemetry;
extern const base::RuleInfo kTracingIncomplete;
extern const base::RuleInfo kTelemetryIncomplete;
extern const base::RuleInfo kUpstreamAuthority;
extern const base::RuleInfo kVaultAuth;
extern const base::RuleInfo kRandomWithBreakers;
extern const base::RuleInfo kModeOffUnquoted;
extern const base::RuleInfo kBodySizeUnquoted;

/// Known issues of releases, as far as a configuration shows them (NSM730 to NSM749).
extern const base::RuleInfo kImageTagStale;
extern const base::RuleInfo kRegistryServerEmpty;
extern const base::RuleInfo kClusterDomain;
extern const base::RuleInfo kTracingAddress;
extern const base::RuleInfo kTracerNotDeployed;
extern const base::RuleInfo kCaTtlShort;
extern const base::RuleInfo kUpstreamAuthorityHop;
extern const base::RuleInfo kRegistryLoginBroken;
extern const base::RuleInfo kPublicImagesDisabled;
extern const base::RuleInfo kBundledMonitoring;
extern const base::RuleInfo kStrictDnsTcp;
extern const base::RuleInfo kBodySizeLimit;
extern const base::RuleInfo kUpgradeFieldMissing;
extern const base::RuleInfo kUpgradeSource;
extern const base::RuleInfo kMtlsAnnotationWeaker;
extern const base::RuleInfo kVaultMountLost;
extern const base::RuleInfo kPcaBundleUnused;
extern const base::RuleInfo kAwsSecretKeyUnused;
extern const base::RuleInfo kTtlLoose;

/// Secrets (NSM801 to NSM804).
extern const base::RuleInfo kSecretInFile;
extern const base::RuleInfo kSecretInCommand;
extern const base::RuleInfo kSecretInRelease;
extern const base::RuleInfo kSecretPlaceholder;

/// All of the above, by code.
[[nodiscard]] std::span<const base::RuleInfo* const> check_rule_infos();

/// Whether a rule applies to a target release by its own declaration.
[[nodiscard]] bool applies_to(const base::RuleInfo& rule, const releases::Release& to);

}  // namespace nsmkit::meshconfig
