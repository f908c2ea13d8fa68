#include <algorithm>
#include <iterator>
#include <string>

#include "base/text.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM415",
    .slug = "method-unknown",
    .severity = base::Severity::kWarning,
    .summary = "a method in an HTTPRouteGroup that is none of HTTP",
    .why =
        "The schema takes any word, so a misspelt method is stored without complaint and matches no request. "
        "Methods are upper case.",
    .remedy = "Use GET, HEAD, PUT, POST, DELETE, CONNECT, OPTIONS, TRACE, PATCH or \"*\" for all.",
    .source = "NGINX Service Mesh CRDs: the list of methods is gone since release 1.5.0",
};

constexpr std::string_view kKinds[] = {"HTTPRouteGroup"};

constexpr std::string_view kMethods[] = {"*",      "GET",     "HEAD",    "PUT",   "POST",
                                         "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"};

void check(RuleContext& context, const model::Resource& group, const std::string& pointer,
           const Json& method) {
  if (!method.is_string()) {
    return;
  }
  const std::string& name = method.get_ref<const std::string&>();
  if (std::find(std::begin(kMethods), std::end(kMethods), name) == std::end(kMethods)) {
    const auto meant = base::nearest(name, kMethods);
    context.report(group, pointer,
                   "there is no HTTP method " + in_quotes(name) +
                       (meant ? "; did you mean " + in_quotes(*meant) + "?" : ""));
  }
}

class MethodUnknown final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* group : context.all("HTTPRouteGroup")) {
      std::size_t index = 0;
      for (const Json& match : list_at(group->object, "/spec/matches")) {
        const std::string pointer = element("/spec/matches", index++, "/methods");
        std::size_t place = 0;
        for (const Json& method : list_at(match, "/methods")) {
          check(context, *group, element(pointer, place++), method);
        }
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_method_unknown_rule() { return std::make_unique<MethodUnknown>(); }

}  // namespace nsmkit::validate
