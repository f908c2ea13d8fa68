// GitHub Flavored Markdown, for comments on pull requests and job summaries.
#include "model/resource.hpp"
#include "render/markdown_text.hpp"
#include "render/renderer.hpp"

namespace nsmkit::render {

namespace {

std::string subject(const base::Finding& finding) {
  if (!finding.resource) {
    return "";
  }
  std::string text = markdown_text(model::display_name(*finding.resource));
  if (!finding.path.empty()) {
    text.append("<br>").append(markdown_text(finding.path));
  }
  return text;
}

std::string statement(const Result& result) {
  std::string text = markdown_text(result.finding.message);
  if (!result.finding.remedy.empty()) {
    text.append("<br>*Remedy:* ").append(markdown_text(result.finding.remedy));
  }
  if (result.suppression) {
    text.append("<br>*Suppressed by ").append(to_string(result.suppression->by)).append(":* ");
    text.append(markdown_text(result.suppression->reason));
  }
  return text;
}

void write_summary(const Report& report, std::ostream& out) {
  const Summary& summary = report.summary;
  out << "## nsmkit validate for " << markdown_text(report.to) << "\n\n"
      << "| files | resources | checked | skipped | errors | warnings | info | suppressed |\n"
      << "|---:|---:|---:|---:|---:|---:|---:|---:|\n"
      << "| " << summary.files << " | " << summary.resources << " | " << summary.checked << " | "
      << summary.skipped << " | " << summary.errors << " | " << summary.warnings << " | " << summary.infos
      << " | " << summary.suppressed << " |\n";
  if (!complete(report)) {
    out << "\n**Some input was not read to its end, so this report is incomplete.**\n";
  }
}

class MarkdownRenderer final : public Renderer {
 public:
  [[nodiscard]] std::string_view name() const override { return "markdown"; }

  void render(const Report& report, Color /*color*/, std::ostream& out) const override {
    write_summary(report, out);
    const auto results = shown(report);
    if (results.empty()) {
      out << "\nNo findings.\n";
      return;
    }
    out << "\n| severity | rule | place | object | finding |\n|---|---|---|---|---|\n";
    for (const Result* result : results) {
      const base::Finding& finding = result->finding;
      out << "| " << base::to_string(finding.severity) << " | " << finding.rule->code << ' '
          << finding.rule->slug << " | " << markdown_text(place(finding.location)) << " | "
          << subject(finding) << " | " << statement(*result) << " |\n";
    }
  }
};

}  // namespace

std::unique_ptr<Renderer> make_markdown_renderer() { return std::make_unique<MarkdownRenderer>(); }

}  // namespace nsmkit::render
