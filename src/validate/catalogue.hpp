#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/finding.hpp"

namespace nsmkit::validate {

/// Findings about what the user wrote to silence other findings. None of them can be silenced.
extern const base::RuleInfo kSuppressionInvalid;  ///< NSM130
extern const base::RuleInfo kSuppressionUnused;   ///< NSM131
extern const base::RuleInfo kBaselineExpired;     ///< NSM132
extern const base::RuleInfo kBaselineUnused;      ///< NSM133

/// The four above, by code.
[[nodiscard]] std::span<const base::RuleInfo* const> suppression_rules();

/// What is found in the text, by the schemas and about ownership, besides the rules of rules/; in no order.
[[nodiscard]] std::vector<const base::RuleInfo*> fixed_rule_infos();

/// A kind of finding and the object kinds it looks at; none for those that look at text or at any object.
struct CatalogueEntry {
  const base::RuleInfo* info = nullptr;
  std::span<const std::string_view> kinds;
};

/// Every kind of finding that reading and validating can give, by code, each code once.
[[nodiscard]] std::vector<CatalogueEntry> all_rule_infos();

/// Whether the user may switch the rule off, silence it or lower its severity: not what tells that input was
/// not read as it stands (NSM1xx).
[[nodiscard]] bool can_be_silenced(const base::RuleInfo& rule);

}  // namespace nsmkit::validate
