#include "meshconfig/check_parts.hpp"

namespace nsmkit::meshconfig {

namespace {

bool is_filled(const CheckScope& scope, std::string_view pointer) {
  const Json* value = scope.at(pointer);
  return value != nullptr && !is_blank(*value);
}

bool is(const CheckScope& scope, std::string_view pointer, bool wanted) {
  const Json* value = scope.at(pointer);
  return value != nullptr && value->is_boolean() && value->get<bool>() == wanted;
}

void check_list(CheckScope& scope, std::string_view list, bool enabled) {
  if (is(scope, "/isAutoInjectEnabled", enabled) && is_filled(scope, list)) {
    scope.report_key(
        kInjectionLists, list,
        scope.path(list) + " is not empty although isAutoInjectEnabled is " + (enabled ? "true" : "false"));
  }
}

// Source: v1.7.0:pkg/apis/mesh/validate.go (CheckForInvalidConfig).
void check_injection(CheckScope& scope) {
  if (!scope.is_read("enabledNamespaces")) return;
  check_list(scope, "/enabledNamespaces", true);
  check_list(scope, "/injection/disabledNamespaces", false);
}

void check_tracing(CheckScope& scope) {
  if (!scope.is_read("tracing") || scope.is_read("tracing.disable")) return;
  const bool address = is_filled(scope, "/tracing/backendAddress");
  const bool backend = is_filled(scope, "/tracing/backend");
  if (address && !backend) {
    scope.report_key(kTracingIncomplete, "/tracing/backend",
                     "tracing.backendAddress is set and tracing.backend is not", "Write tracing.backend.");
  } else if (backend && !address) {
    scope.report_key(kTracingIncomplete, "/tracing/backendAddress",
                     "tracing.backend is set and tracing.backendAddress is not",
                     "Write tracing.backendAddress.");
  }
  if (address && releases::excludes_tracing_beside_telemetry(scope.to()) &&
      scope.at("/telemetry/exporters") != nullptr) {
    scope.report_key(kTracingAndTelemetry, "/tracing",
                     "tracing.backendAddress and telemetry.exporters are both set");
  }
}

void check_telemetry(CheckScope& scope) {
  const Json* exporters = scope.at("/telemetry/exporters");
  if (!scope.is_read("telemetry") || exporters == nullptr || !exporters->is_object()) return;
  const Json* otlp = scope.at("/telemetry/exporters/otlp");
  if (otlp == nullptr || !otlp->is_object()) return;  // see check_upgrade
  for (const char* name : {"host", "port"}) {
    const std::string place = std::string("/telemetry/exporters/otlp/") + name;
    if (scope.at(place) == nullptr) {
      scope.report_key(kTelemetryIncomplete, place, scope.path(place) + " is missing",
                       "Write " + scope.path(place) + ".");
    }
  }
}

void check_present(CheckScope& scope, std::string_view object, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const std::string place = std::string(object) + "/" + name;
    const Json* value = scope.at(place);
    if (value == nullptr || value->is_null()) {
      scope.report_key(kUpgradeFieldMissing, place,
                       scope.path(place) + " is missing; nginx-meshctl upgrade to " + scope.to().version +
                           " reads it without a check and crashes");
    }
  }
}

// A request that changes a few settings is not the whole configuration.
bool is_whole(const CheckScope& scope) {
  return scope.carrier().kind == CarrierKind::kConfigMap || scope.at("/namespace") != nullptr;
}

void check_upgrade(CheckScope& scope) {
  if (!scope.applies(kUpgradeFieldMissing) || !is_whole(scope)) return;
  check_present(scope, "/mtls", {"mode", "caTTL", "svidTTL", "caKeyType"});
  if (is_filled(scope, "/telemetry")) {
    check_present(scope, "/telemetry", {"samplerRatio", "exporters"});
    if (scope.at("/telemetry/exporters") != nullptr) {
      check_present(scope, "/telemetry/exporters", {"otlp"});
    }
  }
  if (scope.is_read("tracing") && is_filled(scope, "/tracing")) {
    check_present(scope, "/tracing", {"backend", "backendAddress", "sampleRate"});
  }
  if (scope.is_read("autoInjection")) {
    check_present(scope, "/injection", {"isAutoInjectEnabled", "enabledNamespaces", "disabledNamespaces"});
  }
}

}  // namespace

void check_mesh_config_together(CheckScope& scope) {
  if (scope.carrier().layout == Layout::kMeshConfigV2) {
    if (scope.applies(kUpgradeSource)) {
      scope.report(kUpgradeSource, "",
                   "this mesh keeps its configuration in a MeshConfig; nginx-meshctl upgrade of " +
                       scope.release() + " needs the older ConfigMap mesh-config");
    }
    check_telemetry(scope);
    return;
  }
  check_injection(scope);
  check_tracing(scope);
  check_telemetry(scope);
  check_upgrade(scope);
}

}  // namespace nsmkit::meshconfig
