#include "meshconfig/check_value.hpp"

#include <algorithm>

#include "base/json_text.hpp"
#include "base/text.hpp"
#include "meshconfig/secrets.hpp"
#include "meshconfig/value_form.hpp"
#include "meshconfig/values_schema.hpp"

namespace nsmkit::meshconfig {

namespace {

constexpr std::string_view kCaTtl = "mtls.caTTL";
constexpr std::string_view kBodySize = "clientMaxBodySize";

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string_view noun_of(std::string_view type) {
  return type == "string"    ? "a text"
         : type == "number"  ? "a number"
         : type == "integer" ? "a whole number"
         : type == "boolean" ? "true or false"
         : type == "array"   ? "a list"
         : type == "object"  ? "a mapping"
                             : type;
}

std::string_view noun_of(const Json& value) {
  return value.is_string()    ? "a text"
         : value.is_number()  ? "a number"
         : value.is_boolean() ? "a boolean"
         : value.is_array()   ? "a list"
         : value.is_object()  ? "a mapping"
                              : "null";
}

std::string_view type_of(const Json& schema) {
  const Json* type = keyword(schema, "type");
  return type != nullptr && type->is_string() ? std::string_view(type->get_ref<const std::string&>())
                                              : std::string_view();
}

std::vector<std::string> choices_of(const Json& schema) {
  std::vector<std::string> choices;
  const Json* values = keyword(schema, "enum");
  if (values != nullptr) {
    for (const Json& value : *values) {
      if (value.is_string()) {
        choices.push_back(value.get<std::string>());
      }
    }
  }
  return choices;
}

bool contains(const std::vector<std::string>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

// What stands in quotes there, for a value that lost them: as written, or the choice a boolean stood for.
std::string meant(const CheckScope& scope, const Json& schema, std::string_view pointer, const Json& value) {
  const auto choices = choices_of(schema);
  if (const auto written = scope.written(pointer)) {
    return choices.empty() || contains(choices, *written) ? *written : "";
  }
  const std::string choice = value == true ? "on" : value == false ? "off" : "";
  return value.is_boolean() ? (contains(choices, choice) ? choice : "") : base::json_text(value);
}

// A text that lost its quotes: YAML made something else of it.
bool report_trap(CheckScope& scope, const Json& schema, std::string_view pointer, const Json& value) {
  const bool lost = type_of(schema) == "string" && (value.is_boolean() || value.is_number());
  if (!lost || is_secret(scope.carrier().layout, pointer)) {
    return false;
  }
  const std::string text = meant(scope, schema, pointer, value);
  if (text.empty()) {
    return false;
  }
  const auto written = scope.written(pointer);
  scope.report(
      kConfigYamlTrap, pointer,
      scope.path(pointer) +
          (written ? " is written " + *written + " without quotes, which is read as " : std::string(" is ")) +
          "the " + (value.is_boolean() ? "boolean " : "number ") + base::json_text(value) + "; " +
          scope.release() + " wants a text",
      "Write it in quotes: " + in_quotes(text));
  return true;
}

void report_type(CheckScope& scope, const Json& schema, std::string_view pointer, const Json& value) {
  if (report_trap(scope, schema, pointer, value)) return;
  const std::string wanted(noun_of(type_of(schema)));
  const auto choices = choices_of(schema);
  scope.report(
      kConfigType, pointer,
      scope.path(pointer) + " is " + std::string(noun_of(value)) + "; " + scope.release() + " wants " +
          wanted,
      choices.empty() ? "Write " + wanted + " there." : "Write one of " + listed(choices, "or") + ".");
}

void report_choice(CheckScope& scope, std::string_view pointer, const Json& value,
                   const std::vector<std::string>& choices) {
  const std::vector<std::string_view> names(choices.begin(), choices.end());
  const auto near =
      value.is_string() ? base::nearest(value.get_ref<const std::string&>(), names) : std::nullopt;
  scope.report(kConfigValue, pointer,
               scope.path(pointer) + " is " + scope.shown_at(pointer) + "; " + scope.release() + " takes " +
                   listed(choices, "or"),
               near ? "Did you mean " + in_quotes(*near) + "?" : "");
}

void report_bounds(CheckScope& scope, const Json& schema, std::string_view pointer) {
  const Json* least = keyword(schema, "minimum");
  const Json* most = keyword(schema, "maximum");
  const std::string range = (least == nullptr ? "at most " : base::json_text(*least)) +
                            (least != nullptr && most != nullptr ? " to " : "") +
                            (most == nullptr ? " or more" : base::json_text(*most));
  scope.report(kConfigValue, pointer,
               scope.path(pointer) + " is " + scope.shown_at(pointer) + ", out of the bounds " + range,
               "Write a number in these bounds.");
}

bool in_bounds(const Json& schema, double number) {
  const Json* least = keyword(schema, "minimum");
  const Json* most = keyword(schema, "maximum");
  return (least == nullptr || !least->is_number() || number >= least->get<double>()) &&
         (most == nullptr || !most->is_number() || number <= most->get<double>());
}

void check_number(CheckScope& scope, const Json& schema, std::string_view path, std::string_view pointer,
                  double number) {
  if (!in_bounds(schema, number)) {
    report_bounds(scope, schema, pointer);
  } else if (path.ends_with(".port") && !is_whole(number)) {
    // The schema says number; the API and the CRD read an integer.
    scope.report(kConfigValue, pointer,
                 scope.path(pointer) + " is " + scope.shown_at(pointer) + "; a port is a whole number",
                 "Write a whole number from 0 to 65535.");
  }
}

void check_text(CheckScope& scope, const Json& schema, std::string_view path, std::string_view pointer,
                const std::string& text) {
  const auto choices = choices_of(schema);
  const Json* shortest = keyword(schema, "minLength");
  if (!choices.empty() && !contains(choices, text)) {
    report_choice(scope, pointer, Json(text), choices);
  } else if (shortest != nullptr && text.empty()) {
    scope.report(kConfigValue, pointer, scope.path(pointer) + " is empty",
                 "Write a value, or remove " +
                     scope.path(std::string_view(pointer).substr(0, pointer.rfind('/'))) + ".");
  } else if (is_ttl_path(path)) {
    check_ttl(scope, path, pointer, text);
  } else if (path == kBodySize && !is_body_size(text)) {
    scope.report(kConfigValue, pointer,
                 scope.path(pointer) + " is " + scope.shown_at(pointer) +
                     "; a size is a whole number and k, m, g or nothing",
                 "Write a size such as 1m, or 0 for no limit.");
  }
}

}  // namespace

bool is_ttl_path(std::string_view path) { return path == kCaTtl || path == "mtls.svidTTL"; }

bool check_ttl(CheckScope& scope, std::string_view path, std::string_view pointer, std::string_view text) {
  const bool in_hours = path == kCaTtl && releases::wants_ca_ttl_in_hours(scope.to());
  if (in_hours ? is_ca_ttl(text) : is_svid_ttl(text)) {
    return true;
  }
  const std::string start = scope.path(pointer) + " is " + scope.shown_at(pointer) + "; ";
  const Json* schema = releases::values_schema(scope.to());
  const Json* field = schema == nullptr ? nullptr : field_schema(*schema, path);
  const Json* pattern = field == nullptr ? nullptr : keyword(*field, "pattern");
  const bool loose =
      pattern != nullptr && pattern->is_string() && !pattern->get_ref<const std::string&>().starts_with("^");
  if (loose && is_duration(text) && names_hours_or_minutes(text)) {
    scope.report(kTtlLoose, pointer, start + "later releases take one whole number and h or m only");
  } else if (in_hours) {
    scope.report(kConfigTtl, pointer,
                 start + scope.release() + " takes 24 to 999999 whole hours, such as 720h",
                 "Write whole hours, 24h or more.");
  } else {
    scope.report(kConfigTtl, pointer,
                 start + scope.release() + " takes 1 to 999999 whole hours or minutes, such as 720h or 30m");
  }
  return false;
}

bool check_value(CheckScope& scope, const Json& schema, std::string_view path, std::string_view pointer,
                 const Json& value) {
  if (!has_type(schema, value)) {
    report_type(scope, schema, pointer, value);
    return false;
  }
  if (value.is_number()) {
    check_number(scope, schema, path, pointer, value.get<double>());
  } else if (value.is_string()) {
    check_text(scope, schema, path, pointer, value.get_ref<const std::string&>());
  }
  return true;
}

}  // namespace nsmkit::meshconfig
