#include "base/finding.hpp"

#include <algorithm>

#include <tuple>

namespace nsmkit::base {

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "info";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      return "error";
  }
  return "error";
}

Finding make_finding(const RuleInfo& rule, std::string message, Location location) {
  Finding finding;
  finding.rule = &rule;
  finding.severity = rule.severity;
  finding.message = std::move(message);
  finding.remedy = rule.remedy;
  finding.location = std::move(location);
  return finding;
}

bool any_incomplete(std::span<const Finding> findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.rule->incomplete; });
}

bool any_at_least(std::span<const Finding> findings, Severity severity) {
  return std::any_of(findings.begin(), findings.end(),
                     [severity](const Finding& finding) { return finding.severity >= severity; });
}

bool report_order(const Finding& a, const Finding& b) {
  const auto key = [](const Finding& f) {
    return std::tie(f.location.file, f.location.position, f.rule->code, f.message);
  };
  return key(a) < key(b);
}

}  // namespace nsmkit::base
