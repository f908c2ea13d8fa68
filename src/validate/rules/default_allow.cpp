#include <string>

#include "validate/rule.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM433",
    .slug = "default-allow",
    .severity = base::Severity::kWarning,
    .summary = "TrafficTargets in a mesh that allows all traffic by default",
    .why =
        "With accessControlMode allow, a TrafficTarget protects its own destination only. Workloads without "
        "one stay open to everyone; policies from a mesh that denies by default then protect less than they "
        "did.",
    .remedy = "Set accessControlMode to deny if only what TrafficTargets allow shall pass.",
    .source = "NGINX Service Mesh configuration: accessControlMode",
};

constexpr std::string_view kKinds[] = {"TrafficTarget"};

class DefaultAllow final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    const auto& mode = context.facts().mesh.access_control_mode;
    const std::size_t count = context.all("TrafficTarget").size();
    if (mode && mode->value == "allow" && count > 0) {
      context.report_at(mode->location,
                        "accessControlMode is allow, while the inputs hold " +
                            (count == 1 ? "1 TrafficTarget" : std::to_string(count) + " TrafficTargets") +
                            ": workloads without one stay open to all");
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_default_allow_rule() { return std::make_unique<DefaultAllow>(); }

}  // namespace nsmkit::validate
