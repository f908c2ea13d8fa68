#include <string>

#include "validate/match_cover.hpp"
#include "validate/references.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM418",
    .slug = "match-shadowed",
    .severity = base::Severity::kWarning,
    .summary = "a match of an HTTPRouteGroup that an earlier one makes superfluous",
    .why =
        "The first match that fits a request counts. A match behind a wider one never decides anything; "
        "often "
        "the order is the wrong way round.",
    .remedy = "Put the more specific match first, or remove it.",
    .source = "NGINX Service Mesh traffic policies guide: rules are picked on a first match basis",
};

constexpr std::string_view kKinds[] = {"HTTPRouteGroup", "TrafficTarget", "TrafficSplit", "RateLimit"};

// Where rules pick single matches by name, the order within the group does not count.
NamedObjects groups_used_whole(const RuleContext& context) {
  NamedObjects used;
  for (const RouteReference& reference : route_references(context, Objects::kAccepted)) {
    if (text_at(*reference.value, "/kind") == "HTTPRouteGroup" &&
        list_at(*reference.value, "/matches").empty()) {
      used.add(reference.from->ref.name_space, text_at(*reference.value, "/name"));
    }
  }
  return used;
}

std::string label(const Json& matches, std::size_t index) {
  const std::string place = "spec.matches[" + std::to_string(index) + "]";
  const std::string_view name = text_at(matches[index], "/name");
  return name.empty() ? place : in_quotes(name) + " (" + place + ")";
}

void check(RuleContext& context, const model::Resource& group) {
  MatchCover cover;
  const Json& matches = list_at(group.object, "/spec/matches");
  for (std::size_t index = 0; index < matches.size(); ++index) {
    if (const auto earlier = cover.enter(matches[index], index)) {
      const std::string_view name = text_at(matches[index], "/name");
      context.report(group, element("/spec/matches", index),
                     "the match " + (name.empty() ? "" : in_quotes(name) + " ") +
                         "never decides: " + label(matches, *earlier) + " already takes all of its requests");
    }
  }
}

class MatchShadowed final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    const NamedObjects used = groups_used_whole(context);
    for (const model::Resource* group : context.all("HTTPRouteGroup")) {
      if (used.has(group->ref.name_space, group->ref.name)) {
        check(context, *group);
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_match_shadowed_rule() { return std::make_unique<MatchShadowed>(); }

}  // namespace nsmkit::validate
