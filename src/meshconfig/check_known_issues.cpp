#include <algorithm>

#include "base/pointer.hpp"
#include "meshconfig/check_parts.hpp"
#include "meshconfig/value_form.hpp"

namespace nsmkit::meshconfig {

namespace {

constexpr std::string_view kAddresses[] = {"prometheusAddress", "tracing.address",
                                           "telemetry.exporters.otlp.host"};

struct Address {
  std::string_view host;
  std::string_view port;  ///< empty: none
};

Address split_address(std::string_view text) {
  const auto scheme = text.find("://");
  text.remove_prefix(scheme == std::string_view::npos ? 0 : scheme + 3);
  text = text.substr(0, text.find('/'));
  const auto colon = text.rfind(':');
  return colon == std::string_view::npos ? Address{text, {}}
                                         : Address{text.substr(0, colon), text.substr(colon + 1)};
}

void check_random(CheckScope& scope) {
  const auto method = scope.setting_text("nginxLBMethod");
  if (scope.facts().circuit_breakers && method && method->find("random") != std::string_view::npos) {
    const std::string pointer = scope.pointer_of("nginxLBMethod");
    scope.report(kRandomWithBreakers, pointer,
                 scope.path(pointer) + " is " + scope.shown_at(pointer) +
                     ", which excludes circuit breaking, and there are CircuitBreakers among the inputs");
  }
}

// Only what the chart writes anew is written without quotes; a MeshConfig that is there has them or has not.
void check_unquoted(CheckScope& scope) {
  const Layout layout = scope.carrier().layout;
  const bool carried = layout == Layout::kValues || layout == Layout::kMeshConfigV1;
  if (!carried || !releases::has_mesh_config_resource(scope.to())) return;
  const auto mode = scope.setting_text("mtls.mode");
  if (mode && *mode == "off" && scope.applies(kModeOffUnquoted)) {
    const std::string pointer = scope.pointer_of("mtls.mode");
    scope.report(kModeOffUnquoted, pointer,
                 scope.path(pointer) + " is off, and the chart of " + scope.release() +
                     " writes it into the MeshConfig without quotes, where it is read as false");
  }
  const auto size = scope.setting_text("clientMaxBodySize");
  if (size && is_digits(*size) && scope.applies(kBodySizeUnquoted)) {
    const std::string pointer = scope.pointer_of("clientMaxBodySize");
    const bool unlimited = size->find_first_not_of('0') == std::string_view::npos;
    scope.report(
        kBodySizeUnquoted, pointer,
        scope.path(pointer) + " is " + scope.shown_at(pointer) + ", and the chart of " + scope.release() +
            " writes it into the MeshConfig without quotes, where it is read as a number",
        unlimited ? "Set spec.clientMaxBodySize of the MeshConfig to \"0\" after the installation." : "");
  }
}

void check_domain(CheckScope& scope, std::string_view path) {
  constexpr std::string_view kService = ".svc.";
  constexpr std::string_view kOnly = "cluster.local";
  const auto text = scope.setting_text(path);
  if (!text || !scope.applies(kClusterDomain) || !scope.is_read(path)) return;
  std::string_view host = split_address(*text).host;
  host.remove_suffix(host.ends_with('.') ? 1 : 0);
  const auto at = host.find(kService);
  if (at != std::string_view::npos && host.substr(at + kService.size()) != kOnly) {
    const std::string pointer = scope.pointer_of(path);
    scope.report(kClusterDomain, pointer,
                 scope.path(pointer) + " is " + scope.shown_at(pointer) +
                     ", which is not below cluster.local, the only domain that the mesh supports");
  }
}

bool is_port(std::string_view text) {
  constexpr std::size_t kMostDigits = 5;
  return is_digits(text) && text.size() <= kMostDigits && std::stoi(std::string(text)) <= 65535;
}

void check_tracing_address(CheckScope& scope) {
  const auto text = scope.setting_text("tracing.address");
  const auto disabled = scope.setting("tracing.disable");
  const bool off = disabled && *disabled->value == (scope.carrier().layout == Layout::kValues);
  if (off || !text || text->empty() || !scope.applies(kTracingAddress) || !scope.is_read("tracing.address")) {
    return;
  }
  const Address address = split_address(*text);
  const bool service = address.host.find('.') != std::string_view::npos;
  const std::string pointer = scope.pointer_of("tracing.address");
  const std::string start = scope.path(pointer) + " is " + scope.shown_at(pointer);
  if (!is_port(address.port)) {
    scope.report(
        kTracingAddress, pointer,
        start + ", which names no port; an address that cannot be reached stops every Pod of the mesh");
  } else if (!service) {
    scope.report(kTracingAddress, pointer,
                 start +
                     ", which names no namespace; an address that cannot be reached stops every Pod of the "
                     "mesh");
  } else {
    scope
        .report(
            kTracingAddress, pointer,
            start + "; nsmkit cannot see whether it can be reached, and if not, every Pod of the mesh stops",
            "Check that it answers, or move to telemetry.")
        .severity = base::Severity::kInfo;
  }
}

// Hours of a lifetime that is one whole number and h or m, rounded down.
unsigned long hours_of(std::string_view ttl) {
  constexpr unsigned long kMinutes = 60;
  const unsigned long number = std::stoul(std::string(ttl.substr(0, ttl.size() - 1)));
  return ttl.ends_with('h') ? number : number / kMinutes;
}

void check_ca_ttl(CheckScope& scope) {
  constexpr unsigned long kLeast = 24;
  const auto text = scope.setting_text("mtls.caTTL");
  if (text && scope.applies(kCaTtlShort) && is_svid_ttl(*text) && hours_of(*text) < kLeast) {
    const std::string pointer = scope.pointer_of("mtls.caTTL");
    scope.report(kCaTtlShort, pointer,
                 scope.path(pointer) + " is " + scope.shown_at(pointer) +
                     ", less than 24h: the SPIRE server crashes after about 1500 rotations");
  }
}

void check_strict(CheckScope& scope) {
  const auto mode = scope.setting_text("mtls.mode");
  if (mode && *mode == "strict" && scope.applies(kStrictDnsTcp)) {
    const std::string pointer = scope.pointer_of("mtls.mode");
    scope.report(kStrictDnsTcp, pointer,
                 scope.path(pointer) + " is strict, in which DNS over TCP fails in " + scope.release());
  }
}

// Releases up to 1.4.1 write the address of their own tracer, used or not.
void check_absent_tracer(CheckScope& scope) {
  const Json* enabled = scope.at("/tracing/isEnabled");
  const auto address = scope.text("/tracing/backendAddress");
  if (scope.carrier().layout != Layout::kMeshConfigV1 || enabled == nullptr || *enabled != false ||
      !address) {
    return;
  }
  if (address->ends_with(".svc.cluster.local:6831") || address->ends_with(".svc.cluster.local:9411")) {
    scope.report(kTracerNotDeployed, "/tracing/backendAddress",
                 "tracing.backendAddress names a tracer although tracing.isEnabled is false");
  }
}

}  // namespace

void check_known_issues(CheckScope& scope) {
  check_random(scope);
  check_unquoted(scope);
  for (const std::string_view path : kAddresses) {
    check_domain(scope, path);
  }
  check_tracing_address(scope);
  check_ca_ttl(scope);
  check_strict(scope);
  check_absent_tracer(scope);
}

}  // namespace nsmkit::meshconfig
