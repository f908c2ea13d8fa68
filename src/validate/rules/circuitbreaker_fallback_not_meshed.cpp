#include <algorithm>
#include <map>
#include <vector>

#include "validate/circuitbreaker.hpp"
#include "validate/pod_template.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM456",
    .slug = "circuitbreaker-fallback-not-meshed",
    .severity = base::Severity::kWarning,
    .summary = "a CircuitBreaker whose fallback Pods have no sidecar",
    .why =
        "The fallback must be in the mesh; without a sidecar, and above all with strict mTLS, it cannot take "
        "the requests (issue 14731).",
    .remedy = "Let the Pods of the fallback be injected.",
    .source =
        "v2.0.0:docs/content/guides/smi-traffic-policies.md, "
        "v2.0.0:docs/content/releases/release-notes-1.3.0.md (issue 14731)",
};

constexpr std::string_view kAllKinds[] = {
    "CircuitBreaker",        "Service", "Namespace", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet",
    "ReplicationController", "Job",     "CronJob",   "Pod"};

struct Wanted {
  const model::Resource* breaker;
  std::string_view name_space;
  const Json* selector;
};
using Table = std::map<std::string, std::vector<Wanted>>;

std::string label_key(std::string_view name_space, const Json::const_iterator& label) {
  return key_of({name_space, label.key(), label.value().dump()});
}

// Each fallback stands under the label of its selector that the fewest others share, so that Pods meet few.
Table by_rarest_label(const std::vector<Wanted>& fallbacks) {
  std::map<std::string, std::size_t> counts;
  for (const Wanted& each : fallbacks) {
    for (auto label = each.selector->begin(); label != each.selector->end(); ++label) {
      ++counts[label_key(each.name_space, label)];
    }
  }
  Table table;
  for (const Wanted& each : fallbacks) {
    std::string rarest = label_key(each.name_space, each.selector->begin());
    for (auto label = each.selector->begin(); label != each.selector->end(); ++label) {
      std::string key = label_key(each.name_space, label);
      if (counts[key] < counts[rarest]) {
        rarest = std::move(key);
      }
    }
    table[rarest].push_back(each);
  }
  return table;
}

bool selects(const Json& selector, const Json& labels) {
  return std::all_of(selector.items().begin(), selector.items().end(), [&labels](const auto& label) {
    const auto found = labels.find(label.key());
    return found != labels.end() && *found == label.value();
  });
}

// Each CircuitBreaker is reported once, however many workloads its fallback selects.
void report_pods_outside(Table& wanted, RuleContext& context) {
  for_each_template(context, MadePods::kSkip, [&wanted, &context](const PodTemplate& pods) {
    if (meshing_of(pods, context) != Meshing::kNotMeshed) {
      return;
    }
    const Json& labels = object_at(*pods.body, "/metadata/labels");
    for (auto label = labels.begin(); label != labels.end(); ++label) {
      const auto found = wanted.find(label_key(pods.resource->ref.name_space, label));
      if (found == wanted.end()) {
        continue;
      }
      std::erase_if(found->second, [&](const Wanted& each) {
        if (!selects(*each.selector, labels)) {
          return false;
        }
        context.report(*each.breaker, "/spec/fallback/service",
                       "the fallback '" +
                           std::string(text_at(each.breaker->object, "/spec/fallback/service")) +
                           "' is served by " + pods.subject() + " (" + place_of(pods.resource->location) +
                           "), which get no sidecar");
        return true;
      });
    }
  });
}

class CircuitbreakerFallbackNotMeshed final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kAllKinds; }

  void run(RuleContext& context) const override {
    std::vector<Wanted> fallbacks;
    for (const model::Resource* breaker : context.all("CircuitBreaker")) {
      const auto fallback = circuitbreaker::fallback_of(*breaker);
      if (!fallback) {
        continue;
      }
      for (const model::Resource* service : context.find("Service", fallback->name_space, fallback->name)) {
        const Json& selector = object_at(service->object, "/spec/selector");
        if (!selector.empty()) {
          fallbacks.push_back({breaker, fallback->name_space, &selector});
        }
      }
    }
    if (!fallbacks.empty()) {
      Table wanted = by_rarest_label(fallbacks);
      report_pods_outside(wanted, context);
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_circuitbreaker_fallback_not_meshed_rule() {
  return std::make_unique<CircuitbreakerFallbackNotMeshed>();
}

}  // namespace nsmkit::validate
