#include <string>

#include "validate/path_pattern.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM417",
    .slug = "path-regex-unanchored",
    .severity = base::Severity::kInfo,
    .summary = "a pathRegex that also matches longer paths",
    .why =
        "A pathRegex is not tied to the end of the path: /api also matches /apiary, and a TrafficTarget for "
        "it grants access to both.",
    .remedy = "Add (/|$) for the path and all below it, or $ for this path alone.",
    .source = "SMI traffic specs: pathRegex is anchored at the start only",
};

constexpr std::string_view kKinds[] = {"HTTPRouteGroup"};

// For plain patterns, a path that shows it.
std::string example(std::string_view pattern) {
  const auto path = literal_path(pattern);
  return path ? ", such as " + in_quotes(path->text + "-old") : "";
}

class PathRegexUnanchored final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* group : context.all("HTTPRouteGroup")) {
      std::size_t index = 0;
      for (const Json& match : list_at(group->object, "/spec/matches")) {
        const std::string_view pattern = text_at(match, "/pathRegex");
        if (ends_in_open_word(pattern)) {
          context.report(
              *group, element("/spec/matches", index, "/pathRegex"),
              "the pattern " + in_quotes(pattern) + " also matches longer paths" + example(pattern));
        }
        ++index;
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_path_regex_unanchored_rule() { return std::make_unique<PathRegexUnanchored>(); }

}  // namespace nsmkit::validate
