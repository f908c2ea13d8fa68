#include "render/report.hpp"

#include <algorithm>

namespace nsmkit::render {

namespace {

void count(Summary& summary, const Result& result) {
  if (result.suppression) {
    ++summary.suppressed;
    return;
  }
  switch (result.finding.severity) {
    case base::Severity::kError:
      ++summary.errors;
      break;
    case base::Severity::kWarning:
      ++summary.warnings;
      break;
    case base::Severity::kInfo:
      ++summary.infos;
      break;
  }
}

}  // namespace

std::string_view to_string(SuppressedBy by) {
  switch (by) {
    case SuppressedBy::kAnnotation:
      return "annotation";
    case SuppressedBy::kBaseline:
      return "baseline";
    case SuppressedBy::kAllowed:
      return "allowed";
  }
  return "";
}

void finish(Report& report) {
  std::stable_sort(report.results.begin(), report.results.end(),
                   [](const Result& a, const Result& b) { return base::report_order(a.finding, b.finding); });
  for (const Result& result : report.results) {
    count(report.summary, result);
  }
}

std::vector<const Result*> shown(const Report& report) {
  std::vector<const Result*> results;
  for (const Result& result : report.results) {
    if (!result.suppression || report.show_suppressed) {
      results.push_back(&result);
    }
  }
  return results;
}

bool fails(const Report& report, const Result& result) {
  if (result.suppression) {
    return false;
  }
  return result.finding.rule->incomplete || (report.fail_on && result.finding.severity >= *report.fail_on);
}

bool complete(const Report& report) {
  return std::none_of(report.results.begin(), report.results.end(),
                      [](const Result& result) { return result.finding.rule->incomplete; });
}

std::string place(const base::Location& location) {
  if (location.position.line == 0) {
    return location.file;
  }
  return location.file + ":" + std::to_string(location.position.line) + ":" +
         std::to_string(location.position.column);
}

}  // namespace nsmkit::render
