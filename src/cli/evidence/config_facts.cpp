#include <algorithm>
#include <array>

#include "cli/evidence/parts.hpp"
#include "meshconfig/value_form.hpp"
#include "releases/chart_values.hpp"

namespace nsmkit::cli {

namespace {

using checklist::MeshEvidence;
using checklist::Truth;
using meshconfig::Carrier;
using meshconfig::Layout;

/// A question to one setting, which makes a fact where the answer is yes.
struct SettingTest {
  std::string_view fact;
  std::string_view path;
  bool (*holds)(const Json& value);
  bool only_values;  ///< no other carrier holds it, so that it needs values for a no
};

bool text_is(const Json& value, bool (*test)(std::string_view)) {
  return value.is_string() && test(value.get_ref<const std::string&>());
}

bool is_true(const Json& value) { return value.is_boolean() && value.get<bool>(); }
bool is_full_text(const Json& value) {
  return value.is_string() && !value.get_ref<const std::string&>().empty();
}
bool is_full_object(const Json& value) { return value.is_object() && !value.empty(); }
bool is_short_ca_ttl(const Json& value) { return !text_is(value, meshconfig::is_ca_ttl); }
bool is_loose_ttl(const Json& value) { return !text_is(value, meshconfig::is_svid_ttl); }
bool is_off(const Json& value) { return value == "off" || (value.is_boolean() && !value.get<bool>()); }
bool is_bare_number(const Json& value) { return value.is_number() || text_is(value, meshconfig::is_digits); }

// Settings of releases that bring a tracer of their own have an address only for another one.
bool is_tracing(const Json& value) {
  if (!is_full_object(value)) {
    return false;
  }
  const bool off =
      is_true(value.value("disable", Json(false))) || is_off(value.value("isEnabled", Json(true)));
  return !off && (is_full_text(value.value("address", Json())) || value.contains("backend") ||
                  is_full_text(value.value("backendAddress", Json())));
}

constexpr std::array kTests{
    SettingTest{"opentracing", "tracing", is_tracing, false},
    SettingTest{"short-ca-ttl", "mtls.caTTL", is_short_ca_ttl, false},
    SettingTest{"loose-ttl", "mtls.caTTL", is_loose_ttl, false},
    SettingTest{"loose-ttl", "mtls.svidTTL", is_loose_ttl, false},
    SettingTest{"upstream-ca", "mtls.upstreamAuthority", is_full_object, true},
    SettingTest{"unquoted-values", "mtls.mode", is_off, false},
    SettingTest{"unquoted-values", "clientMaxBodySize", is_bare_number, false},
    SettingTest{"air-gapped", "registry.disablePublicImages", is_true, true},
    SettingTest{"registry-credentials", "registry.username", is_full_text, true},
    SettingTest{"registry-credentials", "registry.key", is_full_text, true},
    SettingTest{"no-persistent-storage", "mtls.persistentStorage", is_off, true},
};

void run_tests(const Carriers& carriers, MeshEvidence& evidence) {
  const bool values =
      std::ranges::any_of(carriers, [](const Carrier* each) { return each->layout == Layout::kValues; });
  for (const SettingTest& test : kTests) {
    for (const Carrier* carrier : carriers) {
      const SettingView setting = find_setting(*carrier, test.path);
      if (setting.value != nullptr && test.holds(*setting.value)) {
        note_yes(evidence, test.fact, display_name(*carrier) + ": " + std::string(test.path),
                 carrier->place(setting.pointer));
      }
    }
    if (values || !test.only_values) {
      note_no(evidence, test.fact);
    }
  }
}

// What runs decides; only where nothing runs, the values.
void collect_prometheus(const Carriers& carriers, MeshEvidence& evidence) {
  for (const Carrier* carrier : carriers) {
    const SettingView setting = find_setting(*carrier, "prometheusAddress");
    if (setting.value != nullptr && is_full_text(*setting.value)) {
      note_no(evidence, "no-prometheus-address");
      return;
    }
  }
  note_yes(evidence, "no-prometheus-address", display_name(*carriers.front()) + ": no prometheusAddress",
           carriers.front()->location);
}

void collect_bundled(const Carriers& carriers, const releases::Release* from, MeshEvidence& evidence) {
  if (from == nullptr) {
    return;
  }
  const bool brings = releases::chart_values(*from).contains("deployGrafana");
  for (const Carrier* carrier : carriers) {
    if (carrier->layout != Layout::kValues || !brings) {
      continue;
    }
    const Json values = releases::with_chart_values(*from, carrier->settings);
    const Json tracing = values.value("tracing", Json::object());
    const bool own_tracer =
        is_full_text(tracing.value("address", Json())) || is_true(tracing.value("disable", Json(false)));
    const bool own_prometheus = is_full_text(values.value("prometheusAddress", Json()));
    if (is_true(values.value("deployGrafana", Json(false))) || !own_tracer || !own_prometheus) {
      note_yes(evidence, "bundled-observability",
               display_name(*carrier) + ": Prometheus, Grafana or the tracer are left to the mesh",
               carrier->location);
    } else {
      note_no(evidence, "bundled-observability");
    }
  }
  if (!brings) {
    note_no(evidence, "bundled-observability");
  }
}

void collect_injection_settings(const Carriers& carriers, MeshEvidence& evidence) {
  for (const Carrier* carrier : carriers) {
    for (const std::string_view path : {"disableAutoInjection", "enabledNamespaces", "autoInjection"}) {
      const SettingView setting = find_setting(*carrier, path);
      // mesh-config.json holds the first two always, also where they say nothing.
      const bool says_nothing =
          carrier->layout != Layout::kValues && setting.value != nullptr &&
          (is_true(*setting.value) || (setting.value->is_array() && setting.value->empty()));
      if (setting.value != nullptr && !says_nothing) {
        note_yes(evidence, "injection-settings", display_name(*carrier) + ": " + std::string(path),
                 carrier->place(setting.pointer));
      }
    }
  }
  note_no(evidence, "injection-settings");
}

void collect_telemetry(const Carriers& carriers, MeshEvidence& evidence) {
  const Carrier* running = nullptr;
  const Carrier* stored = nullptr;
  bool runs = false;
  bool is_stored = false;
  for (const Carrier* carrier : carriers) {
    const SettingView setting = find_setting(*carrier, "telemetry");
    const bool full = setting.value != nullptr && is_full_object(*setting.value);
    if (carrier->layout == Layout::kValues) {
      stored = stored == nullptr ? carrier : stored;
      is_stored = is_stored || full;
    } else {
      running = running == nullptr ? carrier : running;
      runs = runs || full;
    }
  }
  if (running == nullptr || stored == nullptr) {
    return;
  }
  if (is_stored && !runs) {
    note_yes(evidence, "telemetry-cleared",
             display_name(*stored) + ": telemetry; " + display_name(*running) + ": none", stored->location);
  } else {
    note_no(evidence, "telemetry-cleared");
  }
}

void collect_incomplete(const Carriers& carriers, MeshEvidence& evidence) {
  for (const Carrier* carrier : carriers) {
    if (carrier->layout != Layout::kMeshConfigV1) {
      continue;
    }
    for (const std::string_view path : {"mtls.mode", "mtls.caKeyType", "mtls.caTTL", "mtls.svidTTL"}) {
      if (find_setting(*carrier, path).value == nullptr) {
        note_yes(evidence, "incomplete-configuration", display_name(*carrier) + ": no " + std::string(path),
                 carrier->location);
      }
    }
    note_no(evidence, "incomplete-configuration");
  }
}

}  // namespace

InjectionSettings injection_settings(const Carriers& carriers) {
  InjectionSettings result;
  for (const Carrier* carrier : carriers) {
    const SettingView off = find_setting(*carrier, "disableAutoInjection");
    if (off.value != nullptr && off.value->is_boolean() && result.automatic == Truth::kUnknown) {
      const bool holds_opposite = carrier->layout == Layout::kMeshConfigV1;
      result.automatic = off.value->get<bool>() == holds_opposite ? Truth::kYes : Truth::kNo;
    }
    for (const std::string_view path : {"enabledNamespaces", "autoInjection.enabledNamespaces"}) {
      const SettingView names = find_setting(*carrier, path);
      if (names.value == nullptr || !names.value->is_array() || !result.enabled.empty()) {
        continue;
      }
      for (const Json& name : *names.value) {
        if (name.is_string()) {
          result.enabled.push_back(
              {name.get<std::string>(),
               {display_name(*carrier) + ": " + std::string(path), carrier->place(names.pointer)}});
        }
      }
    }
  }
  return result;
}

void collect_config_facts(const Carriers& carriers, const releases::Release* from, MeshEvidence& evidence) {
  evidence.configuration_given = !carriers.empty();
  if (carriers.empty()) {
    return;
  }
  run_tests(carriers, evidence);
  collect_prometheus(carriers, evidence);
  collect_bundled(carriers, from, evidence);
  collect_injection_settings(carriers, evidence);
  collect_telemetry(carriers, evidence);
  collect_incomplete(carriers, evidence);
  for (const Carrier* carrier : carriers) {
    const SettingView method = find_setting(*carrier, "nginxLBMethod");
    if (method.value != nullptr && method.value->is_string()) {
      const bool random = method.value->get_ref<const std::string&>().find("random") != std::string::npos;
      const auto breakers = evidence.policies.find("CircuitBreaker");
      if (random && breakers != evidence.policies.end()) {
        note_yes(evidence, "breakers-with-random", display_name(*carrier) + ": nginxLBMethod",
                 carrier->place(method.pointer));
      } else if (!random || evidence.policies_given) {
        note_no(evidence, "breakers-with-random");
      }
      break;
    }
  }
}

}  // namespace nsmkit::cli
