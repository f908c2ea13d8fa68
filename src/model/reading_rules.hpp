#pragma once

#include <span>

#include "base/finding.hpp"
#include "yaml/problem.hpp"

namespace nsmkit::model {

/// Findings about reading itself (NSM1xx): what could not be read, was read with a doubt, or is not carried
/// on.
extern const base::RuleInfo kFileUnreadable;
extern const base::RuleInfo kSyntax;
extern const base::RuleInfo kFileCutOff;
extern const base::RuleInfo kEncoding;
extern const base::RuleInfo kDuplicateKey;
extern const base::RuleInfo kKeyCollision;
extern const base::RuleInfo kBadKey;
extern const base::RuleInfo kBadValue;
extern const base::RuleInfo kBadAlias;
extern const base::RuleInfo kLimitExceeded;
extern const base::RuleInfo kListTruncated;
extern const base::RuleInfo kNoResources;
extern const base::RuleInfo kNotAnObject;
extern const base::RuleInfo kKindMissing;
extern const base::RuleInfo kListUncertain;
extern const base::RuleInfo kNotJson;
extern const base::RuleInfo kCommentsDropped;
extern const base::RuleInfo kNoFinalNewline;

/// The rule that a problem of the YAML reader falls under.
[[nodiscard]] const base::RuleInfo& rule_of(yaml::ProblemType type);

/// All of the above, by code.
[[nodiscard]] std::span<const base::RuleInfo* const> reading_rules();

}  // namespace nsmkit::model
