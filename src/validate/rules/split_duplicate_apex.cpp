#include <map>
#include <vector>

#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM421",
    .slug = "split-duplicate-apex",
    .severity = base::Severity::kWarning,
    .summary = "two TrafficSplits for one service",
    .why =
        "Nothing defines which of two splits of one service counts, so the shares after a restore may be "
        "those of either.",
    .remedy = "Keep one of the splits, or give them matches that name different HTTPRouteGroups.",
    .source = "SMI traffic-split v1alpha3 names one split for each apex service",
};

constexpr std::string_view kKinds[] = {"TrafficSplit"};

using Splits = std::vector<const model::Resource*>;

// The same object twice in a backup is no second split; another rule reports it.
bool is_same_object(const model::Resource& a, const model::Resource& b) { return a.ref.name == b.ref.name; }

void report_pair(const model::Resource& split, const model::Resource& other, const std::string& how,
                 RuleContext& context) {
  const std::string service(text_at(split.object, "/spec/service"));
  context.report(split, "/spec/service",
                 "the service '" + service + "' is also split by " + model::display_name(other.ref) + " (" +
                     place_of(other.location) + "), " + how);
}

// A split without matches takes all requests, so it is in the way of every other one.
void compare_with_unmatched(const Splits& splits, const model::Resource& unmatched, RuleContext& context) {
  for (const model::Resource* split : splits) {
    if (split != &unmatched && !is_same_object(*split, unmatched)) {
      report_pair(*split, unmatched, "which has no matches and so takes every request", context);
    }
  }
}

void compare_by_matches(const Splits& splits, RuleContext& context) {
  std::map<std::string, const model::Resource*> first;
  for (const model::Resource* split : splits) {
    bool reported = false;
    for (const Json& match : list_at(split->object, "/spec/matches")) {
      const std::string group(text_at(match, "/name"));
      const auto [found, added] = first.emplace(key_of({text_at(match, "/kind"), group}), split);
      if (!added && !reported && found->second != split && !is_same_object(*split, *found->second)) {
        report_pair(*split, *found->second,
                    "for the same requests: both name '" + group + "' in their matches", context);
        reported = true;
      }
    }
  }
}

void compare(const Splits& splits, RuleContext& context) {
  for (const model::Resource* split : splits) {
    if (list_at(split->object, "/spec/matches").empty()) {
      compare_with_unmatched(splits, *split, context);
      return;
    }
  }
  compare_by_matches(splits, context);
}

class SplitDuplicateApex final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    std::map<std::string, std::vector<const model::Resource*>> by_apex;
    for (const model::Resource* split : context.all("TrafficSplit")) {
      const std::string_view apex = text_at(split->object, "/spec/service");
      if (!apex.empty()) {
        by_apex[key_of({split->ref.name_space, apex})].push_back(split);
      }
    }
    for (const auto& [apex, splits] : by_apex) {
      if (splits.size() > 1) {
        compare(splits, context);
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_split_duplicate_apex_rule() { return std::make_unique<SplitDuplicateApex>(); }

}  // namespace nsmkit::validate
