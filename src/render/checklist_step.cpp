#include "render/checklist_parts.hpp"
#include "render/html_page.hpp"
#include "render/html_text.hpp"

namespace nsmkit::render {

namespace {

std::string chip(std::string_view class_name, std::string_view text) {
  return html_element("span", "chip " + std::string(class_name), text);
}

std::string_view weight_class(base::Severity severity) {
  switch (severity) {
    case base::Severity::kError:
      return "must";
    case base::Severity::kWarning:
      return "should";
    case base::Severity::kInfo:
      return "advice";
  }
  return "";
}

std::string chips(const checklist::Step& step) {
  std::string out = "<p class=\"chips\">" + chip(weight_class(step.severity), weight_word(step.severity));
  out.append(chip("owner", owner_word(step.owner)));
  if (step.decision) {
    out.append(chip("decision", "Decide"));
  }
  if (step.downtime == checklist::Downtime::kStarts) {
    out.append(chip("downtime", "Downtime starts"));
  } else if (step.downtime == checklist::Downtime::kEnds) {
    out.append(chip("uptime", "Downtime ends"));
  }
  return out.append("</p>\n");
}

std::string commands(const checklist::Step& step) {
  if (step.commands.empty()) {
    return "";
  }
  std::string out = "<div class=\"commands\">\n";
  if (step.commands.size() > 1) {
    out.append("<p class=\"commands-head\">").append(count_words(step.commands.size(), "command"));
    out.append("<button type=\"button\" class=\"button copy-all needs-script\">Copy all</button></p>\n");
  }
  for (const checklist::Command& command : step.commands) {
    out.append(html_command(command.text, command.comment));
  }
  return out.append("</div>\n");
}

void append_fact(std::string& out, std::string_view name, std::string_view content) {
  if (!content.empty()) {
    out.append("<div><dt>").append(name).append("</dt><dd>").append(content).append("</dd></div>\n");
  }
}

}  // namespace

std::string html_step(const checklist::Step& step, std::size_t plan, std::size_t index, bool in_downtime) {
  const std::string anchor = step_anchor(plan, index);
  std::string out = "<li class=\"step";
  out.append(in_downtime ? " in-downtime" : "").append("\" id=\"").append(anchor);
  out.append("\" data-step=\"").append(html_text(step.id));
  out.append("\" data-phase=\"").append(checklist::to_string(step.phase));
  out.append("\" data-owner=\"").append(checklist::to_string(step.owner)).append("\">\n");
  out.append("<h4><input type=\"checkbox\" class=\"tick\" id=\"").append(anchor).append("t\">");
  out.append("<label for=\"").append(anchor).append("t\"><span class=\"number\">");
  out.append(std::to_string(index + 1)).append("</span> ").append(html_text(step.title));
  out.append("</label></h4>\n").append(chips(step)).append("<div class=\"step-body\">\n");
  out.append(html_element("p", "why", step.why)).append("\n").append(commands(step));
  std::string facts;
  append_fact(facts, "Expect", html_lines(step.expect));
  append_fact(facts, "Undo", html_lines(step.undo));
  append_fact(facts, "Evidence", html_evidence(step.evidence));
  append_fact(facts, step.sources.size() == 1 ? "Source" : "Sources", html_sources(step.sources));
  append_fact(facts, "Step", "<code>" + html_text(step.id) + "</code>");
  return out.append("<dl class=\"facts\">\n").append(facts).append("</dl>\n</div>\n</li>\n");
}

}  // namespace nsmkit::render
