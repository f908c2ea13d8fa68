#include <string>
#include <utility>
#include <vector>

#include "validate/references.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM432",
    .slug = "namespace-defaulted",
    .severity = base::Severity::kWarning,
    .summary = "a subject of a TrafficTarget without a namespace",
    .why =
        "Release 0.6.0 took \"default\" for it. What later releases take is not documented, most likely the "
        "namespace of the TrafficTarget; after a restore the policy may stand for other workloads.",
    .remedy = "Write the namespace of every subject.",
    .source = "NGINX Service Mesh known issue 17234",
};

constexpr std::string_view kKinds[] = {"TrafficTarget"};

// One finding for a TrafficTarget, at the first of them: the cause is the same for all.
void check(RuleContext& context, const model::Resource& target) {
  std::vector<std::string> open;
  for (const TargetReference& subject : subjects_of(target)) {
    std::string pointer = subject.pointer.substr(0, subject.pointer.rfind('/'));
    if (text_at(target.object, pointer + "/namespace").empty()) {
      open.push_back(std::move(pointer));
    }
  }
  if (open.empty()) {
    return;
  }
  const std::string& own = target.ref.name_space;
  context.report(target, open.front(),
                 open.size() == 1
                     ? "this subject has no namespace"
                     : "this subject and " + std::to_string(open.size() - 1) + " more have no namespace",
                 own.empty() ? ""
                             : "Write the namespace of every subject; " + shortened(own) +
                                   " if that of the TrafficTarget is meant.");
}

class NamespaceDefaulted final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* target : context.all("TrafficTarget")) {
      check(context, *target);
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_namespace_defaulted_rule() { return std::make_unique<NamespaceDefaulted>(); }

}  // namespace nsmkit::validate
