#include "meshconfig/check.hpp"

#include <algorithm>

#include "meshconfig/check_parts.hpp"

namespace nsmkit::meshconfig {

namespace {

void check_settings(CheckScope& scope) {
  switch (scope.carrier().layout) {
    case Layout::kValues:
      check_values(scope);
      check_value_issues(scope);
      break;
    case Layout::kMeshConfigV1:
    case Layout::kMeshConfigV2:
      check_mesh_config(scope);
      break;
    case Layout::kResource:
      check_resource(scope);
      break;
    case Layout::kObject:
      check_object(scope);
      return;
  }
  check_known_issues(scope);
  check_secrets(scope);
}

}  // namespace

void collect_check_facts(const Carrier& carrier, CheckFacts& facts) {
  std::vector<base::Finding> none;
  const CheckScope scope(carrier, facts, none);
  const auto mode = scope.setting_text("mtls.mode");
  const bool runtime = carrier.layout != Layout::kValues;
  if (mode && (runtime || !facts.mtls_mode)) {
    facts.mtls_mode = std::string(*mode);
  }
}

std::vector<base::Finding> check(const Carrier& carrier, const CheckFacts& facts) {
  std::vector<base::Finding> findings;
  CheckScope scope(carrier, facts, findings);
  check_settings(scope);
  std::stable_sort(findings.begin(), findings.end(), base::report_order);
  return findings;
}

}  // namespace nsmkit::meshconfig
