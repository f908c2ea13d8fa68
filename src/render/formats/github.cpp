// GitHub Actions: workflow commands that annotate the lines of a pull request.
#include "model/resource.hpp"
#include "render/renderer.hpp"
#include "render/text_finding.hpp"

namespace nsmkit::render {

namespace {

enum class Place : std::uint8_t { kMessage, kProperty };

// As actions/toolkit does (packages/core/src/command.ts): nothing else needs escaping.
std::string escaped(std::string_view text, Place place) {
  std::string out;
  for (const char c : text) {
    if (c == '%') {
      out.append("%25");
    } else if (c == '\r') {
      out.append("%0D");
    } else if (c == '\n') {
      out.append("%0A");
    } else if (c == ':' && place == Place::kProperty) {
      out.append("%3A");
    } else if (c == ',' && place == Place::kProperty) {
      out.append("%2C");
    } else {
      out.push_back(c);
    }
  }
  return out;
}

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
      out << "::" << (result->suppression ? "notice" : command_of(finding.severity))
          << " file=" << escaped(printable(finding.location.file), Place::kProperty);
      if (finding.location.position.line != 0) {
        out << ",line=" << finding.location.position.line << ",col=" << finding.location.position.column;
      }
      out << ",title=" << finding.rule->code << ' ' << finding.rule->slug
          << "::" << escaped(message_of(*result), Place::kMessage) << '\n';
    }
  }
};

}  // namespace

std::unique_ptr<Renderer> make_github_renderer() { return std::make_unique<GithubRenderer>(); }

}  // namespace nsmkit::render
