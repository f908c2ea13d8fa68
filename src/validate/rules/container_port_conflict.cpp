#include <map>

#include "validate/pod_template.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM512",
    .slug = "container-port-conflict",
    .severity = base::Severity::kWarning,
    .summary = "a Pod whose ports keep it from being injected",
    .why = "The injector refuses Pods that name a container port twice or use SCTP.",
    .remedy = "Name each port number once, and use TCP or UDP.",
    .source = "v2.0.0:docs/content/guides/inject-sidecar-proxy.md, v2.0.0:pkg/inject/config.go",
};

constexpr std::string_view kAllKinds[] = {"Namespace", "Deployment", "StatefulSet",
                                          "DaemonSet", "ReplicaSet", "ReplicationController",
                                          "Job",       "CronJob",    "Pod"};

// Init containers run before the sidecar and are not looked at.
void check(const PodTemplate& pods, RuleContext& context) {
  std::map<std::int64_t, std::string> first;
  std::size_t index = 0;
  for (const Json& container : list_at(*pods.body, "/spec/containers")) {
    const std::string list = element(pods.pointer + "/spec/containers", index++, "/ports");
    const std::string name(text_at(container, "/name"));
    std::size_t port_index = 0;
    for (const Json& port : list_at(container, "/ports")) {
      const std::string pointer = element(list, port_index++);
      const auto number = integer_at(port, "/containerPort");
      if (text_at(port, "/protocol") == "SCTP") {
        context.report(*pods.resource, pointer + "/protocol",
                       "the container '" + name + "' uses SCTP, so the Pod is not injected");
      }
      if (!number) {
        continue;
      }
      const auto [found, added] = first.emplace(*number, name);
      if (!added) {
        context.report(*pods.resource, pointer + "/containerPort",
                       "the port " + std::to_string(*number) +
                           (found->second == name
                                ? " is named twice by container '" + name + "'"
                                : " is named by the containers '" + found->second + "' and '" + name + "'") +
                           ", so the Pod is not injected");
      }
    }
  }
}

class ContainerPortConflict final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kAllKinds; }

  void run(RuleContext& context) const override {
    for_each_template(context, MadePods::kSkip, [&context](const PodTemplate& pods) {
      if (meshing_of(pods, context) != Meshing::kNotMeshed) {
        check(pods, context);
      }
    });
  }
};

}  // namespace

std::unique_ptr<Rule> make_container_port_conflict_rule() {
  return std::make_unique<ContainerPortConflict>();
}

}  // namespace nsmkit::validate
