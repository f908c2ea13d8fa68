#include <string>

#include "validate/rule.hpp"
#include "validate/spec.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM412",
    .slug = "empty-match",
    .severity = base::Severity::kWarning,
    .summary = "a match of an HTTPRouteGroup without any condition",
    .why = "Without a path, methods and headers it takes every request, which is rarely meant.",
    .remedy =
        "Add the condition that is missing, or write pathRegex: \".*\" and methods: [\"*\"] if every request "
        "is "
        "meant.",
    .source = "SMI traffic specs: a match without pathRegex and methods applies to any path and method",
};

constexpr std::string_view kKinds[] = {"HTTPRouteGroup"};

bool has_condition(const Json& match) {
  return !text_at(match, "/pathRegex").empty() || !list_at(match, "/methods").empty() ||
         !list_at(match, "/headers").empty() || !object_at(match, "/headers").empty();
}

class EmptyMatch final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* group : context.all("HTTPRouteGroup")) {
      std::size_t index = 0;
      for (const Json& match : list_at(group->object, "/spec/matches")) {
        if (match.is_object() && !has_condition(match)) {
          const std::string_view name = text_at(match, "/name");
          context.report(*group, element("/spec/matches", index),
                         (name.empty() ? "the match" : "the match " + in_quotes(name)) +
                             " has no condition, so it takes every request");
        }
        ++index;
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_empty_match_rule() { return std::make_unique<EmptyMatch>(); }

}  // namespace nsmkit::validate
