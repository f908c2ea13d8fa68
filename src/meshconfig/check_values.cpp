#include <vector>

#include "base/pointer.hpp"
#include "meshconfig/check_parts.hpp"
#include "meshconfig/check_value.hpp"
#include "meshconfig/values_schema.hpp"
#include "releases/chart_values.hpp"

namespace nsmkit::meshconfig {

namespace {

/// Walks the values, those of the chart included, along the schema.
class Walk {
 public:
  Walk(CheckScope& scope, const Json& schema) : scope_(scope), root_(schema) {}

  void object(const Json& schema, const std::string& path, const std::string& pointer, const Json& value) {
    const Json& form = value.empty() ? resolved(schema, root_) : filled_form(schema, root_);
    check_required(form, path, pointer, value);
    const Json* properties = keyword(form, "properties");
    for (const auto& [name, member] : value.items()) {
      const Json* property = properties == nullptr ? nullptr : keyword(*properties, name);
      if (property != nullptr) {
        std::string place = pointer;
        base::append_token(place, name);
        node(*property, path.empty() ? name : path + "." + name, place, member);
      }
    }
  }

 private:
  void node(const Json& schema, const std::string& path, const std::string& pointer, const Json& value) {
    const Json& rules = resolved(schema, root_);
    if (!check_value(scope_, rules, path, pointer, value)) return;
    if (value.is_object()) {
      object(rules, path, pointer, value);
    } else if (value.is_array()) {
      items(rules, path, pointer, value);
    }
  }

  void items(const Json& schema, const std::string& path, const std::string& pointer, const Json& value) {
    const Json* rules = keyword(schema, "items");
    for (std::size_t i = 0; rules != nullptr && i < value.size(); ++i) {
      node(*rules, path, pointer + "/" + std::to_string(i), value[i]);
    }
  }

  void check_required(const Json& schema, const std::string& path, const std::string& pointer,
                      const Json& value) {
    const Json* required = keyword(schema, "required");
    if (required == nullptr || !required->is_array()) return;
    for (const Json& each : *required) {
      const std::string name = each.is_string() ? each.get<std::string>() : "";
      if (!name.empty() && !value.contains(name)) {
        report_missing(path.empty() ? name : path + "." + name, pointer + "/" + name);
      }
    }
  }

  // The chart has a value of its own unless the user took it away with null.
  void report_missing(const std::string& path, const std::string& pointer) {
    const base::RuleInfo& rule = path.starts_with("tracing.")     ? kTracingIncomplete
                                 : path.starts_with("telemetry.") ? kTelemetryIncomplete
                                                                  : kConfigRequired;
    const Json* own = scope_.at(pointer);
    if (own != nullptr) {
      scope_.report_key(kConfigRequired, pointer,
                        path + " is null, which takes away the value that " + scope_.release() + " wants",
                        "Remove the line, or write a value.");
    } else {
      scope_.report_key(rule, pointer, path + " is missing; " + scope_.release() + " wants it",
                        &rule == &kConfigRequired ? "Write " + path + "." : "");
    }
  }

  CheckScope& scope_;
  const Json& root_;
};

// The innermost field whose own schema refuses it; "" for the values as a whole.
std::string refused_place(const Json& schema, const Json& root, const Json& value) {
  std::string place;
  const Json* rules = &resolved(schema, root);
  const Json* at = &value;
  for (bool found = true; found && at->is_object();) {
    found = false;
    const Json* properties = keyword(filled_form(*rules, root), "properties");
    for (const auto& [name, member] : at->items()) {
      const Json* property = properties == nullptr ? nullptr : keyword(*properties, name);
      if (property != nullptr && !accepts(*property, root, member)) {
        base::append_token(place, name);
        rules = &resolved(*property, root);
        at = &member;
        found = true;
        break;
      }
    }
  }
  return place;
}

}  // namespace

void check_values(CheckScope& scope) {
  const Json* schema = releases::values_schema(scope.to());
  if (schema == nullptr) {
    scope.report(kConfigUnchecked, "", scope.release() + " had no Helm chart; its fields are not known");
    return;
  }
  if (!scope.settings().is_object()) {
    scope.report(kConfigType, "", "the values are no mapping", "Write fields and their values.");
    return;
  }
  check_values_read(scope);
  const Json joined = releases::with_chart_values(scope.to(), scope.settings());
  Walk(scope, *schema).object(*schema, "", "", joined);
  check_values_together(scope, joined);
  if (!scope.has_error_at("") && !accepts(*schema, *schema, joined)) {
    const std::string place = refused_place(*schema, *schema, joined);
    scope.report_key(kConfigRefused, place,
                     "the chart of " + scope.release() + " does not take the fields of " +
                         (place.empty() ? std::string("the values") : scope.path(place)) + " together");
  }
}

}  // namespace nsmkit::meshconfig
