#include <string>

#include "base/pointer.hpp"
#include "validate/pcre.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM414",
    .slug = "header-regex-invalid",
    .severity = base::Severity::kWarning,
    .summary = "a header condition that is no regular expression",
    .why =
        "The value of a header is matched by PCRE. A pattern that does not compile matches nothing, or keeps "
        "the sidecars from taking their configuration.",
    .remedy =
        "Correct the pattern; every character of .^$*+?()[]{}|\\ that is meant as itself needs a backslash.",
    .source = "PCRE2, the regular expressions of NGINX",
};

constexpr std::string_view kKinds[] = {"HTTPRouteGroup"};

void check(RuleContext& context, const model::Resource& group, const std::string& pointer,
           const Json& headers) {
  for (const auto& [name, value] : headers.items()) {
    if (!value.is_string()) {
      continue;
    }
    const std::string& pattern = value.get_ref<const std::string&>();
    if (const auto fault = check_pattern(pattern)) {
      std::string place = pointer;
      base::append_token(place, name);
      context.report(group, place,
                     "the pattern " + in_quotes(pattern) + " for header " + in_quotes(name) +
                         " does not compile: " + fault_text(*fault));
    }
  }
}

// A mapping, or in older releases a list of mappings.
void check_match(RuleContext& context, const model::Resource& group, const std::string& pointer,
                 const Json& match) {
  check(context, group, pointer, object_at(match, "/headers"));
  std::size_t index = 0;
  for (const Json& headers : list_at(match, "/headers")) {
    check(context, group, element(pointer, index++), object_at(headers, ""));
  }
}

class HeaderRegexInvalid final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* group : context.all("HTTPRouteGroup")) {
      std::size_t index = 0;
      for (const Json& match : list_at(group->object, "/spec/matches")) {
        check_match(context, *group, element("/spec/matches", index++, "/headers"), match);
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_header_regex_invalid_rule() { return std::make_unique<HeaderRegexInvalid>(); }

}  // namespace nsmkit::validate
