#include "releases/chart_values.hpp"

#include <map>

#include "releases/config_fields.hpp"

namespace nsmkit::releases {

namespace {

using ByVersion = std::map<std::string, Json, std::less<>>;

Json collect_values(const Release& release) {
  Json values = Json::object();
  for (const ConfigField* field : fields_of(release)) {
    Json value = chart_default(release, *field);
    if (!value.is_null()) {
      values[Json::json_pointer(pointer_of(field->path))] = std::move(value);
    }
  }
  return values;
}

ByVersion collect_all() {
  ByVersion values;
  for (const Release& release : catalog().releases()) {
    values.emplace(release.version, collect_values(release));
  }
  return values;
}

// Helm's coalesceTables; `defaults` are a few levels deep.
void join(Json& values, const Json& defaults) {
  for (const auto& [key, value] : defaults.items()) {
    const auto found = values.find(key);
    if (found == values.end()) {
      values[key] = value;
    } else if (found->is_null()) {
      values.erase(found);
    } else if (found->is_object() && value.is_object()) {
      join(*found, value);
    }
  }
}

}  // namespace

const Json& chart_values(const Release& release) {
  static const ByVersion kValues = collect_all();
  static const Json kNone = Json::object();
  const auto found = kValues.find(release.version);
  return found == kValues.end() ? kNone : found->second;
}

Json with_chart_values(const Release& release, const Json& values) {
  Json joined = values.is_object() ? values : Json::object();
  join(joined, chart_values(release));
  return joined;
}

}  // namespace nsmkit::releases
