#include "validate/rule.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/pointer.hpp"

namespace nsmkit::validate {

void RuleContext::check_declared(std::string_view kind) const {
  const auto kinds = rule_.kinds();
  const auto declared = [kinds](std::string_view name) {
    return std::find(kinds.begin(), kinds.end(), name) != kinds.end();
  };
  if (!declared(kind) && !declared("*")) {
    throw std::logic_error("rule " + std::string(rule_.info().slug) + " reads " + std::string(kind) +
                           ", which it does not declare");
  }
}

void RuleContext::check_reach() const {
  if (rule_.reach() == Reach::kObject) {
    throw std::logic_error("rule " + std::string(rule_.info().slug) +
                           " looks at other objects, though it says that it judges each by itself");
  }
}

std::span<const model::Resource* const> RuleContext::all(std::string_view kind) const {
  check_declared(kind);
  return rule_.reach() == Reach::kObject ? resources_.fresh_of_kind(kind) : resources_.of_kind(kind);
}

std::span<const model::Resource* const> RuleContext::refused(std::string_view kind) const {
  check_declared(kind);
  return rule_.reach() == Reach::kObject ? resources_.fresh_refused_of_kind(kind)
                                         : resources_.refused_of_kind(kind);
}

std::span<const model::Resource* const> RuleContext::find(std::string_view kind, std::string_view name_space,
                                                          std::string_view name) const {
  check_declared(kind);
  check_reach();
  return resources_.find(kind, name_space, name);
}

const std::deque<model::Resource>& RuleContext::everything() const {
  check_declared("*");
  check_reach();
  return resources_.all();
}

base::Finding& RuleContext::report(const model::Resource& resource, std::string pointer, std::string message,
                                   std::string remedy) {
  base::Location location = resource.location;
  location.position = resource.map.value(pointer);
  base::Finding& finding = report_at(std::move(location), std::move(message), std::move(remedy));
  finding.resource = resource.ref;
  finding.path = base::display_path(pointer, resource.object);
  finding.pointer = std::move(pointer);
  return finding;
}

base::Finding& RuleContext::report_at(base::Location location, std::string message, std::string remedy) {
  findings_.push_back(base::make_finding(rule_.info(), std::move(message), std::move(location)));
  if (!remedy.empty()) {
    findings_.back().remedy = std::move(remedy);
  }
  return findings_.back();
}

std::span<const std::unique_ptr<Rule>> rules() {
  static const std::vector<std::unique_ptr<Rule>> kRules = [] {
    auto list = all_rules();
    std::sort(list.begin(), list.end(),
              [](const auto& a, const auto& b) { return a->info().code < b->info().code; });
    return list;
  }();
  return kRules;
}

bool applies_to(const base::RuleInfo& info, const releases::Release* to) {
  if (to == nullptr) {
    return true;
  }
  const auto& releases = releases::catalog().releases();
  const auto place = [&releases](std::string_view version) {
    return std::find_if(releases.begin(), releases.end(),
                        [version](const releases::Release& r) { return r.version == version; });
  };
  const auto target = place(to->version);
  return (info.since.empty() || target >= place(info.since)) &&
         (info.until.empty() || target <= place(info.until));
}

void run_rules(Reach reach, const model::ResourceSet& resources, const RunFacts& facts,
               std::vector<base::Finding>& findings) {
  for (const auto& rule : rules()) {
    if (rule->reach() == reach && applies_to(rule->info(), facts.to) &&
        !facts.disabled.contains(rule->info().slug)) {
      RuleContext context(*rule, resources, facts, findings);
      rule->run(context);
    }
  }
}

}  // namespace nsmkit::validate
