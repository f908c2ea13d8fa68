#include <string>
#include <unordered_map>

#include "validate/rule.hpp"
#include "validate/spec.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM410",
    .slug = "duplicate-match-name",
    .severity = base::Severity::kError,
    .summary = "two matches of an HTTPRouteGroup with the same name",
    .why =
        "Rules refer to matches by name. The admission webhook checks HTTPRouteGroups when they are created "
        "and refuses such a group.",
    .remedy = "Give every match a name of its own, and adapt the rules that refer to them.",
    .source = "NGINX Service Mesh known issue 17153",
};

constexpr std::string_view kKinds[] = {"HTTPRouteGroup"};

class DuplicateMatchName final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* group : context.all("HTTPRouteGroup")) {
      std::unordered_map<std::string_view, std::size_t> seen;
      std::size_t index = 0;
      for (const Json& match : list_at(group->object, "/spec/matches")) {
        const std::string_view name = text_at(match, "/name");
        const auto [first, added] = seen.try_emplace(name, index);
        if (!name.empty() && !added) {
          context.report(*group, element("/spec/matches", index, "/name"),
                         "the name " + in_quotes(name) + " is already that of spec.matches[" +
                             std::to_string(first->second) + "]");
        }
        ++index;
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_duplicate_match_name_rule() { return std::make_unique<DuplicateMatchName>(); }

}  // namespace nsmkit::validate
