#include "meshconfig/check_parts.hpp"
#include "meshconfig/value_form.hpp"

namespace nsmkit::meshconfig {

namespace {

// What the CRD's own pattern refuses is reported with the CRD.
void check_ca_ttl(CheckScope& scope) {
  const std::string pointer = scope.pointer_of("mtls.caTTL");
  const auto text = scope.text(pointer);
  if (text && passes_ca_ttl_pattern(*text) && !is_ca_ttl(*text)) {
    scope.report(kConfigTtl, pointer,
                 scope.path(pointer) + " is " + scope.shown_at(pointer) +
                     "; the CRD lets it pass, but it is not 24 to 999999 whole hours, such as 720h",
                 "Write whole hours, 24h or more.");
  }
}

// The CRD asks for nothing, the sidecars need all of it.
void check_telemetry(CheckScope& scope) {
  const std::string pointer = scope.pointer_of("telemetry");
  const Json* telemetry = pointer.empty() ? nullptr : scope.at(pointer);
  if (telemetry == nullptr || !telemetry->is_object() || telemetry->empty()) return;
  const Json* exporters = scope.at(pointer + "/exporters");
  const auto missing = [&scope](const std::string& place, const std::string& effect) {
    scope
        .report_key(kTelemetryIncomplete, place, scope.path(place) + " is missing; " + effect,
                    "Write " + scope.path(place) + ", or make telemetry empty: {}.")
        .severity = base::Severity::kWarning;
  };
  if (exporters == nullptr) {
    missing(pointer + "/exporters", "no trace is sent anywhere");
    return;
  }
  const Json* otlp = scope.at(pointer + "/exporters/otlp");
  for (const char* name : {"host", "port"}) {
    if (otlp != nullptr && otlp->is_object() && !otlp->contains(name)) {
      missing(pointer + "/exporters/otlp/" + name, "no trace is sent anywhere");
    }
  }
}

}  // namespace

void check_resource(CheckScope& scope) {
  check_ca_ttl(scope);
  check_telemetry(scope);
}

}  // namespace nsmkit::meshconfig
