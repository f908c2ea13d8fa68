#include <algorithm>

#include "releases/config_data.hpp"

namespace nsmkit::releases {

namespace {

/// A range of releases, both ends included.
struct Range {
  std::string since;
  std::string until;

  [[nodiscard]] bool holds(const Release& release) const { return is_within(release, since, until); }
};

/// What config/rules.json says.
struct Rules {
  Range opentracing;
  Range telemetry;
  Range exclusion;
  Range hours;
  std::string guide_from_before;
  std::string guide_to;
};

Range read_range(const Json& data, const char* key) {
  const Json& entry = data.at(key);
  Range range{read_version(entry, "since"), read_version(entry, "until")};
  check_range(range.since, range.until);
  return range;
}

Rules read_rules() {
  const Json data = read_data_file("config/rules.json");
  Rules rules;
  rules.opentracing = read_range(data, "readsOpenTracing");
  rules.telemetry = read_range(data, "readsTelemetry");
  rules.exclusion = read_range(data, "excludesTracingBesideTelemetry");
  rules.hours = read_range(data, "caTtlInHours");
  rules.guide_from_before = read_version(data.at("guideRemovesOpenTracing"), "fromBefore");
  rules.guide_to = read_version(data.at("guideRemovesOpenTracing"), "to");
  return rules;
}

const Rules& rules() {
  static const Rules kRules = read_rules();
  return kRules;
}

}  // namespace

bool reads_opentracing(const Release& release) { return rules().opentracing.holds(release); }

bool reads_telemetry(const Release& release) { return rules().telemetry.holds(release); }

bool excludes_tracing_beside_telemetry(const Release& release) { return rules().exclusion.holds(release); }

bool guide_removes_opentracing(const Release* from, const Release& to) {
  if (from == nullptr && to.predecessor) {
    from = catalog().find_release(*to.predecessor);
  }
  return from != nullptr && !is_within(*from, rules().guide_from_before, "") &&
         is_within(to, rules().guide_to, "");
}

bool has_mesh_config_resource(const Release& release) {
  const CrdSet* set = catalog().crd_set(release);
  return set != nullptr && !set->by_kind("MeshConfig").empty();
}

bool wants_ca_ttl_in_hours(const Release& release) { return rules().hours.holds(release); }

}  // namespace nsmkit::releases
