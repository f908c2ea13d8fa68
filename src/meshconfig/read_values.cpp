#include <algorithm>
#include <array>
#include <string>

#include "base/pointer.hpp"
#include "meshconfig/names.hpp"
#include "meshconfig/readers.hpp"

namespace nsmkit::meshconfig {

namespace {

constexpr const char* kUserSupplied = "USER-SUPPLIED VALUES";
constexpr const char* kComputed = "COMPUTED VALUES";
constexpr const char* kChart = "nginx-service-mesh";
constexpr const char* kGlobal = "global";  // Helm's own, in the values of any chart

// Names that hardly any other chart's values have.
constexpr std::array<std::string_view, 6> kUnmistakable{"accessControlMode",    "autoInjection",
                                                        "disableAutoInjection", "nginxErrorLogLevel",
                                                        "nginxLBMethod",        "nginxLogFormat"};

// Names that other charts may have, too.
constexpr std::array<std::string_view, 5> kUsual{"clientMaxBodySize", "deployGrafana", "enableUDP",
                                                 "enabledNamespaces", "prometheusAddress"};

// Sections are common names; a member of the mesh's own makes them telling, one of the others less so.
struct Section {
  std::string_view name;
  std::string_view member;
  unsigned points;
};
constexpr unsigned kEnough = 2;
constexpr Section kSections[] = {
    {"mtls", "caTTL", 2},
    {"mtls", "svidTTL", 2},
    {"mtls", "caKeyType", 2},
    {"mtls", "mode", 2},
    {"mtls", "spireServerKeyManager", 2},
    {"mtls", "persistentStorage", 2},
    {"mtls", "upstreamAuthority", 2},
    {"mtls", "trustDomain", 1},
    {"registry", "imageTag", 2},
    {"registry", "disablePublicImages", 2},
    {"registry", "server", 1},
    {"tracing", "sampleRate", 2},
    {"tracing", "backend", 2},
    {"telemetry", "samplerRatio", 2},
    {"telemetry", "exporters", 2},
};

template <typename List>
bool contains(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool is_wrapper(const std::string& name, const Json& value) {
  return (name == kUserSupplied || name == kComputed) && value.is_null();
}

// Points of a section, as long as at least half of its members are the mesh's.
unsigned section_points(const std::string& name, const Json& section) {
  if (!section.is_object()) return 0;
  std::size_t known = 0;
  unsigned points = 0;
  for (const auto& member : section.items()) {
    known += is_values_name(name, member.key()) ? 1U : 0U;
    for (const Section& telling : kSections) {
      const bool tells = telling.name == name && telling.member == member.key();
      points = std::max(points, tells ? telling.points : 0U);
    }
  }
  return known * 2 >= section.size() ? points : 0;
}

/// What speaks for an object being the mesh's values.
struct Evidence {
  std::size_t names = 0;
  std::size_t known = 0;
  bool unmistakable = false;
  unsigned points = 0;
};

Evidence weigh(const Json& object) {
  Evidence evidence;
  for (const auto& member : object.items()) {
    const std::string& name = member.key();
    if (name == kGlobal || is_wrapper(name, member.value())) continue;
    ++evidence.names;
    evidence.known += is_values_name(name) ? 1U : 0U;
    evidence.unmistakable = evidence.unmistakable || contains(kUnmistakable, name);
    evidence.points += contains(kUsual, name) ? 1U : section_points(name, member.value());
  }
  return evidence;
}

// The spec of a MeshConfig has many of these names. It was cut out of its object, and is no file for Helm.
bool is_mesh_values(const Json& object, bool named) {
  if (!object.is_object() || object.contains("meshConfigClassName")) return false;
  const Evidence evidence = weigh(object);
  if (evidence.known == 0) return false;
  if (evidence.unmistakable) return evidence.known * 2 >= evidence.names;
  if (named) return evidence.known == evidence.names;
  return evidence.points >= kEnough && evidence.known == evidence.names;
}

void settle(Carrier& carrier) {
  if (const std::string* tag = text_at(carrier.settings, "/registry/imageTag")) {
    carrier.mesh_release = *tag;
  }
}

}  // namespace

std::optional<ValuesPlace> find_values(const Json& document) {
  if (!document.is_object()) return std::nullopt;
  const auto has_header = [&document](const char* name) {
    const auto found = document.find(name);
    return found != document.end() && is_wrapper(name, *found);
  };
  ValuesPlace place;
  place.with_defaults = has_header(kComputed);
  if (is_mesh_values(document, has_header(kUserSupplied) || place.with_defaults)) return place;
  const auto chart = document.find(kChart);
  if (chart == document.end() || !is_mesh_values(*chart, true)) return std::nullopt;
  place.settings_at = std::string("/") + kChart;
  return place;
}

void read_values(Carrier& carrier, const ValuesPlace& place) {
  carrier.layout = Layout::kValues;
  carrier.settings_at = place.settings_at;
  carrier.with_defaults = place.with_defaults;
  carrier.settings = *base::find(carrier.document, place.settings_at);
  if (place.settings_at.empty()) {
    carrier.settings.erase(kUserSupplied);
    carrier.settings.erase(kComputed);
  }
  settle(carrier);
}

}  // namespace nsmkit::meshconfig
