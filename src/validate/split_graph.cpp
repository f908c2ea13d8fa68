#include "validate/split_graph.hpp"

#include <algorithm>
#include <limits>

#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

/// Tarjan's strongly connected components, with a stack of its own: a chain of splits may be long.
class Components {
 public:
  Components(const std::vector<SplitGraph::Edge>& edges,
             const std::vector<std::vector<std::size_t>>& outgoing)
      : edges_(edges), outgoing_(outgoing), order_(outgoing.size(), kNone), low_(order_), group_(order_) {}

  std::vector<std::size_t> find() {
    for (std::size_t node = 0; node < outgoing_.size(); ++node) {
      if (order_[node] == kNone) {
        visit(node);
      }
    }
    return std::move(group_);
  }

 private:
  struct Frame {
    std::size_t node;
    std::size_t next = 0;  // of its outgoing edges
  };

  void visit(std::size_t root) {
    enter(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const std::size_t node = frame.node;
      if (frame.next < outgoing_[node].size()) {
        follow(node, edges_[outgoing_[node][frame.next++]].to);
      } else {
        leave(node);
      }
    }
  }

  void enter(std::size_t node) {
    order_[node] = low_[node] = count_++;
    open_.push_back(node);
    frames_.push_back({node});
  }

  void follow(std::size_t node, std::size_t target) {
    if (order_[target] == kNone) {
      enter(target);
    } else if (group_[target] == kNone) {
      low_[node] = std::min(low_[node], order_[target]);
    }
  }

  void leave(std::size_t node) {
    frames_.pop_back();
    if (!frames_.empty()) {
      std::size_t& low = low_[frames_.back().node];
      low = std::min(low, low_[node]);
    }
    if (low_[node] == order_[node]) {
      close(node);
    }
  }

  void close(std::size_t node) {
    std::size_t member = kNone;
    do {
      member = open_.back();
      open_.pop_back();
      group_[member] = groups_;
    } while (member != node);
    ++groups_;
  }

  const std::vector<SplitGraph::Edge>& edges_;
  const std::vector<std::vector<std::size_t>>& outgoing_;
  std::vector<std::size_t> order_;
  std::vector<std::size_t> low_;
  std::vector<std::size_t> group_;
  std::vector<std::size_t> open_;
  std::vector<Frame> frames_;
  std::size_t count_ = 0;
  std::size_t groups_ = 0;
};

}  // namespace

SplitGraph::SplitGraph(std::span<const model::Resource* const> splits) {
  add_nodes(splits);
  add_edges(splits);
  group_ = Components(edges_, outgoing_).find();
}

void SplitGraph::add_nodes(std::span<const model::Resource* const> splits) {
  for (const model::Resource* split : splits) {
    const std::string_view apex = text_at(split->object, "/spec/service");
    if (!apex.empty() && nodes_.emplace(key_of({split->ref.name_space, apex}), services_.size()).second) {
      services_.emplace_back(apex);
      first_split_.push_back(split);
    }
  }
  outgoing_.resize(services_.size());
}

void SplitGraph::add_edges(std::span<const model::Resource* const> splits) {
  for (const model::Resource* split : splits) {
    const auto from = nodes_.find(key_of({split->ref.name_space, text_at(split->object, "/spec/service")}));
    if (from == nodes_.end()) {
      continue;
    }
    std::size_t index = 0;
    for (const Json& backend : list_at(split->object, "/spec/backends")) {
      const auto to = nodes_.find(key_of({split->ref.name_space, text_at(backend, "/service")}));
      if (to != nodes_.end() && to != from) {
        outgoing_[from->second].push_back(edges_.size());
        edges_.push_back({from->second, to->second, split, index});
      }
      ++index;
    }
  }
}

// Inside a component of several nodes each node has an edge that stays inside, so walking on must come back.
std::vector<std::vector<SplitGraph::Edge>> SplitGraph::cycles() const {
  std::vector<std::vector<Edge>> cycles;
  std::vector<bool> done(services_.size(), false);  // by component
  std::vector<std::size_t> step(services_.size(), kNone);
  for (const Edge& first : edges_) {
    if (!is_on_cycle(first) || done[group_[first.from]]) {
      continue;
    }
    done[group_[first.from]] = true;
    std::vector<Edge> walk;
    std::size_t node = first.from;
    while (step[node] == kNone) {
      step[node] = walk.size();
      const auto& out = outgoing_[node];
      const auto inside = std::find_if(out.begin(), out.end(),
                                       [this](std::size_t edge) { return is_on_cycle(edges_[edge]); });
      walk.push_back(edges_[*inside]);
      node = walk.back().to;
    }
    walk.erase(walk.begin(), walk.begin() + static_cast<std::ptrdiff_t>(step[node]));
    cycles.push_back(std::move(walk));
  }
  return cycles;
}

}  // namespace nsmkit::validate
