#include "render/graph_html.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/utf8.hpp"
#include "render/graph_layout.hpp"
#include "render/html_text.hpp"

namespace nsmkit::render {

namespace {

using checklist::CallGraph;
using checklist::EdgeKind;
using checklist::GraphEdge;
using checklist::GraphNode;

constexpr std::array kKinds{EdgeKind::kMayCall, EdgeKind::kSplit, EdgeKind::kFallback};

std::string_view class_of(EdgeKind kind) {
  switch (kind) {
    case EdgeKind::kMayCall:
      return "call";
    case EdgeKind::kSplit:
      return "split";
    case EdgeKind::kFallback:
      return "fallback";
  }
  return "";
}

std::string full_name(const GraphNode& node) { return node.kind + " " + node.name_space + "/" + node.name; }

std::string number(int value) { return std::to_string(value); }

std::string point(int x, int y) { return number(x) + " " + number(y); }

// To the right where the target lies to the right; otherwise out and back around the right side.
std::string curve(const Box& from, const Box& to, bool same) {
  const int x1 = from.x + from.width;
  const int y1 = from.y + from.height / 2 - (same ? 10 : 0);
  if (to.x > from.x) {
    const int y2 = to.y + to.height / 2;
    const int bend = std::max(40, (to.x - x1) / 2);
    return "M" + point(x1, y1) + " C" + point(x1 + bend, y1) + " " + point(to.x - bend - 8, y2) + " " +
           point(to.x - 8, y2) + " L" + point(to.x, y2);
  }
  const int x2 = to.x + to.width;
  const int y2 = to.y + to.height / 2 + (same ? 10 : 6);
  const int out = std::max(x1, x2) + 46;
  return "M" + point(x1, y1) + " C" + point(out, y1) + " " + point(out, y2) + " " + point(x2 + 8, y2) + " L" +
         point(x2, y2);
}

void append_edge(std::string& out, const CallGraph& graph, const GraphEdge& edge, const GraphLayout& layout) {
  const Box& from = layout.boxes[edge.from];
  const Box& to = layout.boxes[edge.to];
  out.append("<path class=\"edge ").append(class_of(edge.kind)).append("\" d=\"");
  out.append(curve(from, to, edge.from == edge.to)).append("\" marker-end=\"url(#arrow-");
  out.append(class_of(edge.kind)).append(")\"><title>");
  out.append(html_text(full_name(graph.nodes[edge.from]) + " → " + full_name(graph.nodes[edge.to])));
  out.append("</title></path>\n");
}

// Near the target, where arrows from one box have parted already.
void append_label(std::string& out, const GraphEdge& edge, const GraphLayout& layout) {
  const Box& from = layout.boxes[edge.from];
  const Box& to = layout.boxes[edge.to];
  if (edge.label.empty() || to.x <= from.x) {
    return;
  }
  const std::string text = html_clipped(edge.label, 12);
  const int width = 12 + 7 * static_cast<int>(std::min<std::size_t>(base::code_points(edge.label), 12));
  const int x = to.x - 18 - width / 2;
  const int y = to.y + to.height / 2;
  out.append("<g class=\"edge-label ").append(class_of(edge.kind)).append("\"><rect x=\"");
  out.append(number(x - width / 2)).append("\" y=\"").append(number(y - 10)).append("\" width=\"");
  out.append(number(width)).append("\" height=\"20\" rx=\"10\"/><text x=\"").append(number(x));
  out.append("\" y=\"").append(number(y + 4)).append("\">").append(text).append("</text></g>\n");
}

std::string marks_of(const GraphNode& node) {
  std::string words = node.limits.empty() ? "" : count_words(node.limits.size(), "rate limit");
  if (!node.breakers.empty()) {
    words.append(words.empty() ? "" : " · ").append(count_words(node.breakers.size(), "breaker"));
  }
  return words;
}

void append_line(std::string& out, std::string_view class_name, const Box& box, int below,
                 const std::string& text) {
  out.append("<text class=\"").append(class_name).append("\" x=\"").append(number(box.x + 12));
  out.append("\" y=\"").append(number(box.y + below)).append("\">").append(text).append("</text>");
}

void append_node(std::string& out, const GraphNode& node, const Box& box) {
  out.append("<g class=\"node\"><title>").append(html_text(full_name(node))).append("</title><rect x=\"");
  out.append(number(box.x)).append("\" y=\"").append(number(box.y)).append("\" width=\"");
  out.append(number(box.width)).append("\" height=\"").append(number(box.height)).append("\" rx=\"7\"/>");
  append_line(out, "node-name", box, 19, html_clipped(node.name, 23));
  append_line(out, "node-kind", box, 35, html_clipped(node.kind + " · " + node.name_space, 28));
  if (const std::string marks = marks_of(node); !marks.empty()) {
    append_line(out, "node-marks", box, 52, html_text(marks));
  }
  out.append("</g>\n");
}

std::string arrow_heads() {
  std::string out = "<defs>";
  for (const EdgeKind kind : kKinds) {
    out.append("<marker id=\"arrow-").append(class_of(kind));
    out.append("\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" ");
    out.append("markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"head ").append(class_of(kind));
    out.append("\" d=\"M0 0 L8 4 L0 8 z\"/></marker>");
  }
  return out.append("</defs>\n");
}

std::string drawing(const CallGraph& graph) {
  const GraphLayout layout = lay_out(graph);
  const std::string width = number(layout.width);
  const std::string height = number(layout.height);
  std::string out =
      "<div class=\"scroll picture\" role=\"group\" aria-label=\"Drawing, can be scrolled\" tabindex=\"0\">\n"
      "<svg class=\"graph\" role=\"img\" aria-labelledby=\"graph-name graph-words\" width=\"";
  out.append(width).append("\" height=\"").append(height).append("\" viewBox=\"0 0 ").append(width);
  out.append(" ").append(height).append("\">\n<title id=\"graph-name\">Who may call whom</title>\n");
  out.append("<desc id=\"graph-words\">").append(std::to_string(graph.nodes.size()));
  out.append(graph.nodes.size() == 1 ? " box" : " boxes");
  out.append(", ").append(count_words(graph.edges.size(), "arrow"));
  out.append("; the table below says the same in words.</desc>\n").append(arrow_heads());
  for (const GraphEdge& edge : graph.edges) {
    append_edge(out, graph, edge, layout);
  }
  auto box = layout.boxes.begin();
  for (const GraphNode& node : graph.nodes) {
    append_node(out, node, *box++);
  }
  for (const GraphEdge& edge : graph.edges) {
    append_label(out, edge, layout);
  }
  return out.append("</svg>\n</div>\n");
}

std::string edge_table(const CallGraph& graph) {
  std::string out =
      "<table>\n<caption>Calls, splits and fallbacks</caption>\n<thead><tr><th scope=\"col\">From</th>"
      "<th scope=\"col\">What</th><th scope=\"col\">To</th><th scope=\"col\">On</th>"
      "<th scope=\"col\">Policy</th></tr></thead>\n<tbody>\n";
  for (const GraphEdge& edge : graph.edges) {
    out.append("<tr>").append(html_cell("From", html_text(full_name(graph.nodes[edge.from]))));
    out.append(html_cell("What", std::string(checklist::to_string(edge.kind))));
    out.append(html_cell("To", html_text(full_name(graph.nodes[edge.to]))));
    out.append(html_cell("On", html_joined(edge.details)))
        .append(html_cell("Policy", html_joined(edge.policies)));
    out.append("</tr>\n");
  }
  return out.append("</tbody>\n</table>\n");
}

std::string mark_table(const CallGraph& graph) {
  std::string rows;
  for (const GraphNode& node : graph.nodes) {
    if (!node.limits.empty() || !node.breakers.empty()) {
      rows.append("<tr>").append(html_cell("On", html_text(full_name(node))));
      rows.append(html_cell("Rate limits", html_joined(node.limits)))
          .append(html_cell("Breakers", html_joined(node.breakers)));
      rows.append("</tr>\n");
    }
  }
  return rows.empty() ? ""
                      : "<table>\n<caption>Rate limits and circuit breakers</caption>\n<thead><tr>"
                        "<th scope=\"col\">On</th><th scope=\"col\">Rate limits</th>"
                        "<th scope=\"col\">Breakers</th></tr></thead>\n<tbody>\n" +
                            rows + "</tbody>\n</table>\n";
}

std::string left_out(const CallGraph& graph) {
  std::string out;
  if (graph.more_nodes > 0 || graph.more_edges > 0) {
    out.append("<p class=\"note\">Too large to show whole: and ").append(std::to_string(graph.more_nodes));
    out.append(" more parties and ").append(std::to_string(graph.more_edges)).append(" more arrows.</p>\n");
  }
  if (graph.unread > 0) {
    out.append("<p class=\"note\">").append(count_words(graph.unread, "object"));
    out.append(" named no party and could not be drawn.</p>\n");
  }
  return out;
}

std::string legend() {
  return "<ul class=\"legend\">\n"
         "<li><span class=\"key call\"></span>may call, by a TrafficTarget</li>\n"
         "<li><span class=\"key split\"></span>share of a TrafficSplit</li>\n"
         "<li><span class=\"key fallback\"></span>fallback of a CircuitBreaker</li>\n</ul>\n";
}

}  // namespace

std::string html_call_graph(const CallGraph& graph) {
  std::string out =
      "<section class=\"graph-section\" aria-labelledby=\"graph-title\">\n"
      "<h2 id=\"graph-title\">Who may call whom</h2>\n"
      "<p class=\"lede\">As the policies of the backup say it. Where the mesh allows all traffic by default, "
      "a "
      "party that no TrafficTarget names as destination takes calls from everybody.</p>\n";
  if (graph.nodes.empty()) {
    return out.append("<p class=\"note\">The policies name no party.</p>\n").append(left_out(graph)) +
           "</section>\n";
  }
  out.append(drawing(graph)).append(legend()).append(left_out(graph));
  out.append("<details class=\"tables\"><summary>The same as a table</summary>\n");
  return out.append(edge_table(graph)).append(mark_table(graph)).append("</details>\n</section>\n");
}

}  // namespace nsmkit::render
