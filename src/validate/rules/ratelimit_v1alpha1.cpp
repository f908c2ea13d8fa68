#include "base/pointer.hpp"
#include "releases/capabilities.hpp"
#include "validate/rule.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM506",
    .slug = "ratelimit-v1alpha1",
    .severity = base::Severity::kInfo,
    .summary = "a RateLimit of version v1alpha1",
    .why =
        "The API server takes it and stores it as v1alpha2; every later export shows v1alpha2. The content "
        "stays the same.",
    .remedy = "Nothing has to be done. To have both alike, write apiVersion: specs.smi.nginx.com/v1alpha2.",
    .source = "v1.2.0:helm-chart/crds/ratelimit.yaml",
};

constexpr std::string_view kKinds[] = {"RateLimit"};

class RatelimitV1alpha1 final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }
  [[nodiscard]] Reach reach() const override { return Reach::kObject; }

  void run(RuleContext& context) const override {
    const releases::Release* to = context.facts().to;
    if (to == nullptr || !releases::serves_ratelimit_rules(*to)) {
      return;
    }
    for (const model::Resource* limit : context.all("RateLimit")) {
      // With rules it is no small matter, and ratelimit-rules-dropped says so.
      if (limit->ref.api_version == "specs.smi.nginx.com/v1alpha1" &&
          base::find(limit->object, "/spec/rules") == nullptr) {
        context.report(*limit, "/apiVersion",
                       "release " + to->version + " stores this RateLimit as v1alpha2");
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_ratelimit_v1alpha1_rule() { return std::make_unique<RatelimitV1alpha1>(); }

}  // namespace nsmkit::validate
