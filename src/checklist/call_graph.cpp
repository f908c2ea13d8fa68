#include "checklist/call_graph.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include "base/pointer.hpp"
#include "checklist/graph_words.hpp"

namespace nsmkit::checklist {

namespace {

/// Namespace, name, kind: also the order of the nodes.
using NodeKey = std::tuple<std::string, std::string, std::string>;
using EdgeKey = std::tuple<NodeKey, NodeKey, EdgeKind>;

struct EdgeData {
  std::multiset<std::string> shares;
  std::set<std::string> details;
  std::set<std::string> policies;
};

struct NodeData {
  std::set<std::string> limits;
  std::set<std::string> breakers;
};

// The first few, then how many more.
std::vector<std::string> cut(const std::set<std::string>& texts, std::size_t most) {
  std::vector<std::string> kept;
  std::copy_n(texts.begin(), std::min(texts.size(), most), std::back_inserter(kept));
  if (texts.size() > most) {
    kept.push_back("and " + std::to_string(texts.size() - most) + " more");
  }
  return kept;
}

NodeKey subject(const Json& value, std::string_view own_namespace, std::string_view usual_kind) {
  const std::string_view name_space = text_at(value, "/namespace");
  const std::string_view kind = text_at(value, "/kind");
  return {std::string(name_space.empty() ? own_namespace : name_space), std::string(text_at(value, "/name")),
          std::string(kind.empty() ? usual_kind : kind)};
}

bool is_named(const NodeKey& key) { return !std::get<1>(key).empty(); }

std::string policy_name(const model::Resource& resource) {
  return resource.ref.name_space + "/" + resource.ref.name;
}

/// Collects parties and arrows by key, so that the order of the files does not matter.
class Collector {
 public:
  explicit Collector(const GraphLimits& limits) : limits_(limits) {}

  void add_target(const model::Resource& target);
  void add_split(const model::Resource& split);
  void add_limit(const model::Resource& limit);
  void add_breaker(const model::Resource& breaker);

  [[nodiscard]] CallGraph finish();

 private:
  EdgeData& edge(const NodeKey& from, const NodeKey& to, EdgeKind kind, const model::Resource& policy) {
    nodes_.try_emplace(from);
    nodes_.try_emplace(to);
    EdgeData& data = edges_[{from, to, kind}];
    data.policies.insert(policy_name(policy));
    return data;
  }
  [[nodiscard]] GraphEdge finished(const EdgeKey& key, const EdgeData& data,
                                   const std::map<NodeKey, std::size_t>& indexes) const;
  [[nodiscard]] std::map<NodeKey, std::size_t> chosen_nodes() const;

  const GraphLimits& limits_;
  std::map<NodeKey, NodeData> nodes_;
  std::map<EdgeKey, EdgeData> edges_;
  std::size_t unread_ = 0;
};

// The first SMI layout has the fields at the top, and `specs` for `rules`.
const Json& spec_of(const model::Resource& resource) {
  const Json* spec = base::find(resource.object, "/spec");
  return spec != nullptr && spec->is_object() ? *spec : resource.object;
}

void Collector::add_target(const model::Resource& target) {
  const Json& spec = spec_of(target);
  const Json* end = base::find(spec, "/destination");
  const NodeKey to = end == nullptr ? NodeKey() : subject(*end, target.ref.name_space, "ServiceAccount");
  const Json& sources = list_at(spec, "/sources");
  if (!is_named(to) || sources.empty()) {
    ++unread_;
    return;
  }
  const Json& rules = list_at(spec, "/rules");
  const std::vector<std::string> routes = route_words(rules.empty() ? list_at(spec, "/specs") : rules);
  const std::string port = value_at(*end, "/port");
  bool drawn = false;
  for (const Json& source : sources) {
    const NodeKey from = subject(source, target.ref.name_space, "ServiceAccount");
    if (!is_named(from)) {
      continue;
    }
    drawn = true;
    EdgeData& data = edge(from, to, EdgeKind::kMayCall, target);
    data.details.insert(routes.begin(), routes.end());
    if (!port.empty()) {
      data.details.insert("port " + port);
    }
  }
  unread_ += drawn ? 0 : 1;
}

void Collector::add_split(const model::Resource& split) {
  const Json& spec = spec_of(split);
  const std::string_view service = text_at(spec, "/service");
  const Json& backends = list_at(spec, "/backends");
  if (service.empty() || backends.empty()) {
    ++unread_;
    return;
  }
  const NodeKey apex{split.ref.name_space, std::string(service), "Service"};
  const std::vector<std::string> conditions = route_words(list_at(spec, "/matches"));
  const std::vector<std::string> shares = share_words(backends);
  auto share = shares.begin();
  for (const Json& backend : backends) {
    const std::string& own_share = *share++;
    const NodeKey to{split.ref.name_space, std::string(text_at(backend, "/service")), "Service"};
    if (!is_named(to)) {
      continue;
    }
    EdgeData& data = edge(apex, to, EdgeKind::kSplit, split);
    data.shares.insert(own_share);
    data.details.insert(conditions.empty() ? own_share + " of all requests"
                                           : own_share + " of requests that match " + joined(conditions));
  }
}

void Collector::add_limit(const model::Resource& limit) {
  const Json& spec = spec_of(limit);
  const Json* end = base::find(spec, "/destination");
  const NodeKey on = end == nullptr ? NodeKey() : subject(*end, limit.ref.name_space, "Service");
  if (!is_named(on)) {
    ++unread_;
    return;
  }
  nodes_[on].limits.insert(limit.ref.name + ": " + limit_words(spec, limit.ref.name_space));
}

void Collector::add_breaker(const model::Resource& breaker) {
  const Json& spec = spec_of(breaker);
  const Json* end = base::find(spec, "/destination");
  const NodeKey on = end == nullptr ? NodeKey() : subject(*end, breaker.ref.name_space, "Service");
  if (!is_named(on)) {
    ++unread_;
    return;
  }
  nodes_[on].breakers.insert(breaker.ref.name + ": " + breaker_words(spec));
  const std::string_view fallback = text_at(spec, "/fallback/service");
  if (fallback.empty()) {
    return;
  }
  // Without a namespace the mesh looks in `default`.
  const auto slash = fallback.find('/');
  const bool has_namespace = slash != std::string_view::npos;
  const NodeKey to{std::string(has_namespace ? fallback.substr(0, slash) : "default"),
                   std::string(has_namespace ? fallback.substr(slash + 1) : fallback), "Service"};
  EdgeData& data = edge(on, to, EdgeKind::kFallback, breaker);
  const std::string port = value_at(spec, "/fallback/port");
  data.details.insert(port.empty() ? "when the circuit is open" : "when the circuit is open, port " + port);
}

GraphEdge Collector::finished(const EdgeKey& key, const EdgeData& data,
                              const std::map<NodeKey, std::size_t>& indexes) const {
  GraphEdge edge;
  edge.from = indexes.at(std::get<0>(key));
  edge.to = indexes.at(std::get<1>(key));
  edge.kind = std::get<2>(key);
  if (edge.kind == EdgeKind::kSplit) {
    edge.label = joined({data.shares.begin(), data.shares.end()});
  } else if (edge.kind == EdgeKind::kFallback) {
    edge.label = "fallback";
  }
  edge.details = cut(data.details, limits_.words);
  edge.policies = cut(data.policies, limits_.words);
  return edge;
}

// The ends of the first arrows, and after them the parties that stand alone.
std::map<NodeKey, std::size_t> Collector::chosen_nodes() const {
  std::map<NodeKey, std::size_t> chosen;
  std::size_t edges = 0;
  for (const auto& [key, data] : edges_) {
    const auto& [from, to, kind] = key;
    const std::size_t fresh =
        (chosen.contains(from) ? 0U : 1U) + (from == to || chosen.contains(to) ? 0U : 1U);
    if (++edges > limits_.edges || chosen.size() + fresh > limits_.nodes) {
      break;
    }
    chosen.try_emplace(from);
    chosen.try_emplace(to);
  }
  for (const auto& [key, data] : nodes_) {
    if (chosen.size() >= limits_.nodes) {
      break;
    }
    chosen.try_emplace(key);
  }
  std::size_t index = 0;
  for (auto& [key, own] : chosen) {
    own = index++;
  }
  return chosen;
}

CallGraph Collector::finish() {
  CallGraph graph;
  graph.unread = unread_;
  const std::map<NodeKey, std::size_t> indexes = chosen_nodes();
  for (const auto& [key, index] : indexes) {
    const NodeData& data = nodes_.at(key);
    graph.nodes.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key),
                           cut(data.limits, limits_.words), cut(data.breakers, limits_.words)});
  }
  for (const auto& [key, data] : edges_) {
    if (graph.edges.size() < limits_.edges && indexes.contains(std::get<0>(key)) &&
        indexes.contains(std::get<1>(key))) {
      graph.edges.push_back(finished(key, data, indexes));
    }
  }
  graph.more_nodes = nodes_.size() - graph.nodes.size();
  graph.more_edges = edges_.size() - graph.edges.size();
  return graph;
}

struct Reader {
  std::string_view kind;
  void (Collector::*add)(const model::Resource&);
};

constexpr std::array kReaders{
    Reader{"TrafficTarget", &Collector::add_target},
    Reader{"TrafficSplit", &Collector::add_split},
    Reader{"RateLimit", &Collector::add_limit},
    Reader{"CircuitBreaker", &Collector::add_breaker},
};

}  // namespace

std::string_view to_string(EdgeKind kind) {
  switch (kind) {
    case EdgeKind::kMayCall:
      return "may call";
    case EdgeKind::kSplit:
      return "split";
    case EdgeKind::kFallback:
      return "fallback";
  }
  return "";
}

CallGraph call_graph(const model::ResourceSet& resources, const GraphLimits& limits) {
  Collector collector(limits);
  for (const Reader& reader : kReaders) {
    for (const std::span<const model::Resource* const> list :
         {resources.of_kind(reader.kind), resources.refused_of_kind(reader.kind)}) {
      for (const model::Resource* resource : list) {
        (collector.*reader.add)(*resource);
      }
    }
  }
  return collector.finish();
}

}  // namespace nsmkit::checklist
