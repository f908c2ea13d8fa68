#include <algorithm>
#include <array>

#include "base/pointer.hpp"
#include "meshconfig/check_parts.hpp"
#include "meshconfig/values_schema.hpp"

namespace nsmkit::meshconfig {

namespace {

/// The values with those of the chart, by dotted path.
class Joined {
 public:
  explicit Joined(const Json& values) : values_(values) {}

  [[nodiscard]] const Json& all() const { return values_; }

  [[nodiscard]] const Json* at(std::string_view path) const {
    return base::find(values_, releases::pointer_of(path));
  }

  /// Whether a value is there that says something.
  [[nodiscard]] bool has(std::string_view path) const {
    const Json* value = at(path);
    return value != nullptr && !is_blank(*value);
  }

  [[nodiscard]] bool is(std::string_view path, bool wanted) const {
    const Json* value = at(path);
    return value != nullptr && value->is_boolean() && value->get<bool>() == wanted;
  }

  /// An object with members, or an array with items.
  [[nodiscard]] bool is_filled(std::string_view path) const {
    const Json* value = at(path);
    return value != nullptr && value->is_structured() && !value->empty();
  }

 private:
  const Json& values_;
};

void report_at(CheckScope& scope, const base::RuleInfo& rule, std::string_view path, std::string message,
               std::string remedy = {}) {
  scope.report_key(rule, releases::pointer_of(path), std::move(message), std::move(remedy));
}

void check_registry(CheckScope& scope, const Joined& values) {
  const bool key = values.has("registry.key");
  const bool user = values.has("registry.username");
  const bool password = values.has("registry.password");
  if (key && (user || password)) {
    const std::string beside(user ? "registry.username" : "registry.password");
    report_at(scope, kRegistryCredentials, "registry.key",
              "registry.key stands beside " + beside + "; one excludes the other");
  } else if (user != password) {
    const std::string given(user ? "registry.username" : "registry.password");
    const std::string other(user ? "registry.password" : "registry.username");
    report_at(scope, kRegistryCredentials, given, given + " is given without " + other,
              "Give " + other + ", too, or neither.");
  }
}

void check_list(CheckScope& scope, const Joined& values, std::string_view list, std::string_view toggle,
                bool forbidden_at) {
  if (!scope.is_read(toggle) || !scope.is_read(list) || !values.is(toggle, forbidden_at) ||
      !values.is_filled(list)) {
    return;
  }
  const std::string list_name(list), toggle_name(toggle);
  base::Finding& finding = scope.report_key(
      kInjectionLists, releases::pointer_of(list),
      list_name + " is not empty although " + toggle_name + " is " + (forbidden_at ? "true" : "false"),
      "Empty " + list_name + ", or set " + toggle_name + " to " + (forbidden_at ? "false." : "true."));
  // Up to 1.3.1 the schema lets one wrong list pass beside a right one.
  const Json* schema = releases::values_schema(scope.to());
  if (schema != nullptr && accepts(*schema, *schema, values.all())) {
    finding.severity = base::Severity::kWarning;
  }
}

// The chart's schema has had the rules for one switch, later for both.
void check_injection(CheckScope& scope, const Joined& values) {
  check_list(scope, values, "autoInjection.disabledNamespaces", "autoInjection.disable", true);
  check_list(scope, values, "autoInjection.enabledNamespaces", "autoInjection.disable", false);
  check_list(scope, values, "enabledNamespaces", "disableAutoInjection", false);
  if (!values.is("autoInjection.disable", true)) {
    check_list(scope, values, "autoInjection.disabledNamespaces", "disableAutoInjection", true);
  }
}

void check_tracing(CheckScope& scope, const Joined& values) {
  if (!scope.is_read("tracing")) return;
  const bool both = releases::excludes_tracing_beside_telemetry(scope.to()) && values.is_filled("tracing") &&
                    values.is_filled("telemetry");
  if (both && scope.at("/tracing") != nullptr) {
    report_at(scope, kTracingAndTelemetry, "tracing", "tracing and telemetry are both set");
  } else if (both) {
    report_at(scope, kTracingAndTelemetry, "telemetry",
              "telemetry is set, and the chart of " + scope.release() + " has a tracing of its own",
              "Write \"tracing: null\" beside it to take the chart's tracing away.");
  }
  const Json* backend = values.at("tracing.backend");
  const Json* address = values.at("tracing.address");
  if (backend != nullptr && *backend == "datadog" && address != nullptr && is_blank(*address) &&
      !scope.has_error_at("/tracing/address")) {
    report_at(scope, kTracingIncomplete, "tracing.address",
              "tracing.backend is datadog, which comes not with the mesh, and tracing.address is empty",
              "Write the address of the Datadog agent.");
  }
}

// Fields that some schemas name only among the alternatives of tracing.
void check_tracing_fields(CheckScope& scope, const Json& schema, const Joined& values) {
  if (!values.is_filled("tracing")) return;
  const Json* backend = values.at("tracing.backend");
  constexpr std::array kBackends{"datadog", "jaeger", "zipkin"};
  if (backend != nullptr && field_schema(schema, "tracing.backend") == nullptr &&
      std::find(kBackends.begin(), kBackends.end(), *backend) == kBackends.end()) {
    scope.report(kConfigValue, "/tracing/backend",
                 "tracing.backend is " + scope.shown_at("/tracing/backend") + "; " + scope.release() +
                     " takes datadog, jaeger or zipkin");
  }
  const Json* address = values.at("tracing.address");
  if (address != nullptr && !address->is_string() && field_schema(schema, "tracing.address") == nullptr) {
    scope.report(kConfigType, "/tracing/address",
                 "tracing.address is no text; " + scope.release() + " wants a text",
                 "Write SERVICE.NAMESPACE:PORT.");
  }
}

// The templates read exporters.otlp without a check; the schema does not ask for it.
void check_telemetry(CheckScope& scope, const Joined& values) {
  const Json* exporters = values.at("telemetry.exporters");
  if (scope.is_read("telemetry") && exporters != nullptr && exporters->is_object() &&
      !exporters->contains("otlp")) {
    report_at(scope, kTelemetryIncomplete, "telemetry.exporters",
              "telemetry.exporters has no otlp, which the templates read without a check");
  }
}

std::vector<std::string> present(const Json& object, const Json* known,
                                 const std::vector<std::string>& names) {
  std::vector<std::string> found;
  for (const std::string& name : names) {
    if (object.contains(name) && (known == nullptr || known->contains(name))) {
      found.push_back(name);
    }
  }
  return found;
}

// True when exactly one of the alternatives is there.
bool check_one(CheckScope& scope, const base::RuleInfo& rule, const std::string& path, const Json& object,
               const std::vector<std::string>& known) {
  const auto found = present(object, nullptr, known);
  if (found.size() > 1) {
    report_at(scope, rule, path, path + " holds " + listed(found) + "; only one may be there");
  } else if (found.empty()) {
    report_at(scope, rule, path, path + " holds none of " + listed(known));
  }
  return found.size() == 1;
}

void check_authority(CheckScope& scope, const Json& schema, const Joined& values) {
  const std::string path = "mtls.upstreamAuthority";
  const Json* authority = values.at(path);
  const Json* rules = field_schema(schema, path);
  const Json* properties = rules == nullptr ? nullptr : keyword(*rules, "properties");
  if (authority == nullptr || !authority->is_object() || authority->empty() || properties == nullptr) return;
  std::vector<std::string> known;
  for (const auto& [name, property] : properties->items()) {
    known.push_back(name);
  }
  check_one(scope, kUpstreamAuthority, path, *authority, known);
  const Json* vault = values.at(path + ".vault");
  if (vault != nullptr && vault->is_object()) {
    check_one(scope, kVaultAuth, path + ".vault", *vault, {"certAuth", "tokenAuth", "approleAuth"});
  }
}

}  // namespace

void check_values_together(CheckScope& scope, const Json& joined) {
  const Json* schema = releases::values_schema(scope.to());
  if (schema == nullptr) return;
  const Joined values(joined);
  check_registry(scope, values);
  check_injection(scope, values);
  check_tracing(scope, values);
  if (scope.is_read("tracing")) {
    check_tracing_fields(scope, *schema, values);
  }
  check_telemetry(scope, values);
  check_authority(scope, *schema, values);
}

}  // namespace nsmkit::meshconfig
