#include <algorithm>
#include <set>

#include "base/pointer.hpp"
#include "base/text.hpp"
#include "meshconfig/check_parts.hpp"
#include "meshconfig/unread.hpp"
#include "meshconfig/values_schema.hpp"

namespace nsmkit::meshconfig {

namespace {

// Belongs to Helm.
constexpr std::string_view kHelmOwn = "global";

std::string_view last_name(std::string_view path, char separator) {
  const auto at = path.rfind(separator);
  return at == std::string_view::npos ? path : path.substr(at + 1);
}

std::string_view parent_path(std::string_view path) {
  const auto dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
}

/// Walks the values that the user wrote and looks for fields that the target does not read.
class ReadWalk {
 public:
  explicit ReadWalk(CheckScope& scope) : scope_(scope), schema_(releases::values_schema(scope.to())) {}

  void object(const Json& value, const std::string& path, const std::string& pointer) {
    for (const auto& [name, member] : value.items()) {
      std::string place = pointer;
      base::append_token(place, name);
      field(value, name, path.empty() ? name : path + "." + name, place, member);
    }
  }

 private:
  void field(const Json& siblings, const std::string& name, const std::string& path,
             const std::string& pointer, const Json& value) {
    if (path == kHelmOwn) return;
    const releases::ConfigField* known =
        name.find('.') == std::string::npos ? releases::config_field(path) : nullptr;
    const bool in_schema =
        schema_ != nullptr && name.find('.') == std::string::npos && field_schema(*schema_, path) != nullptr;
    if (known == nullptr && !in_schema) {
      report_unknown(siblings, name, path, pointer);
      return;
    }
    const bool read = known == nullptr || report_unless_read(scope_, *known, pointer, value, seen_);
    // The flags of a command are refused one by one.
    const bool each = scope_.carrier().kind == CarrierKind::kDeployCommand;
    if (value.is_object() && (read || each)) {
      object(value, path, pointer);
    }
  }

  void report_unknown(const Json& siblings, const std::string& name, const std::string& path,
                      const std::string& pointer) {
    const std::string guess = guess_of(siblings, name, path);
    scope_.report_key(kConfigUnknown, pointer, "no release of the mesh reads " + scope_.path(pointer),
                      guess.empty() ? "" : "Did you mean " + guess + "?");
  }

  [[nodiscard]] std::string guess_of(const Json& siblings, const std::string& name,
                                     const std::string& path) const {
    const std::string above = path.size() > name.size() ? path.substr(0, path.size() - name.size() - 1) : "";
    std::vector<std::string_view> names;
    for (const auto& field : releases::config_fields()) {
      const std::string_view last = last_name(field.path, '.');
      if (parent_path(field.path) == above && releases::reads(scope_.to(), field) &&
          !siblings.contains(last)) {
        names.push_back(last);
      }
    }
    if (const auto near = base::nearest(name, names)) {
      return above.empty() ? std::string(*near) : above + "." + std::string(*near);
    }
    return elsewhere(name);
  }

  // The one setting that is called so elsewhere: in another object of the values, or in mesh-config.json.
  [[nodiscard]] std::string elsewhere(std::string_view name) const {
    std::set<std::string> found;
    for (const auto& field : releases::config_fields()) {
      const bool same = last_name(field.path, '.') == name ||
                        std::any_of(field.mesh_config.begin(), field.mesh_config.end(),
                                    [name](const std::string& each) { return last_name(each, '/') == name; });
      if (same && releases::reads(scope_.to(), field)) {
        found.insert(field.path);
      }
    }
    return found.size() == 1 ? *found.begin() : "";
  }

  CheckScope& scope_;
  const Json* schema_;
  ReportedPlaces seen_;
};

}  // namespace

void check_values_read(CheckScope& scope) {
  if (scope.settings().is_object()) {
    ReadWalk(scope).object(scope.settings(), "", "");
  }
}

}  // namespace nsmkit::meshconfig
