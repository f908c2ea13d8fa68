#include "render/diff_html.hpp"

#include "render/diff_html_parts.hpp"
#include "render/diff_words.hpp"
#include "render/html_findings.hpp"
#include "render/html_page.hpp"
#include "render/html_text.hpp"

namespace nsmkit::render {

namespace {

std::string tile(std::string_view name, std::string_view number, std::string_view words) {
  std::string out = "<div><dt>";
  out.append(name).append("</dt><dd><strong>").append(number).append("</strong> ");
  return out.append(html_element("span", "", words)).append("</dd></div>\n");
}

std::string number_words(std::uint64_t count, std::string_view what) {
  return std::to_string(count).append(" ").append(what);
}

std::string objects_tile(const diff::Counts& counts) {
  const std::uint64_t differing = counts.added + counts.removed + counts.changed + counts.moved;
  std::string words = number_words(counts.changed, "changed, ") + number_words(counts.added, "added, ") +
                      number_words(counts.removed, "removed, ") +
                      number_words(counts.moved, "moved or renamed, ") +
                      number_words(counts.unchanged, "unchanged");
  if (counts.ignored > 0) {
    words += ", " + count_words(counts.ignored, "difference") + " ignored";
  }
  return tile("Objects", count_words(differing, "object"), words + ".");
}

std::string settings_tile(const diff::SettingsDifference& settings) {
  const bool before = !settings.before_carriers.empty();
  const bool after = !settings.after_carriers.empty();
  if (!before && !after) {
    return tile("Configuration", "Not given", "No side holds the configuration of the mesh.");
  }
  if (before != after) {
    return tile("Configuration", "On one side", "It could not be compared.");
  }
  return tile("Configuration", count_words(settings.changes.size(), "setting"),
              number_words(settings.unchanged, "unchanged."));
}

std::string traffic_tile(const diff::Behaviour& behaviour) {
  return tile("Traffic", count_words(behaviour.changes.size(), "change"),
              count_words(behaviour.unchanged, "statement") + " unchanged.");
}

std::string_view verdict(const DiffReport& report) {
  if (!differs(report)) {
    return "No differences.";
  }
  return differs_without_effect(report) ? std::string_view(kNoEffect) : std::string_view();
}

std::string heading(const DiffReport& report) {
  std::string out = "<h1>What changed</h1>\n<p class=\"lede\"><code>" + html_text(report.before) +
                    "</code> <span aria-label=\"to\">→</span> <code>" + html_text(report.after) +
                    "</code></p>\n" + html_element("p", "verdict", verdict(report)) +
                    "<dl class=\"tiles\">\n";
  if (report.behaviour) {
    out.append(traffic_tile(*report.behaviour));
  }
  if (report.structure) {
    out.append(objects_tile(report.difference.counts)).append(settings_tile(report.difference.settings));
  }
  return out.append("</dl>\n");
}

constexpr std::string_view kControls =
    R"(<aside class="controls needs-script" aria-label="Filters">
<p class="field"><label for="search">Search</label><input type="search" id="search" autocomplete="off" spellcheck="false"></p>
<p class="field"><label for="what">What</label>
<select id="what"><option value="">Everything</option></select></p>
<fieldset class="filter"><legend>Change</legend>
<label><input type="radio" name="change" value="" checked><span>All</span></label>
<label><input type="radio" name="change" value="new"><span>New</span></label>
<label><input type="radio" name="change" value="gone"><span>Gone</span></label>
<label><input type="radio" name="change" value="other"><span>Other</span></label>
</fieldset>
<p class="shown" id="shown"></p>
<div class="actions">
<button type="button" class="button" id="open-all">Open all</button>
<button type="button" class="button" id="close-all">Close all</button>
<button type="button" class="button" id="print">Print</button>
</div>
</aside>
)";

std::string body(const DiffReport& report) {
  std::string out = heading(report) + html_findings(report.findings, "Noted while reading");
  out.append("<div class=\"layout\">\n").append(kControls).append("<div class=\"content\">\n");
  if (report.behaviour) {
    if (report.behaviour->access) {
      out.append(html_access_matrix(*report.behaviour->access));
    }
    out.append(html_statements(report));
  }
  if (report.structure) {
    out.append(html_settings(report.difference.settings)).append(html_objects(report.difference));
  }
  return out.append(
      "<p class=\"nothing\" id=\"nothing\" hidden>Nothing fits these filters.</p>\n</div>\n</div>\n");
}

}  // namespace

void write_diff_html(const DiffReport& report, Color /*color*/, std::ostream& out) {
  HtmlPage page;
  page.name = "diff";
  page.title = "What changed: " + report.before + " to " + report.after;
  page.data = {{"before", report.before}, {"after", report.after}};
  page.body = body(report);
  write_html_page(page, out);
}

}  // namespace nsmkit::render
