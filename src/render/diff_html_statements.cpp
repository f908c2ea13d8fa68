// What changes for traffic, in the page of a comparison.
#include <algorithm>

#include "render/diff_html_parts.hpp"
#include "render/diff_words.hpp"
#include "render/html_text.hpp"
#include "render/report.hpp"

namespace nsmkit::render {

namespace {

using diff::BehaviourChange;
using diff::Topic;

std::string_view topic_title(Topic topic) {
  switch (topic) {
    case Topic::kAccess:
      return "Access";
    case Topic::kSplit:
      return "Traffic splits";
    case Topic::kRateLimit:
      return "Rate limits";
    case Topic::kCircuitBreaker:
      return "Circuit breakers";
  }
  return "";
}

// As the filter of the page takes it.
std::string_view filter_word(diff::Effect effect) {
  switch (effect) {
    case diff::Effect::kAllowed:
    case diff::Effect::kAdded:
      return "new";
    case diff::Effect::kDenied:
    case diff::Effect::kRemoved:
      return "gone";
    default:
      return "other";
  }
}

std::string fact(std::string_view name, const std::vector<std::string>& lines) {
  if (lines.empty()) {
    return "";
  }
  std::string out = "<div><dt>";
  return out.append(name).append("</dt><dd>").append(html_joined(lines)).append("</dd></div>");
}

std::string places(const BehaviourChange& change) {
  std::vector<std::string> texts;
  std::ranges::transform(change.places, std::back_inserter(texts),
                         [](const base::Location& location) { return place(location); });
  return texts.empty() ? "" : "<p class=\"where\">" + html_joined(texts) + "</p>\n";
}

std::string statement(const BehaviourChange& change) {
  const SideLines lines = side_lines(change);
  std::string out = "<li class=\"item statement ";
  out.append(diff::to_string(change.effect)).append("\" data-what=\"").append(topic_title(change.topic));
  out.append("\" data-change=\"").append(filter_word(change.effect)).append("\">\n<p>");
  out.append(html_chip(diff::to_string(change.effect))).append(" ").append(html_text(change.text));
  out.append("</p>\n<dl class=\"facts\">").append(fact("Before", lines.before));
  out.append(fact("After", lines.after)).append(fact("Unchanged", lines.unchanged)).append("</dl>\n");
  return out.append(places(change)).append("</li>\n");
}

std::string assumptions(const diff::Behaviour& behaviour) {
  if (behaviour.assumptions.empty()) {
    return "";
  }
  std::string out = "<details class=\"box\"><summary>What this rests on</summary>\n<ul class=\"words\">\n";
  for (const std::string& each : behaviour.assumptions) {
    out.append(html_element("li", "", each)).append("\n");
  }
  return out.append("</ul>\n</details>\n");
}

}  // namespace

std::string html_statements(const DiffReport& report) {
  const diff::Behaviour& behaviour = *report.behaviour;
  std::string out =
      "<section class=\"group\" aria-labelledby=\"traffic\">\n<h2 id=\"traffic\">What changes for "
      "traffic</h2>\n";
  if (behaviour.changes.empty()) {
    out.append("<p>What the policies do to traffic stays the same.</p>\n");
  }
  const std::size_t most = std::min(behaviour.changes.size(), kMostStatements);
  for (std::size_t i = 0; i < most;) {
    const Topic topic = behaviour.changes[i].topic;
    out.append("<section class=\"run\">\n").append(html_element("h3", "", topic_title(topic)));
    out.append("\n<ul class=\"items\">\n");
    for (; i < most && behaviour.changes[i].topic == topic; ++i) {
      out.append(statement(behaviour.changes[i]));
    }
    out.append("</ul>\n</section>\n");
  }
  if (most < behaviour.changes.size()) {
    out.append("<p class=\"note\">And ").append(std::to_string(behaviour.changes.size() - most));
    out.append(" more changes: --format text and json have all of them.</p>\n");
  }
  return out.append(assumptions(behaviour)).append("</section>\n");
}

std::string html_chip(std::string_view name) {
  return std::string("<span class=\"chip ").append(name).append("\">").append(name).append("</span>");
}

}  // namespace nsmkit::render
