#include "render/diff_markdown.hpp"

#include "render/diff_words.hpp"
#include "render/markdown_text.hpp"
#include "render/report.hpp"

namespace nsmkit::render {

namespace {

constexpr std::string_view kNewLine = "<br>";

std::string object_cell(const diff::ObjectChange& change) {
  std::string cell = markdown_text(object_words(change));
  if (const std::string likeness = likeness_words(change); !likeness.empty()) {
    cell.append(kNewLine).append(markdown_text(likeness));
  }
  return cell;
}

std::string values_cell(const diff::ObjectChange& change) {
  std::string cell;
  for (const diff::ValueChange& value : change.values) {
    cell.append(cell.empty() ? "" : kNewLine).append(markdown_text(value.path)).append(": ");
    cell.append(markdown_text(change_words(value)));
  }
  return cell;
}

void write_objects(const diff::Difference& difference, std::ostream& out) {
  const diff::Counts& counts = difference.counts;
  out << "| objects before | after | unchanged | added | removed | changed | moved or renamed |\n"
      << "|---:|---:|---:|---:|---:|---:|---:|\n"
      << "| " << counts.before << " | " << counts.after << " | " << counts.unchanged << " | " << counts.added
      << " | " << counts.removed << " | " << counts.changed << " | " << counts.moved << " |\n";
  for (const diff::VersionChange& version : difference.versions) {
    out << "\n" << markdown_text(version_words(version)) << "\n";
  }
  if (difference.objects.empty()) return;
  out << "\n| | object | what differs | place |\n|---|---|---|---|\n";
  for (const diff::ObjectChange& change : difference.objects) {
    out << "| " << diff::to_string(change.nature) << " | " << object_cell(change) << " | "
        << values_cell(change) << " | "
        << markdown_text(places_words(place_of(change.before), place_of(change.after))) << " |\n";
  }
}

void write_settings(const diff::SettingsDifference& settings, std::ostream& out) {
  const std::string not_held = not_held_words(settings);
  if (!diff::differs(settings) && not_held.empty()) return;
  out << "\n### Configuration of the mesh\n\n";
  if (const std::string carriers = carriers_words(settings); !carriers.empty()) {
    out << markdown_text(carriers) << "\n";
    return;
  }
  if (!not_held.empty()) {
    out << markdown_text(not_held) << "\n\n";
  }
  if (settings.changes.empty()) return;
  out << "| | setting | what differs | place |\n|---|---|---|---|\n";
  for (const diff::SettingChange& change : settings.changes) {
    out << "| " << diff::to_string(change.nature) << " | " << markdown_text(change.name) << " | "
        << markdown_text(change_words(change)) << " | "
        << markdown_text(places_words(change.before ? &change.before->location : nullptr,
                                      change.after ? &change.after->location : nullptr))
        << " |\n";
  }
}

std::string lines_cell(const std::vector<std::string>& lines) {
  std::string cell;
  for (const std::string& line : lines) {
    cell.append(cell.empty() ? "" : kNewLine).append(markdown_text(line));
  }
  return cell;
}

void write_statements(const std::vector<diff::BehaviourChange>& changes, std::ostream& out) {
  out << "| | what | before | after | unchanged |\n|---|---|---|---|---|\n";
  for (const diff::BehaviourChange& change : changes) {
    const SideLines lines = side_lines(change);
    out << "| " << diff::to_string(change.effect) << " | " << markdown_text(change.text) << " | "
        << lines_cell(lines.before) << " | " << lines_cell(lines.after) << " | "
        << lines_cell(lines.unchanged) << " |\n";
  }
}

void write_behaviour(const DiffReport& report, std::ostream& out) {
  out << "\n### Behaviour\n\n";
  if (report.behaviour->changes.empty()) {
    out << (differs_without_effect(report) ? kNoEffect : "What the policies do to traffic stays the same.")
        << "\n";
  } else {
    write_statements(report.behaviour->changes, out);
  }
  for (const std::string& assumption : report.behaviour->assumptions) {
    out << "\n*Assumed:* " << markdown_text(assumption) << "\n";
  }
}

}  // namespace

void write_diff_markdown(const DiffReport& report, Color /*color*/, std::ostream& out) {
  out << "## nsmkit diff of " << markdown_text(report.before) << " and " << markdown_text(report.after)
      << "\n\n";
  if (!differs(report)) {
    out << "No differences.\n\n";
  }
  if (report.structure) {
    write_objects(report.difference, out);
    write_settings(report.difference.settings, out);
  }
  if (report.behaviour) {
    write_behaviour(report, out);
  }
  if (report.findings.empty()) return;
  out << "\n### Findings\n\n";
  for (const base::Finding& finding : report.findings) {
    out << "- " << finding.rule->code << ' ' << markdown_text(place(finding.location)) << ": "
        << markdown_text(finding.message) << "\n";
  }
}

}  // namespace nsmkit::render
