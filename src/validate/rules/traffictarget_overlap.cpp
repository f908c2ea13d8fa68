#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "validate/references.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM430",
    .slug = "traffictarget-overlap",
    .severity = base::Severity::kWarning,
    .summary = "two TrafficTargets with the same destination and source",
    .why =
        "Within one TrafficTarget the first rule that fits counts. Between two of them the order is not "
        "defined, so which rule decides is left to chance.",
    .remedy =
        "Put all rules for the destination and source into one TrafficTarget, from the most specific to the "
        "most general.",
    .source = "NGINX Service Mesh traffic policies guide: access control rules",
};

constexpr std::string_view kKinds[] = {"TrafficTarget"};

/// The TrafficTargets that allow one source to reach one destination.
class Claims {
 public:
  /// Enters `target` and gives an earlier one that covers the same port, if any; no port stands for all of
  /// them.
  const model::Resource* enter(const model::Resource& target, std::optional<std::int64_t> port) {
    const model::Resource* earlier = nullptr;
    if (!port) {
      earlier = first_;
    } else if (const auto same = by_port_.find(*port); same != by_port_.end()) {
      earlier = same->second;
    } else {
      earlier = all_ports_;
    }
    if (first_ == nullptr) {
      first_ = &target;
    }
    if (port) {
      by_port_.try_emplace(*port, &target);
    } else if (all_ports_ == nullptr) {
      all_ports_ = &target;
    }
    return earlier;
  }

 private:
  const model::Resource* first_ = nullptr;
  const model::Resource* all_ports_ = nullptr;
  std::unordered_map<std::int64_t, const model::Resource*> by_port_;
};

using ClaimTable = std::unordered_map<std::string, Claims>;

// An object that stands twice is another rule's concern.
bool is_other(const model::Resource* earlier, const model::Resource& target) {
  return earlier != nullptr && earlier != &target &&
         (earlier->ref.name != target.ref.name || earlier->ref.name_space != target.ref.name_space);
}

void enter(RuleContext& context, const model::Resource& target, ClaimTable& table) {
  const std::vector<TargetReference> subjects = subjects_of(target);
  if (subjects.empty() || subjects.front().role != TargetReference::Role::kDestination) {
    return;
  }
  const TargetReference& to = subjects.front();
  const auto port = integer_at(target.object, "/spec/destination/port");
  bool reported = false;
  for (std::size_t i = 1; i < subjects.size(); ++i) {
    const TargetReference& from = subjects[i];
    const std::string key = key_of({to.kind, to.name_space, to.name, from.kind, from.name_space, from.name});
    const model::Resource* earlier = table[key].enter(target, port);
    if (!reported && is_other(earlier, target)) {
      reported = true;
      context.report(target, from.pointer,
                     "TrafficTarget " + scoped(earlier->ref.name_space, earlier->ref.name) + " (" +
                         place_of(earlier->location) + ") also leads from " +
                         scoped(from.name_space, from.name) + " to " + scoped(to.name_space, to.name));
    }
  }
}

class TraffictargetOverlap final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    ClaimTable table;
    for (const model::Resource* target : context.all("TrafficTarget")) {
      enter(context, *target, table);
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_traffictarget_overlap_rule() { return std::make_unique<TraffictargetOverlap>(); }

}  // namespace nsmkit::validate
