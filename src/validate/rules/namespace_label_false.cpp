#include "releases/annotations.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM510",
    .slug = "namespace-label-false",
    .severity = base::Severity::kWarning,
    .summary = "a namespace kept out of the mesh by a label value that is not read any more",
    .why =
        "Up to 1.5.0 the label value false kept the Pods of a namespace from being injected; from 1.6.0 on "
        "it means nothing.",
    .remedy =
        "Write the value disabled (1.6 and 1.7), or remove the label (from 2.0.0 on, where only labelled "
        "namespaces are injected).",
    .source =
        "v1.5.0:helm-chart/templates/nginx-mesh-api.yaml, v1.6.0:helm-chart/templates/nginx-mesh-api.yaml",
};

constexpr std::string_view kKinds[] = {"Namespace"};

class NamespaceLabelFalse final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    const releases::Release* to = context.facts().to;
    const releases::Mark& label = releases::mark("namespace-auto-inject-false");
    const std::string pointer = releases::pointer_to(label);
    if (to == nullptr || releases::state_in(label, *to) != releases::MarkState::kRemoved) {
      return;
    }
    for (const model::Resource* name_space : context.all("Namespace")) {
      const std::string value(text_at(name_space->object, pointer));
      const auto replacement = label.values.find(value);
      if (replacement == label.values.end() || releases::is_labelled_by_chart(name_space->ref.name)) {
        continue;
      }
      const bool opt_in = releases::injects_only_where_labelled(*to);
      context.report(*name_space, pointer,
                     "the label value '" + value + "' does not keep Pods from being injected any more",
                     opt_in
                         ? "Remove the label: release " + to->version + " injects only where it says enabled."
                         : "Write the value " + replacement->second + ".");
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_namespace_label_false_rule() { return std::make_unique<NamespaceLabelFalse>(); }

}  // namespace nsmkit::validate
