#include "validate/kinds.hpp"
#include "validate/pod_template.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM515",
    .slug = "probe-without-scheme",
    .severity = base::Severity::kWarning,
    .summary = "an injected manifest with an HTTP probe that names no scheme",
    .why =
        "Manual injection rewrites probes; where the scheme was left out, the rewritten probe fails (issue "
        "22861). The injector of 2.0.0 fills it in.",
    .remedy = "Write scheme: HTTP in the probe.",
    .source =
        "v2.0.0:docs/content/releases/release-notes-0.9.0.md (issue 22861), v2.0.0:pkg/inject/config.go",
    .until = "1.7.0",
};

class ProbeWithoutScheme final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kWorkloadKinds; }

  void run(RuleContext& context) const override {
    for_each_template(context, MadePods::kSkip, [&context](const PodTemplate& pods) {
      if (!is_injected(pods)) {
        return;
      }
      for_each_container(pods, [&](const Json& container, const std::string& pointer) {
        for (const std::string_view probe : {"/livenessProbe", "/readinessProbe", "/startupProbe"}) {
          const std::string get = std::string(probe) + "/httpGet";
          const Json& action = object_at(container, get);
          if (!action.empty() && !action.contains("scheme")) {
            context.report(*pods.resource, pointer + get,
                           "the " + std::string(probe.substr(1)) + " of container '" +
                               std::string(text_at(container, "/name")) + "' names no scheme");
          }
        }
      });
    });
  }
};

}  // namespace

std::unique_ptr<Rule> make_probe_without_scheme_rule() { return std::make_unique<ProbeWithoutScheme>(); }

}  // namespace nsmkit::validate
