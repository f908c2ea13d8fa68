#include "render/checklist_markdown.hpp"

#include <sstream>

#include "render/checklist_words.hpp"
#include "render/markdown_text.hpp"
#include "render/text_finding.hpp"

namespace nsmkit::render {

namespace {

using checklist::Plan;
using checklist::Step;

// Below an item of a list, everything is indented by its width.
std::string indented(const std::string& block) {
  std::string out;
  std::istringstream lines(block);
  for (std::string line; std::getline(lines, line);) {
    out += (line.empty() ? "" : "  ") + line + "\n";
  }
  return out;
}

void write_evidence(const std::vector<checklist::Evidence>& all, std::string_view indent, std::ostream& out) {
  for (const auto& evidence : all) {
    out << indent << "- " << markdown_text(evidence_line(evidence)) << '\n';
  }
}

// Control characters would be taken for what they are by whoever copies the block.
std::string block_of(const Step& step) {
  std::string block;
  std::istringstream lines(command_block(step));
  for (std::string line; std::getline(lines, line);) {
    block += printable(line) + "\n";
  }
  return block;
}

void write_step(const Step& step, std::ostream& out) {
  out << "\n- [ ] **" << markdown_text(step.title) << "** (" << base::to_string(step.severity) << ", "
      << to_string(step.owner);
  if (!downtime_text(step.downtime).empty()) {
    out << ", *" << downtime_text(step.downtime) << "*";
  }
  out << ")\n\n  " << markdown_text(step.why) << '\n';
  if (!step.commands.empty()) {
    out << '\n' << indented(markdown_block(block_of(step), "sh"));
  }
  if (!step.expect.empty()) {
    out << "\n  *Expect:* " << markdown_text(step.expect) << '\n';
  }
  if (!step.undo.empty()) {
    out << "\n  *Undo:* " << markdown_text(step.undo) << '\n';
  }
  if (!step.evidence.empty()) {
    out << "\n  *Because:*\n\n";
    write_evidence(step.evidence, "  ", out);
  }
  out << "\n  *Step* " << markdown_text(step.id) << "*, source:* ";
  bool is_first = true;
  for (const std::string& source : step.sources) {
    out << (is_first ? "" : ", ") << markdown_text(source);
    is_first = false;
  }
  out << '\n';
}

void write_plan(const Plan& plan, bool is_one_of_several, std::ostream& out) {
  out << "\n## " << markdown_text(plan.title)
      << (plan.recommended && is_one_of_several ? " (recommended)" : "") << "\n\n"
      << markdown_text(plan.summary) << "\n\n"
      << "| | |\n|---|---|\n"
      << "| downtime | " << markdown_text(plan.cost.downtime) << " |\n"
      << "| cluster | " << markdown_text(plan.cost.kubernetes) << " |\n"
      << "| steps | " << plan.steps.size() << " |\n";
  for (const auto& hop : plan.hops) {
    out << "| hop | " << markdown_text(hop_line(hop)) << " |\n";
  }
  std::optional<checklist::Phase> phase;
  for (const Step& step : plan.steps) {
    if (phase != step.phase) {
      phase = step.phase;
      out << "\n### " << phase_title(step.phase) << '\n';
    }
    write_step(step, out);
  }
  if (plan.ruled_out.empty()) {
    return;
  }
  out << "\n### Checked, does not apply\n\n";
  for (const auto& each : plan.ruled_out) {
    out << "- " << markdown_text(each.title) << " (" << markdown_text(each.id)
        << "): " << markdown_text(each.reason) << '\n';
    write_evidence(each.evidence, "  ", out);
  }
}

}  // namespace

void write_checklist_markdown(const checklist::Checklist& checklist, std::ostream& out) {
  out << "# Upgrade of NGINX Service Mesh from " << markdown_text(checklist.from) << " to "
      << markdown_text(checklist.to) << "\n\n| made for | | known from |\n|---|---|---|\n";
  for (const auto& assumption : checklist.assumptions) {
    out << "| " << markdown_text(assumption.name) << " | " << markdown_text(assumption.value) << " | ";
    bool is_first = true;
    for (const auto& evidence : assumption.evidence) {
      out << (is_first ? "" : "<br>") << markdown_text(evidence_line(evidence));
      is_first = false;
    }
    out << " |\n";
  }
  if (!checklist.findings.empty()) {
    out << "\n## Look at this first\n\n";
  }
  for (const base::Finding& finding : checklist.findings) {
    out << "- **" << base::to_string(finding.severity) << "** " << finding.rule->code << " "
        << markdown_text(place(finding.location)) << ": " << markdown_text(finding.message) << " *Remedy:* "
        << markdown_text(finding.remedy) << '\n';
  }
  for (const Plan& plan : checklist.plans) {
    write_plan(plan, checklist.plans.size() > 1, out);
  }
}

}  // namespace nsmkit::render
