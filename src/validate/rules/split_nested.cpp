#include "validate/rule.hpp"
#include "validate/spec.hpp"
#include "validate/split_graph.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM425",
    .slug = "split-nested",
    .severity = base::Severity::kWarning,
    .summary = "a backend that another TrafficSplit divides",
    .why =
        "Splits are not followed: the share of this backend goes to the Service itself, whatever the other "
        "split says.",
    .remedy = "Name the backends of the other split here, with their share of the weight.",
    .source = "SMI traffic-split v1alpha3, Tradeoffs",
};

constexpr std::string_view kKinds[] = {"TrafficSplit"};

class SplitNested final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    const SplitGraph graph(context.all("TrafficSplit"));
    for (const SplitGraph::Edge& edge : graph.edges()) {
      if (graph.is_on_cycle(edge)) {
        continue;  // split-cycle says it
      }
      const model::Resource& other = graph.split_of(edge.to);
      context.report(*edge.split, element("/spec/backends", edge.backend, "/service"),
                     "the backend '" + std::string(graph.service(edge.to)) + "' is itself split by " +
                         model::display_name(other.ref) + " (" + place_of(other.location) +
                         "), which is not followed");
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_split_nested_rule() { return std::make_unique<SplitNested>(); }

}  // namespace nsmkit::validate
