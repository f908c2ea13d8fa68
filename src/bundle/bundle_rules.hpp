#pragma once

#include <span>

#include "base/finding.hpp"

namespace nsmkit::bundle {

/// Findings about making a bundle (NSM901 to NSM919).
extern const base::RuleInfo kNothingToRestore;
extern const base::RuleInfo kNameUnsafe;
extern const base::RuleInfo kNotRestored;
extern const base::RuleInfo kControllerOwned;
extern const base::RuleInfo kNoConfiguration;
extern const base::RuleInfo kOriginalLeftOut;
extern const base::RuleInfo kSecretIncluded;
extern const base::RuleInfo kMerged;
extern const base::RuleInfo kRepeated;
extern const base::RuleInfo kNoChecklist;

/// Findings about a bundle that is read (NSM920 to NSM939).
extern const base::RuleInfo kUnreadable;
extern const base::RuleInfo kBeyondLimits;
extern const base::RuleInfo kUnsafeEntry;
extern const base::RuleInfo kTrailingData;
extern const base::RuleInfo kFileMissing;
extern const base::RuleInfo kFileUnexpected;
extern const base::RuleInfo kChecksum;
extern const base::RuleInfo kManifestBroken;
extern const base::RuleInfo kNewerFormat;
extern const base::RuleInfo kManifestDisagrees;
extern const base::RuleInfo kRestoreListBroken;
extern const base::RuleInfo kScriptChanged;
extern const base::RuleInfo kSignatureWrong;
extern const base::RuleInfo kSignatureMissing;
extern const base::RuleInfo kSignatureUnchecked;

/// All of the above, by code.
[[nodiscard]] std::span<const base::RuleInfo* const> bundle_rule_infos();

}  // namespace nsmkit::bundle
