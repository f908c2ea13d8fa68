#include "render/checklist_html.hpp"

#include <algorithm>

#include "render/checklist_parts.hpp"
#include "render/graph_html.hpp"
#include "render/html_findings.hpp"
#include "render/html_page.hpp"
#include "render/html_text.hpp"

namespace nsmkit::render {

namespace {

using checklist::Checklist;
using checklist::Plan;

std::string installer_words(checklist::Installer installer) {
  return installer == checklist::Installer::kMeshctl ? "nginx-meshctl" : "Helm";
}

std::string platform_words(releases::Platform platform) {
  return platform == releases::Platform::kOpenShift ? "OpenShift" : "Kubernetes";
}

std::string heading(const Checklist& list) {
  return "<h1>Upgrade " + html_text(list.from) + " <span aria-label=\"to\">→</span> " + html_text(list.to) +
         "</h1>\n<p class=\"lede\">On " + platform_words(list.platform) + ", installed with " +
         installer_words(list.installer) + ".</p>\n";
}

std::string assumptions(const Checklist& list) {
  if (list.assumptions.empty()) {
    return "";
  }
  std::string out =
      "<details class=\"box assumptions\" open><summary>What this page was made for</summary>\n<dl>\n";
  for (const checklist::Assumption& each : list.assumptions) {
    out.append("<div>").append(html_element("dt", "", each.name)).append("<dd>");
    out.append(html_element("span", "value", each.value)).append(html_evidence(each.evidence));
    out.append("</dd></div>\n");
  }
  return out.append("</dl>\n</details>\n");
}

// Hidden by the style sheet where there is one plan only, or no script to turn the pages.
std::string tabs(const Checklist& list) {
  if (list.plans.size() < 2) {
    return "";
  }
  std::string out = "<div class=\"tabs needs-script\" role=\"tablist\" aria-label=\"Plans\">\n";
  for (std::size_t i = 0; const Plan& plan : list.plans) {
    const std::string anchor = plan_anchor(i);
    out.append("<button type=\"button\" role=\"tab\" id=\"").append(anchor).append("tab\" aria-controls=\"");
    out.append(anchor).append("\" aria-selected=\"").append(i == 0 ? "true" : "false");
    out.append("\" tabindex=\"").append(i == 0 ? "0" : "-1").append("\"><span class=\"tab-title\">");
    out.append(html_text(plan.title)).append("</span><span class=\"tab-note\">");
    out.append(plan.recommended ? "Recommended · " : "").append(count_words(plan.steps.size(), "step"));
    out.append("</span></button>\n");
    ++i;
  }
  return out.append("</div>\n<p class=\"print-only note\">This page holds ")
      .append(count_words(list.plans.size(), "plan"))
      .append("; the one chosen on the screen is printed.</p>\n");
}

constexpr std::string_view kControls =
    R"(<aside class="controls needs-script" aria-label="Progress and filters">
<div class="progress">
<p class="progress-words" id="progress-words"></p>
<progress id="progress" max="1" value="0" aria-labelledby="progress-words"></progress>
</div>
<fieldset class="filter"><legend>Phase</legend>
<label><input type="radio" name="phase" value="" checked><span>All</span></label>
<label><input type="radio" name="phase" value="before"><span>Before</span></label>
<label><input type="radio" name="phase" value="during"><span>During</span></label>
<label><input type="radio" name="phase" value="after"><span>After</span></label>
</fieldset>
<p class="field"><label for="owner">Owner</label>
<select id="owner"><option value="">All owners</option><option value="mesh">Mesh</option><option value="cluster">Cluster</option><option value="applications">Applications</option></select></p>
<p class="field"><label for="search">Search</label><input type="search" id="search" autocomplete="off" spellcheck="false"></p>
<p class="check"><label><input type="checkbox" id="open-only"><span>Hide done steps</span></label></p>
<p class="shown" id="shown"></p>
<div class="actions">
<button type="button" class="button" id="export">Export ticks</button>
<button type="button" class="button" id="import">Import ticks</button>
<input type="file" id="import-file" accept="application/json,.json" hidden tabindex="-1" aria-label="File with ticks">
<button type="button" class="button" id="print">Print</button>
<button type="button" class="button quiet" id="clear">Clear all ticks</button>
</div>
<p class="storage" id="storage"></p>
</aside>
)";

std::string hops(const Plan& plan) {
  std::string out = "<ol class=\"hops\">\n";
  for (const checklist::Hop& hop : plan.hops) {
    out.append("<li><strong>").append(html_text(hop.from)).append(" → ").append(html_text(hop.to));
    out.append("</strong> ");
    if (hop.kubernetes.empty()) {
      out.append(html_element("span", "", hop.kubernetes_note));
    } else {
      std::string versions;
      for (const std::string& version : hop.kubernetes) {
        versions.append(versions.empty() ? "" : ", ").append(version);
      }
      out.append("<span>Kubernetes ").append(html_text(versions)).append("</span>");
    }
    out.append("</li>\n");
  }
  return out.append("</ol>");
}

std::string cost(const Plan& plan) {
  std::string out = "<dl class=\"tiles\">\n<div><dt>Downtime</dt><dd><strong>";
  out.append(plan.cost.downtimes == 0 ? "None" : count_words(plan.cost.downtimes, "window"));
  out.append("</strong> ").append(html_element("span", "", plan.cost.downtime));
  out.append("</dd></div>\n<div><dt>Cluster</dt><dd>").append(html_lines(plan.cost.kubernetes));
  out.append("</dd></div>\n<div><dt>").append(plan.hops.size() == 1 ? "Hop" : "Hops").append("</dt><dd>");
  return out.append(hops(plan)).append("</dd></div>\n</dl>\n");
}

std::string_view phase_words(checklist::Phase phase) {
  switch (phase) {
    case checklist::Phase::kBefore:
      return "While the mesh runs as it is.";
    case checklist::Phase::kDuring:
      return "The change itself.";
    case checklist::Phase::kAfter:
      return "With the new mesh running.";
  }
  return "";
}

std::string steps(const Plan& plan, std::size_t index) {
  const std::vector<Window> windows = downtime_windows(plan);
  std::string out;
  for (const PhaseRun& run : phase_runs(plan)) {
    out.append("<section class=\"phase-run\">\n").append(html_element("h3", "", phase_title(run)));
    out.append(html_element("p", "phase-words", phase_words(run.phase)));
    out.append("\n<ol class=\"steps\">\n");
    for (std::size_t number = run.begin; const checklist::Step& step : run.steps) {
      const bool in_downtime = std::ranges::any_of(windows, [number](const Window& window) {
        return window.first <= number && number <= window.last;
      });
      out.append(html_step(step, index, number, in_downtime));
      ++number;
    }
    out.append("</ol>\n</section>\n");
  }
  return out;
}

std::string ruled_out(const Plan& plan) {
  if (plan.ruled_out.empty()) {
    return "";
  }
  std::string out = "<details class=\"box ruled-out\"><summary>Checked, does not apply: ";
  out.append(count_words(plan.ruled_out.size(), "note")).append("</summary>\n<ul>\n");
  for (const checklist::RuledOut& each : plan.ruled_out) {
    out.append("<li>")
        .append(html_element("h4", "", each.title))
        .append(html_element("p", "why", each.reason));
    out.append(html_evidence(each.evidence)).append("<p class=\"where\"><code>").append(html_text(each.id));
    out.append("</code>").append(each.sources.empty() ? "" : "<br>").append(html_sources(each.sources));
    out.append("</p></li>\n");
  }
  return out.append("</ul>\n</details>\n");
}

std::string plan_section(const Checklist& list, std::size_t index) {
  const Plan& plan = list.plans[index];
  const std::string anchor = plan_anchor(index);
  std::string out = "<section class=\"plan";
  out.append(index == 0 ? " current" : "").append("\" id=\"").append(anchor).append("\" data-plan=\"");
  out.append(html_text(plan.id)).append("\" aria-labelledby=\"").append(anchor).append("title\">\n");
  out.append("<h2 id=\"").append(anchor).append("title\">").append(html_text(plan.title));
  out.append(plan.recommended ? " <span class=\"chip recommended\">Recommended</span>" : "")
      .append("</h2>\n");
  out.append(html_element("p", "lede", plan.summary)).append("\n").append(cost(plan));
  out.append(html_timeline(plan, index)).append(steps(plan, index)).append(ruled_out(plan));
  return out.append("</section>\n");
}

std::string body(const Checklist& list, const std::optional<checklist::CallGraph>& graph) {
  std::string out =
      heading(list) + assumptions(list) + html_findings(list.findings, "To settle first") + tabs(list);
  out.append("<div class=\"layout\">\n").append(kControls).append("<div class=\"content\">\n");
  for (std::size_t i = 0; i < list.plans.size(); ++i) {
    out.append(plan_section(list, i));
  }
  out.append("<p class=\"nothing\" id=\"nothing\" hidden>No step fits these filters.</p>\n</div>\n</div>\n");
  return graph ? out.append(html_call_graph(*graph)) : out;
}

}  // namespace

void write_checklist_html(const Checklist& checklist, const std::optional<checklist::CallGraph>& graph,
                          std::ostream& out) {
  HtmlPage page;
  page.name = "checklist";
  page.title = "Upgrade " + checklist.from + " to " + checklist.to;
  page.data = {{"from", checklist.from}, {"to", checklist.to}};
  page.body = body(checklist, graph);
  write_html_page(page, out);
}

}  // namespace nsmkit::render
