#include <algorithm>

#include "meshconfig/check.hpp"
#include "meshconfig/check_rules.hpp"

namespace nsmkit::meshconfig {

// Each part of the library keeps its own.
std::span<const base::RuleInfo* const> carrier_rule_infos();
std::span<const base::RuleInfo* const> strip_rule_infos();
std::span<const base::RuleInfo* const> migrate_rule_infos();

namespace {

std::vector<const base::RuleInfo*> collect_rule_infos() {
  std::vector<const base::RuleInfo*> all;
  for (const auto infos :
       {carrier_rule_infos(), check_rule_infos(), strip_rule_infos(), migrate_rule_infos()}) {
    all.insert(all.end(), infos.begin(), infos.end());
  }
  std::sort(all.begin(), all.end(),
            [](const base::RuleInfo* a, const base::RuleInfo* b) { return a->code < b->code; });
  return all;
}

}  // namespace

std::span<const base::RuleInfo* const> rule_infos() {
  static const std::vector<const base::RuleInfo*> kAll = collect_rule_infos();
  return kAll;
}

}  // namespace nsmkit::meshconfig
