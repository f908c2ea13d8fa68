#include <vector>

#include "validate/rule.hpp"
#include "validate/spec.hpp"
#include "validate/split_graph.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM423",
    .slug = "split-cycle",
    .severity = base::Severity::kWarning,
    .summary = "TrafficSplits that hand on to each other in a circle",
    .why =
        "A backend that is split in turn is not split again, so none of the weights in the circle say where "
        "requests end.",
    .remedy = "Let the backends of the splits be Services that no other split divides.",
    .source = "SMI traffic-split v1alpha3, Tradeoffs",
};

constexpr std::string_view kKinds[] = {"TrafficSplit"};

constexpr std::size_t kShown = 8;

std::string circle_text(const SplitGraph& graph, const std::vector<SplitGraph::Edge>& cycle) {
  std::string text;
  for (std::size_t i = 0; i < cycle.size() && i < kShown; ++i) {
    text.append(1, '\'').append(graph.service(cycle[i].from)).append("' -> ");
  }
  if (cycle.size() > kShown) {
    text.append("... (").append(std::to_string(cycle.size() - kShown)).append(" more) -> ");
  }
  return text.append(1, '\'').append(graph.service(cycle.front().from)).append("'");
}

class SplitCycle final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    const SplitGraph graph(context.all("TrafficSplit"));
    for (const auto& cycle : graph.cycles()) {
      const SplitGraph::Edge& first = cycle.front();
      context.report(*first.split, element("/spec/backends", first.backend, "/service"),
                     "the services split each other in a circle: " + circle_text(graph, cycle));
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_split_cycle_rule() { return std::make_unique<SplitCycle>(); }

}  // namespace nsmkit::validate
