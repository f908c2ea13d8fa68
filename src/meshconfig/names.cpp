#include "meshconfig/names.hpp"

#include <set>
#include <string>

#include "releases/config_fields.hpp"

namespace nsmkit::meshconfig {

namespace {

using Names = std::set<std::string, std::less<>>;

std::string first_token(std::string_view path, char separator) {
  if (path.starts_with(separator)) {
    path.remove_prefix(1);
  }
  return std::string(path.substr(0, path.find(separator)));
}

Names read_values_names() {
  Names names;
  for (const auto& field : releases::config_fields()) {
    const std::string top = first_token(field.path, '.');
    names.insert(top);
    if (field.path.size() > top.size()) {
      names.insert(top + "." + first_token(std::string_view(field.path).substr(top.size()), '.'));
    }
  }
  return names;
}

Names read_mesh_config_names() {
  Names names;
  for (const auto& field : releases::mesh_config_only_fields()) {
    names.insert(first_token(field.pointer, '/'));
  }
  for (const auto& field : releases::config_fields()) {
    for (const std::string& pointer : field.mesh_config) {
      names.insert(first_token(pointer, '/'));
    }
  }
  return names;
}

const Names& values_names() {
  static const Names kNames = read_values_names();
  return kNames;
}

}  // namespace

bool is_values_name(std::string_view name) { return values_names().contains(name); }

bool is_values_name(std::string_view section, std::string_view name) {
  return values_names().contains(std::string(section) + "." + std::string(name));
}

bool is_mesh_config_name(std::string_view name) {
  static const Names kNames = read_mesh_config_names();
  return kNames.contains(name);
}

}  // namespace nsmkit::meshconfig
