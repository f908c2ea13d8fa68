#include "model/ownership_rules.hpp"
#include "model/reading_rules.hpp"
#include "validate/catalogue.hpp"
#include "validate/schema_rules.hpp"

namespace nsmkit::validate {

using base::RuleInfo;
using base::Severity;

const RuleInfo kSuppressionInvalid{
    "NSM130",
    "suppression-invalid",
    Severity::kWarning,
    "an nsmkit/ignore annotation that cannot be followed",
    "It silences nothing: the rule is unknown or may not be silenced, or the reason is missing.",
    "Write `slug: reason`, several separated by `;` or line breaks; `nsmkit rules` lists the slugs.",
    "nsmkit: every suppression carries its reason"};
const RuleInfo kSuppressionUnused{
    "NSM131",
    "suppression-unused",
    Severity::kInfo,
    "an nsmkit/ignore annotation that silences nothing",
    "The fault it was written for is gone; left standing, it would hide a new one.",
    "Remove the entry from the annotation.",
    "nsmkit: every suppression carries its reason"};
const RuleInfo kBaselineExpired{"NSM132",
                                "baseline-expired",
                                Severity::kWarning,
                                "an entry of the baseline whose date has passed",
                                "It no longer silences anything: the findings it covered are reported again.",
                                "Remove the fault and the entry, or give the entry a later date.",
                                "nsmkit: every suppression carries its reason"};
const RuleInfo kBaselineUnused{"NSM133",
                               "baseline-unused",
                               Severity::kInfo,
                               "an entry of the baseline that covers more than was found",
                               "What it was written for is gone; left standing, it would hide a new fault.",
                               "Write the baseline anew with --write-baseline, or remove the entry.",
                               "nsmkit: every suppression carries its reason"};

std::span<const RuleInfo* const> suppression_rules() {
  static const RuleInfo* const kRules[] = {&kSuppressionInvalid, &kSuppressionUnused, &kBaselineExpired,
                                           &kBaselineUnused};
  return kRules;
}

std::vector<const RuleInfo*> fixed_rule_infos() {
  std::vector<const RuleInfo*> infos = {&model::kOwnedByController, &model::kFinalizerPresent};
  for (const auto list : {model::reading_rules(), suppression_rules(), rules::schema_rules()}) {
    infos.insert(infos.end(), list.begin(), list.end());
  }
  return infos;
}

}  // namespace nsmkit::validate
