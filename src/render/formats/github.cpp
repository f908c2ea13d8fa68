// GitHub Actions: workflow commands that annotate the lines of a pull request.
#include "model/resource.hpp"
#include "render/github_command.hpp"
#include "render/renderer.hpp"
#include "render/text_finding.hpp"

namespace nsmkit::render {

namespace {

std::string_view command_of(base::Severity severity) {
  switch (severity) {
    case base::Severity::kError:
      return "error";
    case base::Severity::kWarning:
      return "warning";
    case base::Severity::kInfo:
      return "notice";
  }
  return "notice";
}

std::string message_of(const Result& result) {
  const base::Finding& finding = result.finding;
  std::string text = printable(finding.message);
  if (finding.resource) {
    text.append("\nin ").append(printable(model::display_name(*finding.resource)));
    if (!finding.path.empty()) {
      text.append(", ").append(printable(finding.path));
    }
  }
  if (!finding.remedy.empty()) {
    text.append("\nremedy: ").append(printable(finding.remedy));
  }
  if (result.suppression) {
    text.append("\nsuppressed by ").append(to_string(result.suppression->by));
    text.append(": ").append(printable(result.suppression->reason));
  }
  return text;
}

class GithubRenderer final : public Renderer {
 public:
  [[nodiscard]] std::string_view name() const override { return "github"; }

  void render(const Report& report, Color /*color*/, std::ostream& out) const override {
    for (const Result* result : shown(report)) {
      const base::Finding& finding = result->finding;
      out << github_command(result->suppression ? "notice" : command_of(finding.severity), finding.location,
                            std::string(finding.rule->code) + " " + std::string(finding.rule->slug),
                            message_of(*result));
    }
  }
};

}  // namespace

std::unique_ptr<Renderer> make_github_renderer() { return std::make_unique<GithubRenderer>(); }

}  // namespace nsmkit::render
