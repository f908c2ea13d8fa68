#include "validate/kinds.hpp"
#include "validate/pod_template.hpp"
#include "validate/rule.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM511",
    .slug = "ignore-ports-blanks",
    .severity = base::Severity::kWarning,
    .summary = "an annotation that lists ports with blanks",
    .why = "The injector of 2.0.0 does not take blanks beside the commas: it refuses to inject the Pod.",
    .remedy = "Remove the blanks.",
    .source = "v2.0.0:pkg/inject/ignore_ports.go",
    .since = "2.0.0",
};

constexpr std::string_view kBlanks = " \t\r\n";

class IgnorePortsBlanks final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kWorkloadKinds; }

  void run(RuleContext& context) const override {
    for_each_template(context, MadePods::kSkip, [&context](const PodTemplate& pods) {
      for (const char* id : {"ignore-incoming-ports", "ignore-outgoing-ports"}) {
        const releases::Mark& mark = releases::mark(id);
        std::string value(pods.value_of(mark));
        if (value.find_first_of(kBlanks) == std::string::npos) {
          continue;
        }
        const std::string written = value;
        std::erase_if(value, [](char c) { return kBlanks.find(c) != std::string_view::npos; });
        context.report(
            *pods.resource, pods.pointer_to(mark),
            "the list of ports '" + written + "' has blanks, which keep the Pod from being injected",
            "Write '" + value + "'.");
      }
    });
  }
};

}  // namespace

std::unique_ptr<Rule> make_ignore_ports_blanks_rule() { return std::make_unique<IgnorePortsBlanks>(); }

}  // namespace nsmkit::validate
