#include "render/graph_layout.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace nsmkit::render {

namespace {

constexpr int kWidth = 196;
constexpr int kHeight = 44;
constexpr int kMarkHeight = 16;  // a third line, for limits and breakers
constexpr int kColumnGap = 104;
constexpr int kRowGap = 16;
constexpr int kGroupGap = 14;
constexpr int kMargin = 8;
constexpr std::size_t kLoneColumns = 3;

using Indexes = std::vector<std::size_t>;
using Neighbours = std::vector<Indexes>;

int height_of(const checklist::GraphNode& node) {
  return node.limits.empty() && node.breakers.empty() ? kHeight : kHeight + kMarkHeight;
}

/// Places nodes column by column.
class Arranger {
 public:
  explicit Arranger(const checklist::CallGraph& graph);

  [[nodiscard]] GraphLayout run();

 private:
  [[nodiscard]] std::vector<Indexes> groups() const;
  void rank(const Indexes& group);
  void place_group(const Indexes& group);
  void place_lone(const Indexes& nodes);
  [[nodiscard]] std::map<std::size_t, Indexes> columns_of(const Indexes& group) const;
  void place(std::size_t node, std::size_t column, int y);

  const checklist::CallGraph& graph_;
  Neighbours calls_;
  Neighbours called_by_;
  Indexes column_;
  GraphLayout layout_;
  int top_ = kMargin;
};

Arranger::Arranger(const checklist::CallGraph& graph)
    : graph_(graph), calls_(graph.nodes.size()), called_by_(graph.nodes.size()), column_(graph.nodes.size()) {
  layout_.boxes.resize(graph.nodes.size());
  for (const checklist::GraphEdge& edge : graph.edges) {
    if (edge.from != edge.to) {
      calls_.at(edge.from).push_back(edge.to);
      called_by_.at(edge.to).push_back(edge.from);
    }
  }
}

// Nodes that arrows tie together, each group sorted, in the order of their first nodes.
std::vector<Indexes> Arranger::groups() const {
  std::vector<Indexes> groups;
  std::vector<bool> seen(calls_.size());
  for (std::size_t start = 0; start < calls_.size(); ++start) {
    if (seen[start]) {
      continue;
    }
    seen[start] = true;
    Indexes group{start};
    for (std::size_t next = 0; next < group.size(); ++next) {
      const std::size_t own = group[next];
      for (const Indexes* others : {&calls_[own], &called_by_[own]}) {
        for (const std::size_t other : *others) {
          if (!seen[other]) {
            seen[other] = true;
            group.push_back(other);
          }
        }
      }
    }
    std::ranges::sort(group);
    groups.push_back(std::move(group));
  }
  return groups;
}

// A node goes to the right of its callers. In a ring somebody has to be first: the one with the fewest
// callers left, the first of equals.
void Arranger::rank(const Indexes& group) {
  std::set<std::size_t> open(group.begin(), group.end());
  std::map<std::size_t, std::size_t> waits;
  for (const std::size_t node : group) {
    waits[node] = called_by_[node].size();
  }
  while (!open.empty()) {
    const std::size_t node =
        *std::ranges::min_element(open, {}, [&waits](std::size_t n) { return waits[n]; });
    open.erase(node);
    for (const std::size_t other : calls_[node]) {
      if (open.contains(other)) {
        column_[other] = std::max(column_[other], column_[node] + 1);
        --waits[other];
      }
    }
  }
}

// The nodes of each column, those with callers beside their callers.
std::map<std::size_t, Indexes> Arranger::columns_of(const Indexes& group) const {
  std::map<std::size_t, Indexes> columns;
  for (const std::size_t node : group) {
    columns[column_[node]].push_back(node);
  }
  std::map<std::size_t, std::size_t> row;
  for (auto& [column, nodes] : columns) {
    const auto middle_of_callers = [this, &row](std::size_t node) {
      std::size_t sum = 0;
      std::size_t count = 0;
      for (const std::size_t caller : called_by_[node]) {
        if (const auto at = row.find(caller); at != row.end()) {
          sum += at->second * kWidth;
          ++count;
        }
      }
      return count == 0 ? 0 : sum / count;
    };
    std::map<std::size_t, std::size_t> middles;
    for (const std::size_t node : nodes) {
      middles[node] = middle_of_callers(node);
    }
    std::ranges::stable_sort(nodes, {}, [&middles](std::size_t node) { return middles[node]; });
    std::size_t next = 0;
    for (const std::size_t node : nodes) {
      row[node] = next++;
    }
  }
  return columns;
}

void Arranger::place(std::size_t node, std::size_t column, int y) {
  const int x = kMargin + static_cast<int>(column) * (kWidth + kColumnGap);
  const int height = height_of(graph_.nodes[node]);
  layout_.boxes[node] = {x, y, kWidth, height};
  layout_.width = std::max(layout_.width, x + kWidth + kMargin);
  layout_.height = std::max(layout_.height, y + height + kMargin);
}

void Arranger::place_group(const Indexes& group) {
  rank(group);
  const std::map<std::size_t, Indexes> columns = columns_of(group);
  const auto height = [this](const Indexes& nodes) {
    return std::accumulate(nodes.begin(), nodes.end(), -kRowGap, [this](int sum, std::size_t node) {
      return sum + height_of(graph_.nodes[node]) + kRowGap;
    });
  };
  int tallest = 0;
  for (const auto& [column, nodes] : columns) {
    tallest = std::max(tallest, height(nodes));
  }
  for (const auto& [column, nodes] : columns) {
    int y = top_ + (tallest - height(nodes)) / 2;
    for (const std::size_t node : nodes) {
      place(node, column, y);
      y += height_of(graph_.nodes[node]) + kRowGap;
    }
  }
  top_ += tallest + kRowGap + kGroupGap;
}

void Arranger::place_lone(const Indexes& nodes) {
  std::size_t column = 0;
  int tallest = 0;
  for (const std::size_t node : nodes) {
    if (column == kLoneColumns) {
      column = 0;
      top_ += tallest + kRowGap;
      tallest = 0;
    }
    place(node, column++, top_);
    tallest = std::max(tallest, height_of(graph_.nodes[node]));
  }
}

GraphLayout Arranger::run() {
  Indexes lone;
  for (const Indexes& group : groups()) {
    if (group.size() == 1) {
      lone.push_back(group.front());
    } else {
      place_group(group);
    }
  }
  place_lone(lone);
  return std::move(layout_);
}

}  // namespace

GraphLayout lay_out(const checklist::CallGraph& graph) { return Arranger(graph).run(); }

}  // namespace nsmkit::render
