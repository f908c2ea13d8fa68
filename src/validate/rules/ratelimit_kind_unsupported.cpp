#include <algorithm>

#include "base/text.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM442",
    .slug = "ratelimit-kind-unsupported",
    .severity = base::Severity::kWarning,
    .summary = "a RateLimit for a kind of object that the mesh cannot limit",
    .why =
        "The CRD takes any kind, but the mesh finds no Pods for others than the supported ones, so nothing "
        "is limited.",
    .remedy = "Use Pod, Deployment, DaemonSet, StatefulSet or Service.",
    .source = "v2.0.0:docs/content/guides/smi-traffic-policies.md",
};

constexpr std::string_view kKinds[] = {"RateLimit"};

constexpr std::string_view kSupported[] = {"Pod", "Deployment", "DaemonSet", "StatefulSet", "Service"};

void check(const model::Resource& limit, const std::string& pointer, const std::string& role,
           RuleContext& context) {
  const std::string_view kind = text_at(limit.object, pointer);
  if (kind.empty() || std::find(std::begin(kSupported), std::end(kSupported), kind) != std::end(kSupported)) {
    return;
  }
  const auto meant = base::nearest(kind, kSupported);
  context.report(limit, pointer, "'" + std::string(kind) + "' is no kind of " + role + " that can be limited",
                 meant ? "Did you mean " + std::string(*meant) + "?" : "");
}

class RatelimitKindUnsupported final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    for (const model::Resource* limit : context.all("RateLimit")) {
      check(*limit, "/spec/destination/kind", "destination", context);
      const std::size_t count = list_at(limit->object, "/spec/sources").size();
      for (std::size_t index = 0; index < count; ++index) {
        check(*limit, element("/spec/sources", index, "/kind"), "source", context);
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_ratelimit_kind_unsupported_rule() {
  return std::make_unique<RatelimitKindUnsupported>();
}

}  // namespace nsmkit::validate
