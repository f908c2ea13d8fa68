// JUnit XML as Jenkins and GitLab read it: one test case a finding, failed if it makes the run fail.
#include <algorithm>

#include "model/resource.hpp"
#include "render/renderer.hpp"
#include "render/text_finding.hpp"

namespace nsmkit::render {

namespace {

// For texts and attributes alike. XML 1.0 has no way to write control characters, so they are shown.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        out.append("&amp;");
        break;
      case '<':
        out.append("&lt;");
        break;
      case '>':
        out.append("&gt;");
        break;
      case '"':
        out.append("&quot;");
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

std::string subject(const base::Finding& finding) {
  std::string name = std::string(finding.rule->code) + " " + std::string(finding.rule->slug);
  if (finding.resource) {
    name.append(": ").append(model::display_name(*finding.resource));
    if (!finding.path.empty()) {
      name.append(", ").append(finding.path);
    }
  }
  return name;
}

void write_text(const base::Finding& finding, std::ostream& out) {
  out << escaped(place(finding.location)) << ": " << base::to_string(finding.severity) << '['
      << finding.rule->code << "] " << escaped(finding.message) << '\n';
  if (!finding.remedy.empty()) {
    out << "remedy: " << escaped(finding.remedy) << '\n';
  }
}

void write_case(const Report& report, const Result& result, std::ostream& out) {
  const base::Finding& finding = result.finding;
  out << "    <testcase classname=\"" << escaped(finding.location.file) << "\" name=\""
      << escaped(subject(finding)) << "\" file=\"" << escaped(finding.location.file) << '"';
  if (finding.location.position.line != 0) {
    out << " line=\"" << finding.location.position.line << '"';
  }
  out << ">\n";
  if (result.suppression) {
    out << "      <skipped message=\"suppressed by " << to_string(result.suppression->by) << ": "
        << escaped(result.suppression->reason) << "\"/>\n";
  } else if (fails(report, result)) {
    out << "      <failure type=\"" << base::to_string(finding.severity) << "\" message=\""
        << escaped(finding.message) << "\">";
    write_text(finding, out);
    out << "</failure>\n";
  } else {
    out << "      <system-out>";
    write_text(finding, out);
    out << "</system-out>\n";
  }
  out << "    </testcase>\n";
}

class JunitRenderer final : public Renderer {
 public:
  [[nodiscard]] std::string_view name() const override { return "junit"; }

  // The first case says whether everything was read: some readers take a suite without cases for a fault.
  void render(const Report& report, Color /*color*/, std::ostream& out) const override {
    const auto results = shown(report);
    const bool whole = complete(report);
    const auto failures = std::count_if(results.begin(), results.end(),
                                        [&report](const Result* result) { return fails(report, *result); });
    const auto skipped = std::count_if(results.begin(), results.end(),
                                       [](const Result* result) { return result->suppression.has_value(); });
    const std::string counts = "tests=\"" + std::to_string(results.size() + 1) + "\" failures=\"" +
                               std::to_string(failures + (whole ? 0 : 1)) + "\" errors=\"0\" skipped=\"" +
                               std::to_string(skipped) + "\"";
    out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"nsmkit\" " << counts
        << ">\n  <testsuite name=\"nsmkit validate --to " << escaped(report.to) << "\" " << counts << ">\n"
        << "    <testcase classname=\"nsmkit\" name=\"input read whole\">\n";
    if (!whole) {
      out << "      <failure type=\"error\" message=\"some input was not read to its end\"/>\n";
    }
    out << "      <system-out>" << report.summary.checked
        << " resources checked</system-out>\n    </testcase>\n";
    for (const Result* result : results) {
      write_case(report, *result, out);
    }
    out << "  </testsuite>\n</testsuites>\n";
  }
};

}  // namespace

std::unique_ptr<Renderer> make_junit_renderer() { return std::make_unique<JunitRenderer>(); }

}  // namespace nsmkit::render
