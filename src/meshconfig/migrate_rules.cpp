#include "meshconfig/migrate_rules.hpp"

namespace nsmkit::meshconfig {

using base::RuleInfo;
using base::Severity;

const RuleInfo kRuntimeOnly{"NSM780",
                            "runtime-setting-not-in-values",
                            Severity::kWarning,
                            "a setting was made while the mesh ran and is not in the values",
                            "The chart fills the configuration from the Helm values alone, so `helm upgrade` "
                            "and a new installation lose "
                            "it.",
                            "Install with the values that nsmkit wrote: they hold it.",
                            "v2.0.0:helm-chart/templates/nginx-mesh-controller.yaml, "
                            "v2.0.0:internal/nginx-meshctl/commands/upgrade.go"};
const RuleInfo kRuntimeDrift{
    "NSM781",
    "runtime-drift",
    Severity::kWarning,
    "the mesh runs with another value than the one it is deployed with",
    "`helm upgrade` puts the deployed value back; `nginx-meshctl upgrade` carries the running one.",
    "Check which of the two is wanted, and set it in the values.",
    "v2.0.0:helm-chart/templates/nginx-mesh-controller.yaml, "
    "v2.0.0:internal/nginx-meshctl/commands/upgrade.go"};
const RuleInfo kCarriersContradict{"NSM782",
                                   "carriers-contradict",
                                   Severity::kWarning,
                                   "two inputs of the same kind hold different values for one setting",
                                   "Only one of them can be in force; the later one was taken.",
                                   "Leave out the input that is out of date, or name it first.",
                                   "nsmkit: order of the inputs"};
const RuleInfo kSettingRetired{
    "NSM783",
    "setting-retired",
    Severity::kWarning,
    "the target does not read the setting",
    "Helm accepts it and ignores it, so what it did ends without a message.",
    "Use what replaces it, where something does; nsmkit leaves it out.",
    "v2.0.0:helm-chart/values.schema.json, v2.0.0:docs/content/releases/release-notes-2.0.0.md"};
const RuleInfo kSettingRenamed{"NSM784",
                               "setting-renamed",
                               Severity::kInfo,
                               "the setting is written under the name that the target reads",
                               "Names changed between releases; the old one is deprecated or unknown.",
                               "Use the new name in your own values too.",
                               "v2.0.0:docs/content/releases/release-notes-1.6.0.md"};
const RuleInfo kSettingConverted{
    "NSM785",
    "setting-converted",
    Severity::kInfo,
    "the value is written in another form with the same meaning",
    "The target refuses the form in which it stood.",
    "Write it in this form in your own values too.",
    "v1.6.0:helm-chart/values.schema.json, YAML 1.1: on, off and digits are no strings"};
const RuleInfo kTtlRefused{
    "NSM786",
    "ttl-refused",
    Severity::kError,
    "the target refuses the lifetime and it has no exact equivalent",
    "Installation stops at the chart's schema.",
    "Choose a lifetime that the target takes: mtls.caTTL in whole hours from 24h to 999999h, "
    "mtls.svidTTL in whole hours or minutes.",
    "v1.6.0:helm-chart/values.schema.json, v2.0.0:helm-chart/crds/meshconfig.yaml"};
const RuleInfo kDefaultChanged{"NSM787",
                               "default-changed",
                               Severity::kInfo,
                               "a setting left at its default is written, as the target's default differs",
                               "Without it the mesh would behave otherwise after the upgrade.",
                               "Remove it from the values if the new default is wanted.",
                               "values.yaml of both releases"};
const RuleInfo kUnknownSettingKept{"NSM788",
                                   "unknown-setting-kept",
                                   Severity::kWarning,
                                   "the values hold a key that no release reads",
                                   "Helm ignores it, so a misspelt setting has no effect.",
                                   "Correct the name, or remove the key. nsmkit keeps it in the values.",
                                   "v2.0.0:helm-chart/values.schema.json"};
const RuleInfo kSettingNotCarried{"NSM789",
                                  "setting-not-carried",
                                  Severity::kWarning,
                                  "a value has no place in the target's configuration, or a wrong shape",
                                  "It is lost on the way.",
                                  "Set it again after the upgrade if it is still wanted.",
                                  "v2.0.0:internal/nginx-meshctl/commands/upgrade.go"};
const RuleInfo kImageTagReplaced{
    "NSM790",
    "image-tag-replaced",
    Severity::kWarning,
    "registry.imageTag would keep the images of the old release",
    "nginx-meshctl stores the tag among the values, and Helm reuses stored values: the upgrade would run old "
    "images.",
    "Use the values that nsmkit wrote, or pass --set registry.imageTag with the new tag.",
    "v2.0.0:internal/nginx-meshctl/deploy/deploy.go, v2.0.0:pkg/helm/helm.go"};
const RuleInfo kSidecarRegistry{
    "NSM791",
    "sidecar-registry",
    Severity::kWarning,
    "the running mesh takes its sidecars from another registry than registry.server",
    "Sidecar images are made of registry.server and the tag; the old place is not carried.",
    "Set registry.server (--registry-server) to the registry that holds the new images.",
    "v1.7.0:helm-chart/configs/mesh-config.conf"};
const RuleInfo kInjectionUnknown{
    "NSM792",
    "injection-namespaces-unknown",
    Severity::kWarning,
    "injection was on for all namespaces, and the target injects only where a label says so",
    "Pods in namespaces without the label come back without a sidecar when they restart.",
    "Give nsmkit the Namespace and workload manifests too, and label each namespace that has Pods in the "
    "mesh.",
    "v2.0.0:docs/content/releases/release-notes-2.0.0.md, v2.0.0:internal/nginx-meshctl/commands/upgrade.go"};
const RuleInfo kInjectionLabels{
    "NSM793",
    "injection-labels-needed",
    Severity::kWarning,
    "namespaces need a label for injection",
    "The target no longer reads a list of namespaces; without the label Pods come back without a sidecar.",
    "Label the namespaces before Pods restart.",
    "v2.0.0:docs/content/releases/release-notes-2.0.0.md, "
    "v2.0.0:helm-chart/templates/nginx-mesh-controller.yaml"};
const RuleInfo kTelemetryReturns{
    "NSM794",
    "telemetry-returns",
    Severity::kWarning,
    "telemetry was removed while the mesh ran and still stands in the values",
    "`nginx-meshctl upgrade` and `helm upgrade` bring it back from the stored values.",
    "Remove telemetry from the values, or clear it after the upgrade.",
    "v2.0.0:internal/nginx-meshctl/commands/upgrade.go"};
const RuleInfo kMeshctlUpgradeFails{
    "NSM795",
    "meshctl-upgrade-fails",
    Severity::kWarning,
    "`nginx-meshctl upgrade` cannot read this configuration",
    "It takes fields of the stored configuration for granted and crashes where one is missing.",
    "Complete the configuration before the upgrade, or upgrade with Helm or by a new installation.",
    "v1.7.0:internal/nginx-meshctl/commands/upgrade.go, v2.0.0:internal/nginx-meshctl/commands/upgrade.go"};
const RuleInfo kCarriersMissing{"NSM796",
                                "carriers-missing",
                                Severity::kInfo,
                                "a part of the configuration is not among the inputs",
                                "What is not given cannot be carried over and takes the chart's defaults.",
                                "Add the output of `helm get values`, and the ConfigMap mesh-config or the "
                                "output of `nginx-meshctl config`.",
                                "v2.0.0:docs/content/get-started/upgrade/upgrade.md"};
const RuleInfo kSecretLeftOut{
    "NSM797",
    "secret-left-out",
    Severity::kWarning,
    "a secret is replaced by a placeholder",
    "The target does not start with a placeholder in its place.",
    "Put the value in before you install, or let nsmkit write it with --include-secrets.",
    "nsmkit: secrets are written on request only"};
const RuleInfo kCommandCannotCarry{
    "NSM798",
    "command-cannot-carry",
    Severity::kWarning,
    "`nginx-meshctl deploy` has no flag for the setting, or takes it from a file",
    "The command line alone does not give the same mesh as the values.",
    "Install with Helm, or write the file that the message names.",
    "v2.0.0:internal/nginx-meshctl/commands/deploy.go, v2.0.0:api/upstream-ca-validation.json"};
const RuleInfo kBundledAddress{
    "NSM799",
    "bundled-address",
    Severity::kWarning,
    "the mesh uses the Prometheus or tracer that its release brought along",
    "The target brings none: the address leads nowhere after the upgrade.",
    "Deploy your own, and set its address in the values.",
    "v2.0.0:docs/content/releases/release-notes-1.5.0.md, v1.4.1:helm-chart/configs/mesh-config.conf"};

std::span<const RuleInfo* const> migrate_rule_infos() {
  static const RuleInfo* const kRules[] = {
      &kRuntimeOnly,        &kRuntimeDrift,      &kCarriersContradict, &kSettingRetired,
      &kSettingRenamed,     &kSettingConverted,  &kTtlRefused,         &kDefaultChanged,
      &kUnknownSettingKept, &kSettingNotCarried, &kImageTagReplaced,   &kSidecarRegistry,
      &kInjectionUnknown,   &kInjectionLabels,   &kTelemetryReturns,   &kMeshctlUpgradeFails,
      &kCarriersMissing,    &kSecretLeftOut,     &kCommandCannotCarry, &kBundledAddress};
  return kRules;
}

}  // namespace nsmkit::meshconfig
