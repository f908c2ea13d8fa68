// Test Anything Protocol, version 14 (testanything.org): one test point a finding, details as YAML.
#include "base/json_text.hpp"
#include "model/resource.hpp"
#include "render/renderer.hpp"
#include "render/text_finding.hpp"

namespace nsmkit::render {

namespace {

// A `#` would start a directive such as SKIP or TODO.
std::string description(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '#' || c == '\\') {
      out.push_back('\\');
    }
    out.push_back(c);
  }
  return out;
}

// A JSON string is a YAML string as well, whatever stands in it.
void detail(std::ostream& out, std::string_view key, std::string_view value) {
  if (!value.empty()) {
    out << "  " << key << ": " << base::json_text(std::string(value)) << '\n';
  }
}

void details(std::ostream& out, const Result& result) {
  const base::Finding& finding = result.finding;
  out << "  ---\n";
  detail(out, "severity", base::to_string(finding.severity));
  detail(out, "rule", finding.rule->slug);
  detail(out, "file", finding.location.file);
  if (finding.location.position.line != 0) {
    out << "  line: " << finding.location.position.line << "\n  column: " << finding.location.position.column
        << '\n';
  }
  detail(out, "resource", finding.resource ? model::display_name(*finding.resource) : "");
  detail(out, "path", finding.path);
  detail(out, "remedy", finding.remedy);
  if (result.suppression) {
    detail(out, "suppressedBy", to_string(result.suppression->by));
    detail(out, "reason", result.suppression->reason);
  }
  out << "  ...\n";
}

class TapRenderer final : public Renderer {
 public:
  [[nodiscard]] std::string_view name() const override { return "tap"; }

  // The first point says whether everything was read, so that there is one even without findings.
  void render(const Report& report, Color /*color*/, std::ostream& out) const override {
    const auto results = shown(report);
    out << "TAP version 14\n1.." << results.size() + 1 << '\n'
        << (complete(report) ? "ok" : "not ok") << " 1 - input read whole, " << report.summary.checked
        << " resources checked\n";
    std::size_t number = 1;
    for (const Result* result : results) {
      const base::Finding& finding = result->finding;
      out << (fails(report, *result) ? "not ok " : "ok ") << ++number << " - " << finding.rule->code << ' '
          << description(place(finding.location) + " " + finding.message) << '\n';
      details(out, *result);
    }
  }
};

}  // namespace

std::unique_ptr<Renderer> make_tap_renderer() { return std::make_unique<TapRenderer>(); }

}  // namespace nsmkit::render
