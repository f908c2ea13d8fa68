#include "render/report.hpp"

#include <algorithm>

namespace nsmkit::render {

void finish(Report& report) {
  std::stable_sort(report.findings.begin(), report.findings.end(), base::report_order);
  for (const base::Finding& finding : report.findings) {
    switch (finding.severity) {
      case base::Severity::kError:
        ++report.summary.errors;
        break;
      case base::Severity::kWarning:
        ++report.summary.warnings;
        break;
      case base::Severity::kInfo:
        ++report.summary.infos;
        break;
    }
  }
}

}  // namespace nsmkit::render
