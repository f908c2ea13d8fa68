#include <string>

#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM411",
    .slug = "unnamed-match",
    .severity = base::Severity::kWarning,
    .summary = "a match of an HTTPRouteGroup without a name",
    .why = "No rule can refer to it by name; it only counts where a policy takes the whole group.",
    .remedy = "Give the match a name that is unique within the group.",
    .source = "SMI traffic specs: name; the NGINX Service Mesh CRD does not require it since release 1.5.0",
};

constexpr std::string_view kKinds[] = {"HTTPRouteGroup"};

class UnnamedMatch final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* group : context.all("HTTPRouteGroup")) {
      std::size_t index = 0;
      for (const Json& match : list_at(group->object, "/spec/matches")) {
        if (match.is_object() && text_at(match, "/name").empty()) {
          context.report(*group, element("/spec/matches", index), "the match has no name");
        }
        ++index;
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_unnamed_match_rule() { return std::make_unique<UnnamedMatch>(); }

}  // namespace nsmkit::validate
