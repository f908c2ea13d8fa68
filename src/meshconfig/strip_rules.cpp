#include "meshconfig/strip_rules.hpp"

#include <array>

namespace nsmkit::meshconfig {

using base::RuleInfo;
using base::Severity;

const RuleInfo kTracingRemoved{
    "NSM760",
    "tracing-removed",
    Severity::kWarning,
    "an OpenTracing setting that is removed on the way to the target",
    "The upgrade guides say that tracing settings which are no OpenTelemetry are removed, and release 2.0.0 "
    "drops "
    "them without a word. Whoever looks for traces after the upgrade finds none.",
    "Send the traces to an OpenTelemetry collector instead: nsmkit config strip-tracing --otlp-host.",
    "v2.0.0:docs/content/get-started/upgrade/upgrade.md, "
    "v2.0.0:docs/content/releases/release-notes-2.0.0.md"};
const RuleInfo kTracingBesideTelemetry{
    "NSM761",
    "tracing-beside-telemetry",
    Severity::kError,
    "OpenTracing and OpenTelemetry settings in one configuration",
    "The releases that know both take one of them at a time: Helm and nginx-meshctl refuse the "
    "configuration.",
    "Remove the tracing settings.",
    "v1.4.0:helm-chart/values.schema.json, v1.7.0:helm-chart/values.schema.json"};
const RuleInfo kNoExporter{
    "NSM762",
    "no-telemetry-exporter",
    Severity::kInfo,
    "no OpenTelemetry exporter takes the place of the tracing that is removed",
    "After the upgrade the mesh sends no traces. The old address cannot be used again: Jaeger, Zipkin and "
    "Datadog "
    "ports do not speak OTLP.",
    "Deploy an OpenTelemetry collector that exports to the old backend, outside the mesh, and name it.",
    "v2.0.0:docs/content/guides/monitoring-and-tracing.md, v2.0.0:examples/otel-collector.yaml"};
const RuleInfo kTracingKept{"NSM763",
                            "tracing-kept",
                            Severity::kInfo,
                            "OpenTracing settings that the target still reads",
                            "They are deprecated from 1.5.0 on and gone in 2.0.0.",
                            "Plan the change to OpenTelemetry before the upgrade to 2.0.0.",
                            "v1.7.0:internal/nginx-meshctl/commands/upgrade.go"};
const RuleInfo kTelemetryWritten{
    "NSM764",
    "telemetry-written",
    Severity::kInfo,
    "a telemetry block written in place of tracing",
    "The collector must be reachable from every Pod of the mesh, and stand outside of it.",
    "Check the host, and that the collector takes OTLP over gRPC on the port.",
    "v2.0.0:helm-chart/values.schema.json"};
const RuleInfo kNotEdited{"NSM765",
                          "configuration-not-edited",
                          Severity::kWarning,
                          "a carrier of tracing settings that is not to be edited",
                          "A release Secret is Helm's own record. Changing it does not change the mesh.",
                          "Write a values file with nsmkit config migrate, and upgrade with it.",
                          "Helm: release storage"};
const RuleInfo kEditRefused{
    "NSM766",
    "edit-refused",
    Severity::kError,
    "a file that cannot be edited without changing more than was asked for",
    "nsmkit reads what it wrote and compares. Where that fails, the file stays as it is.",
    "Make the change by hand.",
    "nsmkit: nothing is lost in silence"};
const RuleInfo kIngressTracing{"NSM767",
                               "ingress-controller-tracing",
                               Severity::kInfo,
                               "OpenTracing settings of the NGINX Ingress Controller",
                               "They name the same tracer as the mesh did, but belong to the Ingress "
                               "Controller: nsmkit leaves them as they are.",
                               "Change them with the Ingress Controller's own documentation.",
                               "v1.7.0:docs/content/tutorials/kic/deploy-with-kic.md"};
const RuleInfo kBundledTracer{
    "NSM768",
    "bundled-tracer",
    Severity::kWarning,
    "a Jaeger or Zipkin that an older release of the mesh deployed",
    "From 1.5.0 on the mesh brings none: the upgrade removes it with the traces it holds.",
    "Save the traces that are still needed, and deploy a tracer of your own.",
    "v2.0.0:docs/content/releases/release-notes-1.5.0.md"};

const RuleInfo kMarkReplaced{
    "NSM769",
    "mark-replaced",
    Severity::kInfo,
    "an annotation or label that the target no longer reads, replaced or removed",
    "Left as it is it would be ignored: Pods would get or lose their sidecar without a word.",
    "Apply the changed manifest, so that the Pods start anew with it.",
    "v2.0.0:docs/content/releases/release-notes-2.0.0.md"};
const RuleInfo kMarkNotReplaced{
    "NSM770",
    "mark-not-replaced",
    Severity::kWarning,
    "an annotation that the target no longer reads and that nsmkit cannot replace",
    "The target ignores it.",
    "Decide what the Pods should get, and set the label by hand.",
    "v2.0.0:docs/content/releases/release-notes-2.0.0.md"};

std::span<const RuleInfo* const> strip_rule_infos() {
  static constexpr std::array<const RuleInfo*, 11> kInfos{
      &kTracingRemoved, &kTracingBesideTelemetry, &kNoExporter,
      &kTracingKept,    &kTelemetryWritten,       &kNotEdited,
      &kEditRefused,    &kIngressTracing,         &kBundledTracer,
      &kMarkReplaced,   &kMarkNotReplaced};
  return kInfos;
}

}  // namespace nsmkit::meshconfig
