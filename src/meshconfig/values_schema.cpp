#include "meshconfig/values_schema.hpp"

#include <algorithm>
#include <string>

#include "base/pointer.hpp"
#include "meshconfig/value_form.hpp"

namespace nsmkit::meshconfig {

namespace {

struct KnownPattern {
  std::string_view pattern;
  bool (*holds)(std::string_view text);
};

constexpr KnownPattern kPatterns[] = {
    {"[0-9]*(h|m)", names_hours_or_minutes},
    {"^[1-9][0-9]{0,5}(h|m)$", is_svid_ttl},
    {"^1[0-9]{2,5}(h)|2[4-9](h)|2[0-9][0-9]{1,5}(h)|[3-9][0-9]{1,5}(h)$", passes_ca_ttl_pattern},
    {"^\\d+[kKmMgG]?$", is_body_size},
};

const KnownPattern* find_pattern(std::string_view pattern) {
  const auto* found = std::find_if(std::begin(kPatterns), std::end(kPatterns),
                                   [pattern](const KnownPattern& each) { return each.pattern == pattern; });
  return found == std::end(kPatterns) ? nullptr : found;
}

bool pattern_holds(const Json& schema, const std::string& text) {
  const Json* pattern = keyword(schema, "pattern");
  const KnownPattern* known = pattern != nullptr && pattern->is_string()
                                  ? find_pattern(pattern->get_ref<const std::string&>())
                                  : nullptr;
  return known == nullptr || known->holds(text);
}

bool is_of(std::string_view type, const Json& value) {
  if (type == "integer") {
    return value.is_number_integer() || (value.is_number_float() && is_whole(value.get<double>()));
  }
  return type == "object"    ? value.is_object()
         : type == "array"   ? value.is_array()
         : type == "string"  ? value.is_string()
         : type == "boolean" ? value.is_boolean()
         : type == "number"  ? value.is_number()
         : type == "null"    ? value.is_null()
                             : true;
}

// A bound such as "minLength"; `otherwise` when the schema has none.
double bound(const Json& schema, std::string_view name, double otherwise) {
  const Json* found = keyword(schema, name);
  return found != nullptr && found->is_number() ? found->get<double>() : otherwise;
}

bool within(const Json& schema, std::string_view least, std::string_view most, double number) {
  return number >= bound(schema, least, number) && number <= bound(schema, most, number);
}

bool scalar_holds(const Json& schema, const Json& value) {
  const Json* constant = keyword(schema, "const");
  if (constant != nullptr && *constant != value) {
    return false;
  }
  const Json* values = keyword(schema, "enum");
  if (values != nullptr && std::find(values->begin(), values->end(), value) == values->end()) {
    return false;
  }
  if (value.is_number()) {
    return within(schema, "minimum", "maximum", value.get<double>());
  }
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    return within(schema, "minLength", "maxLength", static_cast<double>(code_points(text))) &&
           pattern_holds(schema, text);
  }
  return true;
}

bool object_holds(const Json& schema, const Json& root, const Json& value) {
  const Json* required = keyword(schema, "required");
  if (required != nullptr && required->is_array()) {
    for (const Json& name : *required) {
      if (name.is_string() && !value.contains(name.get_ref<const std::string&>())) {
        return false;
      }
    }
  }
  const Json* properties = keyword(schema, "properties");
  const Json* more = keyword(schema, "additionalProperties");
  for (const auto& [name, member] : value.items()) {
    const Json* property = properties == nullptr ? nullptr : keyword(*properties, name);
    if (property != nullptr ? !accepts(*property, root, member) : more != nullptr && *more == false) {
      return false;
    }
  }
  return true;
}

bool array_holds(const Json& schema, const Json& root, const Json& value) {
  const Json* items = keyword(schema, "items");
  return within(schema, "minItems", "maxItems", static_cast<double>(value.size())) &&
         (items == nullptr || std::all_of(value.begin(), value.end(),
                                          [&](const Json& item) { return accepts(*items, root, item); }));
}

std::size_t count_accepting(const Json& schemas, const Json& root, const Json& value) {
  return static_cast<std::size_t>(std::count_if(
      schemas.begin(), schemas.end(), [&](const Json& each) { return accepts(each, root, value); }));
}

bool combination_holds(const Json& schema, const Json& root, const Json& value) {
  const Json* all = keyword(schema, "allOf");
  const Json* any = keyword(schema, "anyOf");
  const Json* one = keyword(schema, "oneOf");
  const Json* condition = keyword(schema, "if");
  const Json* then = keyword(schema, "then");
  return (all == nullptr || count_accepting(*all, root, value) == all->size()) &&
         (any == nullptr || count_accepting(*any, root, value) > 0) &&
         (one == nullptr || count_accepting(*one, root, value) == 1) &&
         (condition == nullptr || then == nullptr || !accepts(*condition, root, value) ||
          accepts(*then, root, value));
}

bool is_empty_form(const Json& schema) {
  const Json* more = keyword(schema, "additionalProperties");
  return more != nullptr && *more == false;
}

}  // namespace

const Json* keyword(const Json& schema, std::string_view name) {
  if (!schema.is_object()) {
    return nullptr;
  }
  const auto found = schema.find(name);
  return found == schema.end() ? nullptr : &*found;
}

const Json& resolved(const Json& schema, const Json& root) {
  const Json* reference = keyword(schema, "$ref");
  if (reference == nullptr || !reference->is_string()) {
    return schema;
  }
  std::string_view pointer = reference->get_ref<const std::string&>();
  pointer.remove_prefix(pointer.starts_with('#') ? 1 : 0);
  const Json* found = base::find(root, pointer);
  return found == nullptr ? schema : *found;
}

bool has_type(const Json& schema, const Json& value) {
  const Json* type = keyword(schema, "type");
  return type == nullptr || !type->is_string() || is_of(type->get_ref<const std::string&>(), value);
}

bool accepts(const Json& schema, const Json& root, const Json& value) {
  const Json& rules = resolved(schema, root);
  return has_type(rules, value) && scalar_holds(rules, value) &&
         (!value.is_object() || object_holds(rules, root, value)) &&
         (!value.is_array() || array_holds(rules, root, value)) && combination_holds(rules, root, value);
}

const Json& filled_form(const Json& schema, const Json& root) {
  const Json& rules = resolved(schema, root);
  const Json* alternatives = keyword(rules, "oneOf");
  if (alternatives == nullptr || alternatives->size() != 2) {
    return rules;
  }
  const Json& first = resolved(alternatives->front(), root);
  const Json& second = resolved(alternatives->back(), root);
  return is_empty_form(second) ? first : is_empty_form(first) ? second : rules;
}

const Json* field_schema(const Json& root, std::string_view path) {
  const Json* schema = &root;
  while (schema != nullptr && !path.empty()) {
    const auto dot = std::min(path.find('.'), path.size());
    const Json* properties = keyword(filled_form(*schema, root), "properties");
    schema = properties == nullptr ? nullptr : keyword(*properties, path.substr(0, dot));
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return schema == nullptr ? nullptr : &resolved(*schema, root);
}

bool knows_pattern(std::string_view pattern) { return find_pattern(pattern) != nullptr; }

}  // namespace nsmkit::meshconfig
