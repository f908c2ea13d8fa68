#include "render/checklist_text.hpp"

#include <sstream>

#include "render/checklist_words.hpp"
#include "render/text_finding.hpp"

namespace nsmkit::render {

namespace {

using checklist::Plan;
using checklist::Step;

class TextWriter {
 public:
  TextWriter(Color color, std::ostream& out) : color_(color), out_(out) {}

  void write(const checklist::Checklist& checklist) {
    heading("Upgrade of NGINX Service Mesh from " + checklist.from + " to " + checklist.to);
    out_ << "\nMade for:\n";
    for (const auto& assumption : checklist.assumptions) {
      out_ << "  " << printable(assumption.name) << ": " << printable(assumption.value) << '\n';
      for (const auto& evidence : assumption.evidence) {
        out_ << "    " << printable(evidence_line(evidence)) << '\n';
      }
    }
    if (!checklist.findings.empty()) {
      out_ << "\nLook at this first:\n";
      for (const base::Finding& finding : checklist.findings) {
        print_finding(finding, color_, out_);
      }
    }
    for (const Plan& plan : checklist.plans) {
      write(plan, checklist.plans.size() > 1);
    }
  }

 private:
  void heading(const std::string& text) {
    out_ << (color_ == Color::kAlways ? "\x1b[1m" : "") << printable(text)
         << (color_ == Color::kAlways ? "\x1b[0m" : "") << '\n';
  }

  void field(std::string_view name, const std::string& text) {
    if (!text.empty()) {
      out_ << "     " << name << ": " << printable(text) << '\n';
    }
  }

  void write(const Plan& plan, bool is_one_of_several) {
    out_ << '\n';
    heading(plan.title + (plan.recommended && is_one_of_several ? " (recommended)" : ""));
    out_ << printable(plan.summary) << "\nDowntime: " << printable(plan.cost.downtime)
         << "\nCluster: " << printable(plan.cost.kubernetes) << "\nSteps: " << plan.steps.size() << '\n';
    for (const auto& hop : plan.hops) {
      out_ << "  " << printable(hop_line(hop)) << '\n';
    }
    std::optional<checklist::Phase> phase;
    int number = 0;
    for (const Step& step : plan.steps) {
      if (phase != step.phase) {
        phase = step.phase;
        out_ << '\n' << phase_title(step.phase) << '\n';
      }
      write(step, ++number);
    }
    if (!plan.ruled_out.empty()) {
      out_ << "\nChecked, does not apply\n";
      for (const auto& each : plan.ruled_out) {
        out_ << "  - " << printable(each.title) << " [" << printable(each.id)
             << "]: " << printable(each.reason) << '\n';
        for (const auto& evidence : each.evidence) {
          out_ << "    " << printable(evidence_line(evidence)) << '\n';
        }
      }
    }
  }

  void write(const Step& step, int number) {
    out_ << "\n " << (number < 10 ? " " : "") << number << ". ";
    std::string title = step.title + " [" + step.id + "]";
    if (!downtime_text(step.downtime).empty()) {
      title.append(" (").append(downtime_text(step.downtime)).append(")");
    }
    heading(title);
    out_ << "     " << base::to_string(step.severity) << ", " << to_string(step.owner)
         << (step.decision ? ", to read and decide" : "") << '\n';
    out_ << "     " << printable(step.why) << '\n';
    std::istringstream lines(command_block(step));
    for (std::string line; std::getline(lines, line);) {
      out_ << "       " << printable(line) << '\n';
    }
    field("Expect", step.expect);
    field("Undo", step.undo);
    for (const auto& evidence : step.evidence) {
      field("Because", evidence_line(evidence));
    }
    for (const std::string& source : step.sources) {
      field("Source", source);
    }
  }

  Color color_;
  std::ostream& out_;
};

}  // namespace

void write_checklist_text(const checklist::Checklist& checklist, Color color, std::ostream& out) {
  TextWriter(color, out).write(checklist);
}

}  // namespace nsmkit::render
