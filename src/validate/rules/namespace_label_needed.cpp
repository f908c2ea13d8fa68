#include <map>
#include <set>

#include "releases/annotations.hpp"
#include "validate/pod_template.hpp"
#include "validate/rule.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM508",
    .slug = "namespace-label-needed",
    .severity = base::Severity::kError,
    .summary = "a namespace of the mesh without the label that lets its Pods be injected",
    .why =
        "From 2.0.0 on Pods get a sidecar only in namespaces that carry the label. Without it they come back "
        "without a sidecar the next time they start, and policies do not hold for them.",
    .remedy =
        "Before the Pods start anew: kubectl label namespaces NAMESPACE "
        "injector.nsm.nginx.com/auto-inject=enabled",
    .source =
        "v2.0.0:docs/content/releases/release-notes-2.0.0.md, "
        "v2.0.0:helm-chart/templates/nginx-mesh-controller.yaml",
    .since = "2.0.0",
};

constexpr std::string_view kAllKinds[] = {"Namespace",
                                          "TrafficSplit",
                                          "TrafficTarget",
                                          "RateLimit",
                                          "CircuitBreaker",
                                          "Deployment",
                                          "StatefulSet",
                                          "DaemonSet",
                                          "ReplicaSet",
                                          "ReplicationController",
                                          "Job",
                                          "CronJob",
                                          "Pod"};

/// What the backup knows of one namespace.
struct Space {
  const model::Resource* policy = nullptr;  // the first that names it
  std::string pointer;                      // where that policy names it
  const model::Resource* pod = nullptr;     // the first Pod that its namespace let in
  std::size_t policies = 0;
  std::size_t pods = 0;
  bool has_labelled_pods = false;
};
using Spaces = std::map<std::string, Space>;

// Traffic is limited, split and allowed between sidecars: those of the sources as well.
void collect_policy(const model::Resource& policy, Spaces& spaces) {
  std::set<std::string_view> named;
  const auto add = [&](std::string pointer) {
    const std::string_view name = text_at(policy.object, pointer);
    if (name.empty() || !named.insert(name).second) {
      return;
    }
    Space& space = spaces[std::string(name)];
    if (space.policies++ == 0) {
      space.policy = &policy;
      space.pointer = std::move(pointer);
    }
  };
  add("/metadata/namespace");
  add("/spec/destination/namespace");
  const std::size_t sources = list_at(policy.object, "/spec/sources").size();
  for (std::size_t index = 0; index < sources; ++index) {
    add(element("/spec/sources", index, "/namespace"));
  }
}

// Pods with a label or annotation of their own do not depend on the namespace.
void collect_pods(const RuleContext& context, Spaces& spaces) {
  const releases::Mark& label = releases::mark("pod-auto-inject");
  const releases::Mark& annotation = releases::mark("pod-auto-inject-annotation");
  for_each_template(context, MadePods::kInclude, [&](const PodTemplate& pods) {
    const model::Resource& resource = *pods.resource;
    if (resource.ref.name_space.empty()) {
      return;
    }
    if (pods.has(label)) {
      spaces[resource.ref.name_space].has_labelled_pods = true;
    } else if (resource.ref.kind == "Pod" && is_injected(pods) && !pods.has(annotation)) {
      Space& space = spaces[resource.ref.name_space];
      space.pod = space.pods++ == 0 ? &resource : space.pod;
    }
  });
}

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string subject_text(const std::string& name, const Space& space) {
  const std::string pods = space.pods == 0 ? "" : counted(space.pods, "injected Pod", "injected Pods");
  const std::string policies =
      space.policies == 0 ? "" : "named by " + counted(space.policies, "policy", "policies");
  return "namespace '" + name + "' (" + pods + (pods.empty() || policies.empty() ? "" : ", ") + policies +
         ")";
}

void report_unknown(const std::string& name, const Space& space, const std::string& remedy,
                    RuleContext& context) {
  const std::string message = "the backup does not show whether " + subject_text(name, space) +
                              " carries the label that lets its Pods be injected";
  if (space.pod != nullptr) {
    context.report(*space.pod, "/metadata/namespace", message, remedy).severity = base::Severity::kWarning;
  } else {
    context.report(*space.policy, space.pointer, message, remedy).severity = base::Severity::kInfo;
  }
}

void check(const std::string& name, const Space& space, RuleContext& context) {
  if (space.pod == nullptr && (space.policy == nullptr || space.has_labelled_pods)) {
    return;
  }
  const releases::Mark& label = releases::mark("namespace-auto-inject");
  const std::string command = "kubectl label namespaces " + name + " " + label.key + "=enabled";
  const auto found = context.find("Namespace", "", name);
  if (found.empty()) {
    report_unknown(name, space, "Unless it does, before its Pods start anew: " + command, context);
    return;
  }
  const model::Resource& name_space = *found.front();
  const std::string value(text_at(name_space.object, releases::pointer_to(label)));
  if (value == "enabled") {
    return;
  }
  base::Finding& finding = context.report(
      name_space, value.empty() ? "/metadata/labels" : releases::pointer_to(label),
      subject_text(name, space) +
          (value.empty() ? " does not carry the label that lets its Pods be injected"
                         : " is kept out of the mesh: its label " + label.key + " says '" + value + "'"),
      "Before its Pods start anew: " + command + (value.empty() ? "" : " --overwrite"));
  if (space.pod == nullptr) {
    finding.severity = base::Severity::kWarning;
  }
}

class NamespaceLabelNeeded final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kAllKinds; }

  void run(RuleContext& context) const override {
    const RunFacts& facts = context.facts();
    if (facts.to == nullptr ||
        (facts.from != nullptr && releases::injects_only_where_labelled(*facts.from))) {
      return;
    }
    Spaces spaces;
    for (const std::string_view kind : {"TrafficSplit", "TrafficTarget", "RateLimit", "CircuitBreaker"}) {
      for (const model::Resource* policy : context.all(kind)) {
        collect_policy(*policy, spaces);
      }
    }
    collect_pods(context, spaces);
    for (const auto& [name, space] : spaces) {
      if (!releases::is_never_injected(name)) {
        check(name, space, context);
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_namespace_label_needed_rule() { return std::make_unique<NamespaceLabelNeeded>(); }

}  // namespace nsmkit::validate
