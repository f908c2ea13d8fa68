#include "base/finding.hpp"

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

bool report_order(const Finding& a, const Finding& b) {
  const auto key = [](const Finding& f) {
    return std::tie(f.location.file, f.location.position, f.rule->code, f.message);
  };
  return key(a) < key(b);
}

}  // namespace nsmkit::base
