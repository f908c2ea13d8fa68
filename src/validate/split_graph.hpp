#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "validate/rule.hpp"

namespace nsmkit::validate {

/// Which TrafficSplits hand on to which: an edge for each backend that another split divides further.
/// Backends that are the split's own apex are left out.
class SplitGraph {
 public:
  struct Edge {
    std::size_t from;              ///< node of the apex
    std::size_t to;                ///< node of the backend
    const model::Resource* split;  ///< the split that holds the backend
    std::size_t backend;           ///< index in spec.backends
  };

  /// Built from the accepted splits, in time linear in their backends.
  explicit SplitGraph(std::span<const model::Resource* const> splits);

  /// In the order in which the splits were read.
  [[nodiscard]] const std::vector<Edge>& edges() const { return edges_; }

  /// Whether the edge lies on a cycle.
  [[nodiscard]] bool is_on_cycle(const Edge& edge) const { return group_[edge.from] == group_[edge.to]; }

  /// For each set of services that split each other in a circle, one circle through it.
  [[nodiscard]] std::vector<std::vector<Edge>> cycles() const;

  /// The service that a node stands for.
  [[nodiscard]] std::string_view service(std::size_t node) const { return services_[node]; }

  /// The first split of the service that a node stands for.
  [[nodiscard]] const model::Resource& split_of(std::size_t node) const { return *first_split_[node]; }

 private:
  void add_nodes(std::span<const model::Resource* const> splits);
  void add_edges(std::span<const model::Resource* const> splits);

  std::map<std::string, std::size_t, std::less<>> nodes_;
  std::vector<std::string> services_;
  std::vector<const model::Resource*> first_split_;
  std::vector<Edge> edges_;
  std::vector<std::vector<std::size_t>> outgoing_;  // edges by node
  std::vector<std::size_t> group_;                  // strongly connected component by node
};

}  // namespace nsmkit::validate
