#include "render/checklist_parts.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "render/html_text.hpp"
#include "render/report.hpp"

namespace nsmkit::render {

namespace {

std::string_view phase_word(checklist::Phase phase) {
  switch (phase) {
    case checklist::Phase::kBefore:
      return "Before";
    case checklist::Phase::kDuring:
      return "During";
    case checklist::Phase::kAfter:
      return "After";
  }
  return "";
}

}  // namespace

std::vector<PhaseRun> phase_runs(const checklist::Plan& plan) {
  std::vector<PhaseRun> runs;
  std::array<std::size_t, 3> counts{};
  const std::span<const checklist::Step> all(plan.steps);
  for (std::size_t begin = 0; begin < all.size();) {
    const checklist::Phase phase = all[begin].phase;
    const auto end = std::ranges::find_if(
        all.subspan(begin), [phase](const checklist::Step& step) { return step.phase != phase; });
    const auto length = static_cast<std::size_t>(end - all.subspan(begin).begin());
    runs.push_back(
        {phase, begin, all.subspan(begin, length), ++counts.at(static_cast<std::size_t>(phase)), 1});
    begin += length;
  }
  for (PhaseRun& run : runs) {
    run.of = counts.at(static_cast<std::size_t>(run.phase));
  }
  return runs;
}

std::string phase_title(const PhaseRun& run) {
  std::string title(phase_word(run.phase));
  if (run.of > 1) {
    title.append(" (").append(std::to_string(run.number)).append(" of ").append(std::to_string(run.of));
    title.append(")");
  }
  return title;
}

std::vector<Window> downtime_windows(const checklist::Plan& plan) {
  std::vector<Window> windows;
  std::optional<std::size_t> start;
  std::size_t index = 0;
  for (const checklist::Step& step : plan.steps) {
    if (step.downtime == checklist::Downtime::kStarts && !start) {
      start = index;
    } else if (step.downtime == checklist::Downtime::kEnds && start) {
      windows.push_back({*start, index});
      start.reset();
    }
    ++index;
  }
  if (start) {
    windows.push_back({*start, index - 1});
  }
  return windows;
}

std::string plan_anchor(std::size_t plan) { return "p" + std::to_string(plan + 1); }

std::string step_anchor(std::size_t plan, std::size_t step) {
  return plan_anchor(plan) + "s" + std::to_string(step + 1);
}

std::string_view weight_word(base::Severity severity) {
  switch (severity) {
    case base::Severity::kError:
      return "Must";
    case base::Severity::kWarning:
      return "Should";
    case base::Severity::kInfo:
      return "Advice";
  }
  return "";
}

std::string_view owner_word(checklist::Owner owner) {
  switch (owner) {
    case checklist::Owner::kMesh:
      return "Mesh";
    case checklist::Owner::kCluster:
      return "Cluster";
    case checklist::Owner::kApplications:
      return "Applications";
  }
  return "";
}

std::string html_evidence(std::span<const checklist::Evidence> evidence) {
  if (evidence.empty()) {
    return "";
  }
  std::string out = "<ul class=\"evidence\">";
  for (const checklist::Evidence& each : evidence) {
    out.append("<li>").append(html_text(each.text));
    if (each.location) {
      out.append(each.text.empty() ? "" : " ").append("<code class=\"place\">");
      out.append(html_text(place(*each.location))).append("</code>");
    }
    out.append("</li>");
  }
  return out.append("</ul>");
}

std::string html_sources(std::span<const std::string> sources) {
  std::string out;
  for (const std::string& source : sources) {
    out.append(out.empty() ? "" : "<br>").append("<code>").append(html_text(source)).append("</code>");
  }
  return out;
}

}  // namespace nsmkit::render
