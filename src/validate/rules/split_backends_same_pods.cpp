#include <algorithm>
#include <set>
#include <vector>

#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM428",
    .slug = "split-backends-same-pods",
    .severity = base::Severity::kWarning,
    .summary = "backends of a TrafficSplit whose Services select the same Pods",
    .why =
        "Requests meant for one version may reach Pods of another, so the shares are not what the weights "
        "say.",
    .remedy = "Give the Services selectors that do not overlap, for example by a version label.",
    .source = "v2.0.0:docs/content/guides/smi-traffic-policies.md",
};

constexpr std::string_view kKinds[] = {"TrafficSplit", "Service"};

// Each backend is compared with this many others at most, so that a split of any size takes linear time.
constexpr std::size_t kCompared = 64;

struct Backend {
  std::string_view service;
  std::size_t index;
  const Json* selector;
};

// Null when the backup lacks the Service or it selects nothing.
const Json* selector_of(std::string_view service, std::string_view name_space, const RuleContext& context) {
  for (const model::Resource* found : context.find("Service", name_space, service)) {
    const Json& selector = object_at(found->object, "/spec/selector");
    return selector.empty() ? nullptr : &selector;
  }
  return nullptr;
}

// Fewer labels select more Pods: all that `narrow` selects as well.
bool selects_all_of(const Json& wide, const Json& narrow) {
  return wide.size() <= narrow.size() &&
         std::all_of(wide.items().begin(), wide.items().end(), [&narrow](const auto& label) {
           const auto found = narrow.find(label.key());
           return found != narrow.end() && *found == label.value();
         });
}

void compare(const Backend& backend, const std::vector<Backend>& known, const model::Resource& split,
             RuleContext& context) {
  for (const Backend& other : known) {
    const bool wider = selects_all_of(*backend.selector, *other.selector);
    const bool narrower = selects_all_of(*other.selector, *backend.selector);
    if (other.service == backend.service || (!wider && !narrower)) {
      continue;
    }
    const std::string name = "'" + std::string(backend.service) + "'";
    const std::string other_name = "'" + std::string(other.service) + "'";
    context.report(
        split, element("/spec/backends", backend.index, "/service"),
        wider && narrower ? "the Services " + other_name + " and " + name + " have the same selector"
        : wider ? "the Service " + name + " also selects all Pods of '" + std::string(other.service) + "'"
                : "the Service " + other_name + " also selects all Pods of " + name);
    return;
  }
}

class SplitBackendsSamePods final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    for (const model::Resource* split : context.all("TrafficSplit")) {
      std::vector<Backend> known;
      std::set<std::string> selectors;
      std::size_t index = 0;
      for (const Json& backend : list_at(split->object, "/spec/backends")) {
        const std::string_view name = text_at(backend, "/service");
        const Json* selector = selector_of(name, split->ref.name_space, context);
        if (selector != nullptr) {
          compare({name, index, selector}, known, *split, context);
          if (known.size() < kCompared && selectors.insert(selector->dump()).second) {
            known.push_back({name, index, selector});
          }
        }
        ++index;
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_split_backends_same_pods_rule() {
  return std::make_unique<SplitBackendsSamePods>();
}

}  // namespace nsmkit::validate
