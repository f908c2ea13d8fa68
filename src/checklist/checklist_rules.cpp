#include "checklist/checklist_rules.hpp"

#include <array>

namespace nsmkit::checklist {

using base::RuleInfo;
using base::Severity;

const RuleInfo kReleaseContradiction{
    "NSM560",
    "checklist-release",
    Severity::kWarning,
    "the files were made by another release than the one that was named",
    "The steps depend on the release that runs. With a wrong one, some are missing.",
    "Check with `nginx-meshctl version` which release runs, and name it with --from.",
    "schemas/releases/releases.json"};
const RuleInfo kPlatformContradiction{
    "NSM561",
    "checklist-platform",
    Severity::kWarning,
    "the configuration names another platform than the one that was named",
    "OpenShift takes other steps than Kubernetes.",
    "Check the value environment of the mesh, and name its platform with --platform.",
    "v1.3.0:helm-chart/values.yaml"};
const RuleInfo kInstallerContradiction{
    "NSM562",
    "checklist-installer",
    Severity::kWarning,
    "the files show another way of installation than the one that was named",
    "A mesh is upgraded with what it was installed with.",
    "Check with `helm list -A`: nginx-meshctl installs the release nginx-service-mesh.",
    "v2.0.0:internal/nginx-meshctl/commands/upgrade.go"};
const RuleInfo kNameContradiction{"NSM563",
                                  "checklist-name",
                                  Severity::kWarning,
                                  "the files name another namespace or release than was said",
                                  "The commands would be run against something else than the mesh.",
                                  "Check the name, and change the option or leave it out.",
                                  "v2.0.0:docs/content/get-started/upgrade/upgrade-with-helm.md"};
const RuleInfo kSeveralReleases{"NSM564",
                                "checklist-several-releases",
                                Severity::kWarning,
                                "the files were made by several releases of the mesh",
                                "Only one of them can be the one that runs; the others may be out of date.",
                                "Export the files again, or name the release that runs with --from.",
                                "schemas/releases/releases.json"};
const RuleInfo kClusterUnfit{"NSM565",
                             "checklist-cluster-unfit",
                             Severity::kError,
                             "a release on the way does not support the cluster's version",
                             "The control plane may fail to install there; Helm refuses some versions.",
                             "Upgrade the cluster before that release is installed, or take another way.",
                             "d63a51a:docs/content/about/tech-specs.md"};
const RuleInfo kClusterUnfitNow{"NSM566",
                                "checklist-cluster-unfit-now",
                                Severity::kWarning,
                                "the running release does not support the cluster's version",
                                "The mesh may misbehave until it is upgraded.",
                                "Upgrade the mesh soon, and the cluster no further before that.",
                                "d63a51a:docs/content/about/tech-specs.md"};

std::span<const RuleInfo* const> checklist_rules() {
  static constexpr std::array kAll{&kReleaseContradiction, &kPlatformContradiction, &kInstallerContradiction,
                                   &kNameContradiction,    &kSeveralReleases,       &kClusterUnfit,
                                   &kClusterUnfitNow};
  return kAll;
}

}  // namespace nsmkit::checklist
