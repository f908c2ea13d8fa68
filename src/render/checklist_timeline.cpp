#include <algorithm>
#include <vector>

#include "render/checklist_parts.hpp"
#include "render/html_text.hpp"

namespace nsmkit::render {

namespace {

// All widths are tenths of a percent of the drawing, so that text keeps its size on a narrow screen.
constexpr std::size_t kWhole = 1000;
constexpr std::size_t kGap = 8;
constexpr std::size_t kNarrow = 170;
constexpr std::size_t kTooNarrow = 70;

std::string percent(std::size_t tenths) {
  return std::to_string(tenths / 10).append(".").append(std::to_string(tenths % 10)).append("%");
}

struct Segment {
  std::size_t begin = 0;
  std::size_t width = 0;
};

/// Where each run lies and each step's dot.
struct Layout {
  std::vector<Segment> segments;
  std::vector<std::size_t> dots;
};

// A run is as wide as its steps are many, but never so narrow that its name has no room beside two others.
Layout lay_out(std::span<const PhaseRun> runs) {
  constexpr std::size_t kLeastSteps = 3;
  std::size_t weight = 0;
  for (const PhaseRun& run : runs) {
    weight += std::max(run.steps.size(), kLeastSteps);
  }
  Layout layout;
  std::size_t before = 0;
  for (const PhaseRun& run : runs) {
    const std::size_t begin = before * kWhole / weight;
    before += std::max(run.steps.size(), kLeastSteps);
    const std::size_t end = before * kWhole / weight;
    const std::size_t width = end - begin > kGap ? end - begin - kGap : end - begin;
    layout.segments.push_back({begin, width});
    for (std::size_t i = 0; i < run.steps.size(); ++i) {
      layout.dots.push_back(begin + width * (2 * i + 1) / (2 * run.steps.size()));
    }
  }
  return layout;
}

std::string step_words(const checklist::Plan& plan, std::size_t index) {
  return "step " + std::to_string(index + 1) + " (" + plan.steps[index].title + ")";
}

std::string description(const checklist::Plan& plan, std::span<const PhaseRun> runs,
                        std::span<const Window> windows) {
  std::string text;
  for (const PhaseRun& run : runs) {
    text.append(phase_title(run)).append(": ").append(count_words(run.steps.size(), "step")).append(". ");
  }
  for (const Window& window : windows) {
    text.append("Downtime from ").append(step_words(plan, window.first)).append(" to ");
    text.append(step_words(plan, window.last)).append(". ");
  }
  return text.append(windows.empty() ? "No downtime." : "");
}

std::string label_class(std::size_t width) {
  return width < kTooNarrow ? "tiny" : width < kNarrow ? "narrow" : "wide";
}

void append_segment(std::string& out, const PhaseRun& run, const Segment& segment) {
  const std::string begin = percent(segment.begin);
  out.append("<rect class=\"phase ").append(checklist::to_string(run.phase)).append("\" x=\"").append(begin);
  out.append("\" y=\"24\" width=\"").append(percent(segment.width)).append("\" height=\"24\" rx=\"5\"/>\n");
  out.append("<text class=\"").append(label_class(segment.width)).append("\" x=\"").append(begin);
  out.append("\" y=\"15\">").append(html_text(phase_title(run))).append("</text>\n");
}

void append_window(std::string& out, const Window& window, const Layout& layout) {
  const std::size_t begin = layout.dots[window.first];
  const std::size_t width = std::max<std::size_t>(layout.dots[window.last] - begin, 4);
  out.append("<rect class=\"window\" x=\"").append(percent(begin)).append("\" y=\"54\" width=\"");
  out.append(percent(width)).append("\" height=\"6\" rx=\"3\"/>\n<text class=\"window-label ");
  out.append(label_class(std::max(width, kTooNarrow))).append("\" x=\"").append(percent(begin));
  out.append("\" y=\"76\">Downtime</text>\n");
}

std::string_view dot_class(base::Severity severity) {
  return severity == base::Severity::kError ? "must" : "other";
}

}  // namespace

std::string html_timeline(const checklist::Plan& plan, std::size_t index) {
  const std::vector<PhaseRun> runs = phase_runs(plan);
  if (runs.empty()) {
    return "";
  }
  const std::vector<Window> windows = downtime_windows(plan);
  const Layout layout = lay_out(runs);
  const std::string id = plan_anchor(index) + "timeline";
  std::string out = "<svg class=\"timeline\" role=\"img\" width=\"100%\" height=\"82\" aria-labelledby=\"";
  out.append(id).append(" ").append(id).append("d\">\n<title id=\"").append(id);
  out.append("\">Timeline</title>\n<desc id=\"").append(id).append("d\">");
  out.append(html_text(description(plan, runs, windows))).append("</desc>\n");
  auto segment = layout.segments.begin();
  for (const PhaseRun& run : runs) {
    append_segment(out, run, *segment++);
  }
  for (const Window& window : windows) {
    append_window(out, window, layout);
  }
  auto dot = layout.dots.begin();
  std::size_t step = 0;
  for (const checklist::Step& each : plan.steps) {
    out.append("<circle class=\"dot ").append(dot_class(each.severity)).append("\" data-for=\"");
    out.append(step_anchor(index, step++)).append("\" cx=\"").append(percent(*dot++));
    out.append("\" cy=\"36\" r=\"").append(plan.steps.size() > 40 ? "3" : "4.5").append("\"/>\n");
  }
  return out.append("</svg>\n");
}

}  // namespace nsmkit::render
