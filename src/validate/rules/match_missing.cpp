#include <string>
#include <unordered_set>
#include <vector>

#include "base/text.hpp"
#include "validate/references.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM303",
    .slug = "match-missing",
    .severity = base::Severity::kError,
    .summary = "a rule names a match that its HTTPRouteGroup lacks",
    .why = "The name leads nowhere, so the rule does not cover the requests it was written for.",
    .remedy =
        "Correct the name, or add the match to the group. A rule without matches stands for all matches of "
        "its group.",
    .source = "SMI traffic access: rules[].matches; NGINX Service Mesh: RateLimit rules",
};

constexpr std::string_view kKinds[] = {"TrafficTarget", "TrafficSplit", "RateLimit", "HTTPRouteGroup"};

// Similar names are looked for among this many only.
constexpr std::size_t kNamesForHint = 32;

/// The names of all matches, by group.
class MatchNames {
 public:
  explicit MatchNames(const RuleContext& context) {
    for (const auto groups : {context.all("HTTPRouteGroup"), context.refused("HTTPRouteGroup")}) {
      for (const model::Resource* group : groups) {
        add(*group);
      }
    }
  }

  /// Whether the group that a rule of this namespace names has such a match.
  [[nodiscard]] bool has(std::string_view name_space, std::string_view group, std::string_view match) const {
    if (name_space.empty()) {
      return keys_.contains(key_of({group, match}));
    }
    return keys_.contains(key_of({name_space, group, match})) || keys_.contains(key_of({"", group, match}));
  }

 private:
  void add(const model::Resource& group) {
    for (const Json& match : list_at(group.object, "/spec/matches")) {
      const std::string_view name = text_at(match, "/name");
      keys_.insert(key_of({group.ref.name_space, group.ref.name, name}));
      keys_.insert(key_of({group.ref.name, name}));
    }
  }

  std::unordered_set<std::string> keys_;
};

std::string hint(const model::Resource& group, std::string_view name) {
  std::vector<std::string_view> names;
  for (const Json& match : list_at(group.object, "/spec/matches")) {
    if (names.size() == kNamesForHint) {
      break;
    }
    if (const std::string_view other = text_at(match, "/name"); !other.empty()) {
      names.push_back(other);
    }
  }
  const auto meant = base::nearest(name, names);
  return meant ? "; did you mean " + in_quotes(*meant) + "?" : "";
}

void check_group_rule(RuleContext& context, const RouteReference& rule, const model::Resource& group,
                      const MatchNames& known) {
  const std::string_view group_name = text_at(*rule.value, "/name");
  std::size_t index = 0;
  for (const Json& value : list_at(*rule.value, "/matches")) {
    const std::string pointer = element(rule.pointer + "/matches", index++);
    const std::string_view name =
        value.is_string() ? std::string_view(value.get_ref<const std::string&>()) : "";
    if (value.is_string() && !known.has(rule.from->ref.name_space, group_name, name)) {
      base::Finding& finding = context.report(*rule.from, pointer,
                                              "HTTPRouteGroup " + scoped(group.ref.name_space, group_name) +
                                                  " has no match " + in_quotes(name) + hint(group, name));
      if (rule.from->ref.kind == "RateLimit") {
        finding.severity = base::Severity::kWarning;
      }
    }
  }
}

void check_tcp_rule(RuleContext& context, const RouteReference& rule) {
  if (!list_at(*rule.value, "/matches").empty()) {
    context
        .report(*rule.from, rule.pointer + "/matches",
                "a TCPRoute has no matches, so these names lead nowhere",
                "Remove matches from the rule; set the port in spec.destination.port.")
        .severity = base::Severity::kWarning;
  }
}

class MatchMissing final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    const Lookup groups(context, "HTTPRouteGroup");
    const MatchNames known(context);
    for (const RouteReference& rule : route_references(context, Objects::kAccepted)) {
      const std::string_view kind = text_at(*rule.value, "/kind");
      if (kind == "TCPRoute") {
        check_tcp_rule(context, rule);
      } else if (kind == "HTTPRouteGroup") {
        const model::Resource* group = groups.find(rule.from->ref.name_space, text_at(*rule.value, "/name"));
        if (group != nullptr) {
          check_group_rule(context, rule, *group, known);
        }
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_match_missing_rule() { return std::make_unique<MatchMissing>(); }

}  // namespace nsmkit::validate
