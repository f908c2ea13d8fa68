#include "releases/config_fields.hpp"

#include <algorithm>
#include <map>

#include "base/pointer.hpp"
#include "releases/config_data.hpp"

namespace nsmkit::releases {

namespace {

struct Data {
  std::vector<ConfigField> fields;
  std::map<std::string, const ConfigField*, std::less<>> by_path;
  std::vector<MeshConfigOnlyField> mesh_config_only;
  std::vector<MeshConfigOnlyField> static_config_only;
  std::set<std::string> top_names;
};

Data read_data() {
  const Json json = read_data_file("config/fields.json");
  Data data;
  data.fields = read_config_fields(json.at("fields"));
  data.mesh_config_only = read_only_fields(json.at("meshConfigOnly"));
  data.static_config_only = read_only_fields(json.at("staticConfigOnly"));
  check_flags_and_fields(deploy_flags(), data.fields);
  for (const ConfigField& field : data.fields) {
    data.by_path.emplace(field.path, &field);
    data.top_names.insert(field.path.substr(0, field.path.find('.')));
  }
  return data;
}

const Data& data() {
  static const Data kData = read_data();
  return kData;
}

}  // namespace

const std::vector<ConfigField>& config_fields() { return data().fields; }

const ConfigField* config_field(std::string_view path) {
  const auto found = data().by_path.find(path);
  return found == data().by_path.end() ? nullptr : found->second;
}

const ConfigField* config_field_of_flag(std::string_view flag) {
  const DeployFlag* found = deploy_flag(flag);
  return found == nullptr ? nullptr : config_field(found->path);
}

const std::vector<MeshConfigOnlyField>& mesh_config_only_fields() { return data().mesh_config_only; }

const std::vector<MeshConfigOnlyField>& static_config_only_fields() { return data().static_config_only; }

bool reads(const Release& release, const ConfigField& field) {
  return is_within(release, field.since, field.until);
}

std::vector<const ConfigField*> fields_of(const Release& release) {
  std::vector<const ConfigField*> found;
  for (const ConfigField& field : config_fields()) {
    if (reads(release, field)) {
      found.push_back(&field);
    }
  }
  return found;
}

const std::set<std::string>& known_value_names() { return data().top_names; }

Json chart_default(const Release& release, const ConfigField& field) {
  if (!reads(release, field) || !is_within(release, field.chart_since, field.chart_until)) {
    return {};
  }
  return field.chart_is_release ? Json(release.version) : field.chart_value;
}

bool meshctl_upgrade_carries(const Release& to, const ConfigField& field) {
  return std::find(field.carried_by.begin(), field.carried_by.end(), to.version) != field.carried_by.end();
}

std::string pointer_of(std::string_view dotted_path) {
  std::string pointer;
  while (!dotted_path.empty()) {
    const std::size_t dot = std::min(dotted_path.find('.'), dotted_path.size());
    base::append_token(pointer, dotted_path.substr(0, dot));
    dotted_path.remove_prefix(std::min(dot + 1, dotted_path.size()));
  }
  return pointer;
}

}  // namespace nsmkit::releases
