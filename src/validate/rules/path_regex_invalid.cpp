#include <string>

#include "validate/pcre.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM413",
    .slug = "path-regex-invalid",
    .severity = base::Severity::kWarning,
    .summary = "a pathRegex that does not compile",
    .why =
        "NGINX matches with PCRE. A pattern that it cannot compile matches nothing, or keeps the sidecars "
        "from taking their configuration.",
    .remedy =
        "Correct the pattern; every character of .^$*+?()[]{}|\\ that is meant as itself needs a backslash.",
    .source = "PCRE2, the regular expressions of NGINX",
};

constexpr std::string_view kKinds[] = {"HTTPRouteGroup"};

std::string remedy_for(std::string_view pattern) {
  return pattern == "*" ? "Write .* to match every path." : "";
}

class PathRegexInvalid final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* group : context.all("HTTPRouteGroup")) {
      std::size_t index = 0;
      for (const Json& match : list_at(group->object, "/spec/matches")) {
        const std::string_view pattern = text_at(match, "/pathRegex");
        if (const auto fault = check_pattern(pattern)) {
          context.report(*group, element("/spec/matches", index, "/pathRegex"),
                         "the pattern " + in_quotes(pattern) + " does not compile: " + fault_text(*fault),
                         remedy_for(pattern));
        }
        ++index;
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_path_regex_invalid_rule() { return std::make_unique<PathRegexInvalid>(); }

}  // namespace nsmkit::validate
