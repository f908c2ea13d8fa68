#include "meshconfig/check_rules.hpp"

#include <array>

namespace nsmkit::meshconfig {

using base::RuleInfo;
using base::Severity;

const RuleInfo kConfigUnknown{
    .code = "NSM710",
    .slug = "config-unknown",
    .severity = Severity::kWarning,
    .summary = "a field that no release of the mesh reads",
    .why = "Charts ignore fields they do not know without a word, so a misspelt setting keeps its default.",
    .remedy = "Correct the name, or remove the field.",
    .source = "v2.0.0:helm-chart/values.schema.json (no additionalProperties: false at the top)",
};
const RuleInfo kConfigRetired{
    .code = "NSM711",
    .slug = "config-retired",
    .severity = Severity::kWarning,
    .summary = "a field that the release does not read any more",
    .why = "The chart ignores it without a word; nginx-meshctl refuses a flag it does not know.",
    .remedy = "Remove the field.",
    .source = "v1.1.0 to v2.0.0:helm-chart/values.schema.json; release notes 1.5.0, 2.0.0",
};
const RuleInfo kConfigDeprecated{
    .code = "NSM712",
    .slug = "config-deprecated",
    .severity = Severity::kInfo,
    .summary = "a field that the release still reads, but calls deprecated",
    .why = "A later release ignores it.",
    .remedy = "Move to the field that takes its place.",
    .source = "v2.0.0:docs/content/releases/release-notes-1.4.0.md, -1.5.0.md, -1.6.0.md",
};
const RuleInfo kConfigTooNew{
    .code = "NSM713",
    .slug = "config-too-new",
    .severity = Severity::kWarning,
    .summary = "a field that the release does not know yet",
    .why = "The chart ignores it without a word; nginx-meshctl refuses a flag it does not know.",
    .remedy = "Remove the field for this release, or choose a later one.",
    .source = "v1.1.0 to v2.0.0:helm-chart/values.schema.json",
};
const RuleInfo kConfigType{
    .code = "NSM714",
    .slug = "config-type",
    .severity = Severity::kError,
    .summary = "a value of the wrong type",
    .why = "Helm checks values against the schema of the chart and refuses to install or upgrade.",
    .remedy = "Write a value of the type that the message names.",
    .source = "v1.1.0 to v2.0.0:helm-chart/values.schema.json",
};
const RuleInfo kConfigValue{
    .code = "NSM715",
    .slug = "config-value",
    .severity = Severity::kError,
    .summary = "a value that the release does not take",
    .why = "Helm checks values against the schema of the chart and refuses to install or upgrade.",
    .remedy = "Write one of the values that the message names.",
    .source = "v1.1.0 to v2.0.0:helm-chart/values.schema.json; v1.7.0:api/mesh.yaml",
};
const RuleInfo kConfigTtl{
    .code = "NSM716",
    .slug = "config-ttl",
    .severity = Severity::kError,
    .summary = "a TTL out of bounds",
    .why =
        "The schema, the API or the CRD refuse it, or SPIRE cannot read it. Up to 1.5.0 caTTL may be given "
        "in minutes and be short; from 1.6.0 on it is 24 to 999999 whole hours. The pattern of 1.6.0 lets "
        "values such as 25hxyz pass, which SPIRE cannot read.",
    .remedy = "Write a whole number and its unit, such as 720h.",
    .source =
        "v1.4.0, v1.6.0:helm-chart/values.schema.json; v2.0.0:helm-chart/crds/meshconfig.yaml; "
        "v2.0.0:docs/content/releases/release-notes-1.6.0.md",
};
const RuleInfo kConfigRequired{
    .code = "NSM717",
    .slug = "config-required",
    .severity = Severity::kError,
    .summary = "a field is missing that the release wants",
    .why =
        "Helm checks values, those of the chart included, against its schema and refuses them. A null "
        "takes a value of the chart away.",
    .remedy = "Write the field.",
    .source = "v1.1.0 to v2.0.0:helm-chart/values.schema.json (required)",
};
const RuleInfo kConfigYamlTrap{
    .code = "NSM718",
    .slug = "config-yaml-trap",
    .severity = Severity::kError,
    .summary = "a text without quotes that YAML 1.1 reads as a boolean or a number",
    .why =
        "Helm reads off, on, yes and no as booleans and digits as numbers, and refuses them where the "
        "chart wants a text.",
    .remedy = "Put the value in quotes.",
    .source = "v2.0.0:go.mod (sigs.k8s.io/yaml 1.3.0), v2.0.0:helm-chart/values.yaml",
};
const RuleInfo kConfigRefused{
    .code = "NSM719",
    .slug = "config-refused",
    .severity = Severity::kError,
    .summary = "fields that the schema of the chart does not take together",
    .why = "Helm refuses to install or upgrade.",
    .remedy =
        "Compare the fields with the chart's values.yaml; a null takes a default away, which the "
        "schema may want.",
    .source = "v1.1.0 to v2.0.0:helm-chart/values.schema.json (oneOf, anyOf, allOf)",
};
const RuleInfo kRegistryCredentials{
    .code = "NSM720",
    .slug = "registry-credentials",
    .severity = Severity::kError,
    .summary = "registry credentials that do not go together",
    .why =
        "Helm and nginx-meshctl refuse a user name without a password, a password without a user name, and "
        "a key beside either.",
    .remedy = "Give registry.key alone, or registry.username together with registry.password, or none.",
    .source =
        "v2.0.0:helm-chart/values.schema.json (registry.oneOf), "
        "v2.0.0:internal/nginx-meshctl/commands/deploy.go (validateInput)",
};
const RuleInfo kInjectionLists{
    .code = "NSM721",
    .slug = "injection-lists",
    .severity = Severity::kError,
    .summary = "a list of namespaces that does not go with automatic injection on or off",
    .why =
        "Where injection is on for all, only exceptions can be listed, and where it is off, only those "
        "that get it. Helm, nginx-meshctl and the API refuse the rest.",
    .remedy = "Empty the list, or switch automatic injection.",
    .source = "v1.3.0, v1.4.0, v1.7.0:helm-chart/values.schema.json; v1.7.0:pkg/apis/mesh/validate.go",
};
const RuleInfo kTracingAndTelemetry{
    .code = "NSM722",
    .slug = "tracing-and-telemetry",
    .severity = Severity::kError,
    .summary = "tracing and telemetry are both set",
    .why = "The release takes one of the two: Helm, nginx-meshctl and the API refuse both.",
    .remedy = "Remove tracing (nsmkit config strip-tracing does it) or telemetry.",
    .source = "v1.4.0, v1.7.0:helm-chart/values.schema.json; v1.7.0:pkg/apis/mesh/validate.go",
};
const RuleInfo kTracingIncomplete{
    .code = "NSM723",
    .slug = "tracing-incomplete",
    .severity = Severity::kError,
    .summary = "tracing lacks a field without which it is refused",
    .why =
        "From 1.5.0 on tracing is empty or names address, backend and sampleRate; Datadog wants an address "
        "before, too.",
    .remedy = "Write the field, or make tracing empty: {}.",
    .source = "v1.3.0, v1.5.0:helm-chart/values.schema.json; v1.7.0:pkg/apis/mesh/validate.go",
};
const RuleInfo kTelemetryIncomplete{
    .code = "NSM724",
    .slug = "telemetry-incomplete",
    .severity = Severity::kError,
    .summary = "telemetry lacks a field without which it does not work",
    .why =
        "The schema wants samplerRatio and exporters, and the templates read host and port of "
        "exporters.otlp without a check.",
    .remedy = "Write samplerRatio, exporters.otlp.host and exporters.otlp.port, or make telemetry empty: {}.",
    .source = "v2.0.0:helm-chart/values.schema.json, v2.0.0:helm-chart/templates/nginx-mesh-controller.yaml",
};
const RuleInfo kUpstreamAuthority{
    .code = "NSM725",
    .slug = "upstream-authority",
    .severity = Severity::kError,
    .summary = "mtls.upstreamAuthority does not hold exactly one authority",
    .why = "Helm refuses several, and a name it does not know.",
    .remedy = "Keep one of disk, awsPCA, awsSecret, vault and, from 1.4.0 on, certManager; or none: {}.",
    .source = "v2.0.0:helm-chart/values.schema.json (mtls.upstreamAuthority.oneOf)",
};
const RuleInfo kVaultAuth{
    .code = "NSM726",
    .slug = "vault-auth",
    .severity = Severity::kError,
    .summary = "the Vault authority does not name exactly one way to log in",
    .why = "Helm refuses none and several.",
    .remedy = "Keep one of certAuth, tokenAuth and approleAuth.",
    .source = "v2.0.0:helm-chart/values.schema.json (vault.oneOf)",
};
const RuleInfo kRandomWithBreakers{
    .code = "NSM727",
    .slug = "random-lb-with-circuitbreakers",
    .severity = Severity::kError,
    .summary = "a random load-balancing method while there are CircuitBreakers",
    .why = "The control plane refuses the combination, and sidecars that get it exit (issue 22718).",
    .remedy = "Use a method without random, such as least_time, or leave the CircuitBreakers out.",
    .source =
        "v1.7.0, v2.0.0:pkg/apis/mesh/validate.go; "
        "v2.0.0:docs/content/releases/release-notes-1.2.0.md (issue 22718)",
};
const RuleInfo kModeOffUnquoted{
    .code = "NSM728",
    .slug = "mtls-mode-off",
    .severity = Severity::kWarning,
    .summary = "mtls.mode off, which the chart writes without quotes",
    .why =
        "The chart of 2.0.0 writes mode: off into the MeshConfig. Readers of YAML 1.1 see the boolean "
        "false there, and the CRD wants a text. Read from the template; not tried on a cluster.",
    .remedy =
        "Try it with a dry run. If it is refused, install with permissive and set spec.mtls.mode of the "
        "MeshConfig to \"off\" afterwards.",
    .source =
        "v2.0.0:helm-chart/templates/nginx-mesh-controller.yaml, "
        "v2.0.0:helm-chart/crds/meshconfig.yaml",
    .since = "2.0.0",
};
const RuleInfo kBodySizeUnquoted{
    .code = "NSM729",
    .slug = "body-size-digits",
    .severity = Severity::kWarning,
    .summary = "clientMaxBodySize of digits only, which the chart writes without quotes",
    .why =
        "The chart of 2.0.0 writes it into the MeshConfig without quotes: it becomes a number, and the CRD "
        "wants a text. Read from the template; not tried on a cluster.",
    .remedy = "Write a unit, such as 1m.",
    .source =
        "v2.0.0:helm-chart/templates/nginx-mesh-controller.yaml, "
        "v2.0.0:helm-chart/crds/meshconfig.yaml",
    .since = "2.0.0",
};
const RuleInfo kConfigUnchecked{
    .code = "NSM750",
    .slug = "config-unchecked",
    .severity = Severity::kInfo,
    .summary = "the fields were not checked: the release had no chart",
    .why = "Before the first chart the fields of a release are not known.",
    .remedy = "Compare the settings with the documentation of the release.",
    .source = "v1.1.0:helm-chart (the first)",
};

bool applies_to(const base::RuleInfo& rule, const releases::Release& to) {
  const auto& catalog = releases::catalog();
  const releases::Release* target = catalog.find_release(to.version);
  const releases::Release* since = rule.since.empty() ? nullptr : catalog.find_release(rule.since);
  const releases::Release* until = rule.until.empty() ? nullptr : catalog.find_release(rule.until);
  return (since == nullptr || since <= target) && (until == nullptr || target <= until);
}

std::span<const RuleInfo* const> check_rule_infos() {
  static constexpr std::array kAll{
      &kConfigUnknown,
      &kConfigRetired,
      &kConfigDeprecated,
      &kConfigTooNew,
      &kConfigType,
      &kConfigValue,
      &kConfigTtl,
      &kConfigRequired,
      &kConfigYamlTrap,
      &kConfigRefused,
      &kRegistryCredentials,
      &kInjectionLists,
      &kTracingAndTelemetry,
      &kTracingIncomplete,
      &kTelemetryIncomplete,
      &kUpstreamAuthority,
      &kVaultAuth,
      &kRandomWithBreakers,
      &kModeOffUnquoted,
      &kBodySizeUnquoted,
      &kImageTagStale,
      &kRegistryServerEmpty,
      &kClusterDomain,
      &kTracingAddress,
      &kTracerNotDeployed,
      &kCaTtlShort,
      &kUpstreamAuthorityHop,
      &kRegistryLoginBroken,
      &kPublicImagesDisabled,
      &kBundledMonitoring,
      &kStrictDnsTcp,
      &kBodySizeLimit,
      &kUpgradeFieldMissing,
      &kUpgradeSource,
      &kMtlsAnnotationWeaker,
      &kVaultMountLost,
      &kPcaBundleUnused,
      &kAwsSecretKeyUnused,
      &kTtlLoose,
      &kConfigUnchecked,
      &kSecretInFile,
      &kSecretInCommand,
      &kSecretInRelease,
      &kSecretPlaceholder,
  };
  return kAll;
}

}  // namespace nsmkit::meshconfig
