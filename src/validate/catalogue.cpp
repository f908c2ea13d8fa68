#include "validate/catalogue.hpp"

#include <algorithm>

#include "validate/engine.hpp"
#include "validate/rule.hpp"

namespace nsmkit::validate {

using base::RuleInfo;

std::vector<CatalogueEntry> all_rule_infos() {
  std::vector<CatalogueEntry> entries;
  for (const auto& rule : rules()) {
    entries.push_back({&rule->info(), rule->kinds()});
  }
  for (const RuleInfo* info : fixed_rule_infos()) {
    entries.push_back({info, {}});
  }
  entries.push_back({&kForeignKind, {}});
  // Some stand in two lists: what normalize reports too is a rule of its own. The rule, which has kinds,
  // stays.
  const auto by_code = [](const CatalogueEntry& a, const CatalogueEntry& b) {
    return a.info->code < b.info->code;
  };
  const auto same_code = [](const CatalogueEntry& a, const CatalogueEntry& b) {
    return a.info->code == b.info->code;
  };
  std::stable_sort(entries.begin(), entries.end(), by_code);
  entries.erase(std::unique(entries.begin(), entries.end(), same_code), entries.end());
  return entries;
}

bool can_be_silenced(const RuleInfo& rule) { return !rule.incomplete && !rule.code.starts_with("NSM1"); }

}  // namespace nsmkit::validate
