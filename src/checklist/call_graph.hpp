#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "model/resource_set.hpp"

namespace nsmkit::checklist {

/// One party of the mesh as policies name it. A service account and a Service of the same name stay two
/// parties: policies do not say which Pods stand behind both.
struct GraphNode {
  std::string name_space;
  std::string name;
  std::string kind;                   ///< "Service", "ServiceAccount", "Deployment"
  std::vector<std::string> limits;    ///< RateLimits on it, in words
  std::vector<std::string> breakers;  ///< CircuitBreakers on it, in words
};

/// What an arrow means: a TrafficTarget allows the call, a TrafficSplit sends a share there, or a
/// CircuitBreaker sends requests there once it is open.
enum class EdgeKind : std::uint8_t { kMayCall, kSplit, kFallback };

/// "may call", "split", "fallback".
[[nodiscard]] std::string_view to_string(EdgeKind kind);

struct GraphEdge {
  std::size_t from = 0;  ///< index into nodes
  std::size_t to = 0;
  EdgeKind kind = EdgeKind::kMayCall;
  std::string label;                  ///< fit for a drawing: "90 %", "2 routes"; may be empty
  std::vector<std::string> details;   ///< routes, ports, weights, in words
  std::vector<std::string> policies;  ///< names of the objects that say so: "shop/cart-to-catalog"
};

/// Who may call whom. Nodes are sorted by namespace, name and kind, edges by their ends.
struct CallGraph {
  std::vector<GraphNode> nodes;
  std::vector<GraphEdge> edges;
  std::size_t more_nodes = 0;  ///< how many were left out for size
  std::size_t more_edges = 0;
  std::size_t unread = 0;  ///< policies that name no party, so that nothing can be drawn
};

/// How much a graph may hold; what comes later in order is counted, not kept.
struct GraphLimits {
  std::size_t nodes = 120;
  std::size_t edges = 240;
  std::size_t words = 12;  ///< details, policies, limits and breakers of one node or edge
};

/// The graph of all TrafficTargets, TrafficSplits, RateLimits and CircuitBreakers of the set, whether or not
/// the target release takes them.
[[nodiscard]] CallGraph call_graph(const model::ResourceSet& resources, const GraphLimits& limits = {});

}  // namespace nsmkit::checklist
