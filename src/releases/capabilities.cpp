#include "releases/capabilities.hpp"

#include <algorithm>

#include "base/pointer.hpp"

namespace nsmkit::releases {

namespace {

constexpr std::string_view kFirstRefusingClashes = "1.4.0";

// What the schema of the stored version says at `pointer`; null when there is nothing.
const Json* schema_at(const Release& release, std::string_view kind, std::string_view pointer) {
  const CrdSet* set = catalog().crd_set(release);
  if (set == nullptr) {
    return nullptr;
  }
  const auto versions = set->by_kind(kind);
  return versions.empty() || !versions.front()->schema ? nullptr
                                                       : base::find(*versions.front()->schema, pointer);
}

bool is_type(const Json* schema, std::string_view type) { return schema != nullptr && *schema == type; }

}  // namespace

HeaderShape header_shape(const Release& release) {
  const Json* type = schema_at(release, "HTTPRouteGroup",
                               "/properties/spec/properties/matches/items/properties/headers/type");
  if (is_type(type, "array")) {
    return HeaderShape::kList;
  }
  return is_type(type, "object") ? HeaderShape::kMap : HeaderShape::kUnknown;
}

bool wants_whole_weights(const Release& release) {
  return is_type(
      schema_at(release, "TrafficSplit", "/properties/spec/properties/backends/items/properties/weight/type"),
      "integer");
}

bool wants_whole_ports(const Release& release) {
  return is_type(
      schema_at(release, "TrafficTarget", "/properties/spec/properties/destination/properties/port/type"),
      "integer");
}

bool requires_spec(const Release& release, std::string_view kind) {
  const Json* required = schema_at(release, kind, "/required");
  return required != nullptr &&
         std::find(required->begin(), required->end(), Json("spec")) != required->end();
}

bool serves_ratelimit_rules(const Release& release) {
  return schema_at(release, "RateLimit", "/properties/spec/properties/rules") != nullptr;
}

bool refuses_clashing_ratelimits(const Release& release) {
  const auto& all = catalog().releases();
  const auto place = [&all](std::string_view version) {
    return std::find_if(all.begin(), all.end(),
                        [version](const Release& each) { return each.version == version; });
  };
  return place(release.version) >= place(kFirstRefusingClashes);
}

}  // namespace nsmkit::releases
