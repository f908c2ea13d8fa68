#include <algorithm>
#include <cctype>
#include <map>

#include "base/pointer.hpp"
#include "releases/capabilities.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM501",
    .slug = "headers-list",
    .severity = base::Severity::kError,
    .summary = "an HTTPRouteGroup whose headers have the shape of other releases",
    .why =
        "Up to 1.4.1 headers is a list of maps, from 1.5.0 on it is one map. The API server refuses the "
        "other shape, and with it the whole group.",
    .remedy = "Run nsmkit convert, which rewrites the headers.",
    .source =
        "the CRDs of 1.4.1 and 1.5.0 (helm-chart/crds), v1.5.0:helm-chart/templates/pre-upgrade-hook.yaml",
};

constexpr std::string_view kKinds[] = {"HTTPRouteGroup"};

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// The header that a list asks for with two different patterns; a map can hold one of them only. Header names
// ignore case. Empty when there is none.
std::string header_with_two_patterns(const Json& list) {
  std::map<std::string, const Json*> patterns;
  for (const Json& part : list) {
    if (!part.is_object()) {
      continue;
    }
    for (const auto& header : part.items()) {
      const auto [found, added] = patterns.emplace(lower_case(header.key()), &header.value());
      if (!added && *found->second != header.value()) {
        return header.key();
      }
    }
  }
  return {};
}

void report_list(const model::Resource& group, std::size_t index, const Json& list,
                 const releases::Release& to, RuleContext& context) {
  const std::string twice = header_with_two_patterns(list);
  const std::string message =
      "headers is a list, as up to release 1.4.1; release " + to.version + " wants a map";
  if (twice.empty()) {
    context.report(group, element("/spec/matches", index, "/headers"), message,
                   "Run nsmkit convert --to " + to.version + ", which makes one map of it.");
  } else {
    context.report(group, element("/spec/matches", index, "/headers"),
                   message + ", which cannot hold the two patterns for header '" + twice + "'",
                   "Write one pattern for '" + twice + "' that asks for both, then run nsmkit convert --to " +
                       to.version + ".");
  }
}

class HeadersList final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    const releases::Release* to = context.facts().to;
    const auto shape = to == nullptr ? releases::HeaderShape::kUnknown : releases::header_shape(*to);
    for (const model::Resource* group : context.refused("HTTPRouteGroup")) {
      std::size_t index = 0;
      for (const Json& match : list_at(group->object, "/spec/matches")) {
        const Json* headers = base::find(match, "/headers");
        if (headers != nullptr && headers->is_array() && shape == releases::HeaderShape::kMap) {
          report_list(*group, index, *headers, *to, context);
        } else if (headers != nullptr && headers->is_object() && shape == releases::HeaderShape::kList) {
          context.report(*group, element("/spec/matches", index, "/headers"),
                         "headers is a map; release " + to->version + " wants a list of maps",
                         "Run nsmkit convert --to " + to->version + ", which makes a list of it.");
        }
        ++index;
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_headers_list_rule() { return std::make_unique<HeadersList>(); }

}  // namespace nsmkit::validate
