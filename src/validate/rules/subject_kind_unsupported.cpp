#include <string>

#include "base/text.hpp"
#include "validate/references.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM436",
    .slug = "subject-kind-unsupported",
    .severity = base::Severity::kWarning,
    .summary = "a subject of a TrafficTarget that is no ServiceAccount",
    .why =
        "The mesh identifies workloads by their ServiceAccount. The schema takes any kind, but nothing gives "
        "others a meaning.",
    .remedy = "Name the ServiceAccount that the workload runs under.",
    .source = "SMI traffic access: subjects are ServiceAccounts",
};

constexpr std::string_view kKinds[] = {"TrafficTarget"};

constexpr std::string_view kServiceAccount[] = {"ServiceAccount"};

class SubjectKindUnsupported final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* target : context.all("TrafficTarget")) {
      for (const TargetReference& subject : subjects_of(*target)) {
        if (subject.kind.empty() || subject.kind == kServiceAccount[0]) {
          continue;
        }
        const std::string pointer = subject.pointer.substr(0, subject.pointer.rfind('/')) + "/kind";
        const auto meant = base::nearest(subject.kind, kServiceAccount);
        context.report(*target, pointer,
                       "the subject " + scoped(subject.name_space, subject.name) + " is of kind " +
                           in_quotes(subject.kind) +
                           (meant ? "; did you mean " + in_quotes(*meant) + "?"
                                  : ", which the mesh does not know here"));
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_subject_kind_unsupported_rule() {
  return std::make_unique<SubjectKindUnsupported>();
}

}  // namespace nsmkit::validate
