#include "releases/annotations.hpp"
#include "validate/kinds.hpp"
#include "validate/pod_template.hpp"
#include "validate/rule.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM507",
    .slug = "pod-annotation-retired",
    .severity = base::Severity::kError,
    .summary = "a Pod annotation that the release does not read any more",
    .why =
        "The mesh ignores the annotation without a word: Pods lose or get a sidecar, and Ingress Controllers "
        "leave the mesh, when they start anew.",
    .remedy = "Write the Pod label that takes the place of the annotation before the Pods start anew.",
    .source =
        "schemas/annotations.json; v2.0.0:docs/content/releases/release-notes-1.4.0.md, -1.6.0.md, "
        "-1.7.0.md, -2.0.0.md",
};

bool is_replaced(const PodTemplate& pods, const releases::Mark& mark) {
  return !mark.replaced_by.empty() && pods.has(releases::mark(mark.replaced_by));
}

// What the loss means; empty for a value that says what holds without it, too.
std::string_view effect_of(const releases::Mark& mark, std::string_view value) {
  const auto found = mark.ignored.find(mark.ignored.contains("") ? std::string_view() : value);
  return found == mark.ignored.end() ? std::string_view() : std::string_view(found->second);
}

std::string remedy_of(const releases::Mark& mark, std::string_view value) {
  const auto found = mark.values.find(value);
  if (mark.replaced_by.empty()) {
    return "Remove the annotation; nothing takes its place.";
  }
  return "Write the Pod label " + releases::mark(mark.replaced_by).key +
         (found == mark.values.end() ? "" : ": \"" + found->second + "\"") + " instead.";
}

void check(const PodTemplate& pods, const releases::Mark& mark, const releases::Release& to,
           RuleContext& context) {
  const auto state = releases::state_in(mark, to);
  const std::string_view value = pods.value_of(mark);
  const std::string_view effect = effect_of(mark, value);
  if (state == releases::MarkState::kRead || effect.empty()) {
    return;
  }
  const bool removed = state == releases::MarkState::kRemoved;
  base::Finding& finding = context.report(
      *pods.resource, pods.pointer_to(mark),
      "release " + to.version + (removed ? " ignores" : " still reads, but calls deprecated,") +
          " the annotation " + mark.key +
          (removed ? "; " + std::string(effect) : "; it is gone in " + mark.removed),
      remedy_of(mark, value));
  if (!removed) {
    finding.severity = base::Severity::kInfo;
  } else if (mark.replaced_by.empty()) {
    finding.severity = base::Severity::kWarning;
  }
}

class PodAnnotationRetired final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kWorkloadKinds; }

  void run(RuleContext& context) const override {
    const releases::Release* to = context.facts().to;
    if (to == nullptr) {
      return;
    }
    for_each_template(context, MadePods::kSkip, [&context, to](const PodTemplate& pods) {
      for (const releases::Mark& mark : releases::marks()) {
        if (mark.form == releases::MarkForm::kAnnotation && mark.on == "Pod" && pods.has(mark) &&
            !is_replaced(pods, mark)) {
          check(pods, mark, *to, context);
        }
      }
    });
  }
};

}  // namespace

std::unique_ptr<Rule> make_pod_annotation_retired_rule() { return std::make_unique<PodAnnotationRetired>(); }

}  // namespace nsmkit::validate
