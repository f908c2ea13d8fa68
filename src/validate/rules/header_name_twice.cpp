#include <algorithm>
#include <string>
#include <unordered_map>

#include "base/pointer.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM416",
    .slug = "header-name-twice",
    .severity = base::Severity::kError,
    .summary = "a match with two conditions for one header",
    .why =
        "Header names do not depend on case, so two keys that differ only in case are one header, and which "
        "condition counts is left to chance.",
    .remedy =
        "Keep one condition for the header. For either of two values, write one pattern (a|b) or two "
        "matches.",
    .source = "NGINX Service Mesh access control tutorial: header names match regardless of case",
};

constexpr std::string_view kKinds[] = {"HTTPRouteGroup"};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

/// The conditions of one match: header names in lower case, and as first written.
using Names = std::unordered_map<std::string, std::string>;

void check_map(RuleContext& context, const model::Resource& group, const std::string& pointer,
               const Json& headers) {
  Names seen;
  for (const auto& [name, value] : headers.items()) {
    const auto [first, added] = seen.try_emplace(lower(name), name);
    if (!added) {
      std::string place = pointer;
      base::append_token(place, name);
      context.report(group, place,
                     "the header " + in_quotes(name) + " stands here already as " + in_quotes(first->second));
    }
  }
}

// Older releases take a list and apply all of it; the newer mapping has room for one condition a header.
void check_list(RuleContext& context, const model::Resource& group, const std::string& pointer,
                const Json& list) {
  Names seen;
  std::size_t index = 0;
  for (const Json& headers : list) {
    const std::string place = element(pointer, index++);
    if (!headers.is_object()) {
      continue;
    }
    for (const auto& [name, value] : headers.items()) {
      if (!seen.try_emplace(lower(name), name).second) {
        std::string key = place;
        base::append_token(key, name);
        context
            .report(group, key,
                    "the header " + in_quotes(name) +
                        " has a second condition here; the upgrade to 1.5.0 keeps only the last one",
                    "Write both conditions as one pattern before the upgrade.")
            .severity = base::Severity::kInfo;
      }
    }
  }
}

class HeaderNameTwice final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* group : context.all("HTTPRouteGroup")) {
      std::size_t index = 0;
      for (const Json& match : list_at(group->object, "/spec/matches")) {
        const std::string pointer = element("/spec/matches", index++, "/headers");
        check_map(context, *group, pointer, object_at(match, "/headers"));
        check_list(context, *group, pointer, list_at(match, "/headers"));
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_header_name_twice_rule() { return std::make_unique<HeaderNameTwice>(); }

}  // namespace nsmkit::validate
