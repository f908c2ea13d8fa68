#include "render/html_findings.hpp"

#include "model/resource.hpp"
#include "render/html_text.hpp"
#include "render/report.hpp"

namespace nsmkit::render {

namespace {

std::string finding_item(const base::Finding& finding) {
  std::string out = "<li class=\"finding ";
  out.append(base::to_string(finding.severity)).append("\"><p><span class=\"severity\">");
  out.append(base::to_string(finding.severity)).append("</span> ").append(html_text(finding.message));
  out.append("</p>\n<p class=\"where\">");
  if (finding.rule != nullptr) {
    out.append("<code>").append(html_text(finding.rule->code)).append("</code> ");
  }
  if (!finding.location.file.empty()) {
    out.append("<code class=\"place\">").append(html_text(place(finding.location))).append("</code> ");
  }
  if (finding.resource) {
    out.append(html_text(model::display_name(*finding.resource)));
    out.append(finding.path.empty() ? "" : ", ").append(html_text(finding.path));
  }
  return out.append("</p>\n").append(html_element("p", "remedy", finding.remedy)).append("</li>\n");
}

}  // namespace

std::string html_findings(std::span<const base::Finding> findings, std::string_view title) {
  if (findings.empty()) {
    return "";
  }
  std::string out = "<section aria-labelledby=\"findings-title\">\n<h2 id=\"findings-title\">" +
                    html_text(title) + "</h2>\n<ul class=\"findings\">\n";
  for (const base::Finding& finding : findings) {
    out.append(finding_item(finding));
  }
  return out.append("</ul>\n</section>\n");
}

}  // namespace nsmkit::render
