#include "validate/schema_node.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace nsmkit::validate {

SchemaNode::SchemaNode() = default;
SchemaNode::~SchemaNode() = default;
SchemaNode::SchemaNode(SchemaNode&&) noexcept = default;

const SchemaNode* SchemaNode::field(std::string_view name) const {
  const auto it = properties.find(name);
  return it != properties.end() ? &it->second : additional.get();
}

namespace {

constexpr int kDeepestSchema = 100;

SchemaNode read_node(const Json& schema, int depth);

[[noreturn]] void refuse(const std::string& reason) { throw std::runtime_error(reason); }

std::uint8_t type_bit(const std::string& name) {
  static constexpr std::array<std::pair<std::string_view, std::uint8_t>, 6> kNames = {
      {{"object", kTypeObject},
       {"array", kTypeArray},
       {"string", kTypeString},
       {"integer", kTypeInteger},
       {"number", kTypeNumber},
       {"boolean", kTypeBoolean}}};
  for (const auto& [known, bit] : kNames) {
    if (known == name) {
      return bit;
    }
  }
  refuse("unknown type \"" + name + "\"");
}

bool flag(const Json& schema, const char* key) {
  const auto it = schema.find(key);
  return it != schema.end() && it->is_boolean() && it->get<bool>();
}

std::optional<std::uint64_t> count(const Json& schema, const char* key) {
  const auto it = schema.find(key);
  if (it == schema.end() || !it->is_number()) {
    return std::nullopt;
  }
  const double value = it->get<double>();
  return value <= 0 ? 0 : static_cast<std::uint64_t>(std::min(value, 9e15));
}

std::optional<double> number(const Json& schema, const char* key) {
  const auto it = schema.find(key);
  return it != schema.end() && it->is_number() ? std::optional(it->get<double>()) : std::nullopt;
}

std::vector<std::string> strings(const Json& schema, const char* key) {
  std::vector<std::string> out;
  if (const auto it = schema.find(key); it != schema.end() && it->is_array()) {
    for (const Json& item : *it) {
      if (item.is_string()) {
        out.push_back(item.get<std::string>());
      }
    }
  }
  return out;
}

std::vector<SchemaNode> branches(const Json& schema, const char* key, int depth) {
  std::vector<SchemaNode> out;
  if (const auto it = schema.find(key); it != schema.end() && it->is_array()) {
    for (const Json& item : *it) {
      out.push_back(read_node(item, depth));
    }
  }
  return out;
}

void read_types(const Json& schema, SchemaNode& node) {
  if (const auto it = schema.find("type");
      it != schema.end() && it->is_string() && !it->get<std::string>().empty()) {
    node.types = type_bit(it->get<std::string>());
  }
  // It overrides the type; the server does the same.
  if (flag(schema, "x-kubernetes-int-or-string")) {
    node.types = kTypeInteger | kTypeString;
  }
  node.nullable = flag(schema, "nullable");
  node.preserve_unknown_fields = flag(schema, "x-kubernetes-preserve-unknown-fields");
  node.embedded_resource = flag(schema, "x-kubernetes-embedded-resource");
}

void read_object_keywords(const Json& schema, SchemaNode& node, int depth) {
  if (const auto it = schema.find("properties"); it != schema.end() && it->is_object()) {
    for (const auto& [name, property] : it->items()) {
      node.properties.emplace(name, read_node(property, depth));
    }
  }
  node.required = strings(schema, "required");
  node.min_properties = count(schema, "minProperties");
  node.max_properties = count(schema, "maxProperties");
  const auto it = schema.find("additionalProperties");
  if (it == schema.end()) {
    return;
  }
  if (it->is_boolean()) {
    (it->get<bool>() ? node.allows_additional : node.forbids_additional) = true;
  } else if (it->is_object()) {
    node.additional = std::make_unique<SchemaNode>(read_node(*it, depth));
  }
}

void read_array_keywords(const Json& schema, SchemaNode& node, int depth) {
  if (const auto it = schema.find("items"); it != schema.end() && it->is_object()) {
    node.items = std::make_unique<SchemaNode>(read_node(*it, depth));
  }
  node.min_items = count(schema, "minItems");
  node.max_items = count(schema, "maxItems");
  node.unique_items = flag(schema, "uniqueItems");
  const std::string list_type = schema.value("x-kubernetes-list-type", std::string());
  node.list_type = list_type == "set"   ? ListType::kSet
                   : list_type == "map" ? ListType::kMap
                                        : ListType::kAtomic;
  node.list_map_keys = strings(schema, "x-kubernetes-list-map-keys");
}

void read_scalar_keywords(const Json& schema, SchemaNode& node) {
  node.minimum = number(schema, "minimum");
  node.maximum = number(schema, "maximum");
  node.multiple_of = number(schema, "multipleOf");
  node.exclusive_minimum = flag(schema, "exclusiveMinimum");
  node.exclusive_maximum = flag(schema, "exclusiveMaximum");
  node.min_length = count(schema, "minLength");
  node.max_length = count(schema, "maxLength");
  node.format = schema.value("format", std::string());
  node.pattern = schema.value("pattern", std::string());
  if (!node.pattern.empty()) {
    RE2::Options options;
    options.set_log_errors(false);
    node.regex = std::make_unique<RE2>(node.pattern, options);
    if (!node.regex->ok()) {
      refuse("the pattern " + node.pattern + " cannot be used: " + node.regex->error());
    }
  }
}

// What valijson is not given, see schema_check.cpp.
bool has_own_keywords(const SchemaNode& node) {
  const bool here = node.regex || node.min_length || node.max_length || !node.format.empty() ||
                    node.unique_items || node.multiple_of || node.list_type != ListType::kAtomic ||
                    node.embedded_resource || !node.all_of.empty() || !node.any_of.empty() ||
                    !node.one_of.empty() || node.negated;
  const bool below =
      (node.additional && node.additional->own_keywords) || (node.items && node.items->own_keywords);
  return here || below ||
         std::any_of(node.properties.begin(), node.properties.end(),
                     [](const auto& property) { return property.second.own_keywords; });
}

bool has_defaults(const SchemaNode& node) {
  return node.default_value || (node.additional && node.additional->has_defaults) ||
         (node.items && node.items->has_defaults) ||
         std::any_of(node.properties.begin(), node.properties.end(),
                     [](const auto& property) { return property.second.has_defaults; });
}

SchemaNode read_node(const Json& schema, int depth) {
  if (!schema.is_object()) {
    refuse("a schema is not an object");
  }
  if (depth > kDeepestSchema) {
    refuse("the schema is nested too deeply");
  }
  if (schema.contains("$ref")) {
    refuse("$ref is not supported in CRDs");
  }
  SchemaNode node;
  read_types(schema, node);
  read_object_keywords(schema, node, depth + 1);
  read_array_keywords(schema, node, depth + 1);
  read_scalar_keywords(schema, node);
  if (const auto it = schema.find("enum"); it != schema.end() && it->is_array() && !it->empty()) {
    node.enum_values = *it;
  }
  if (const auto it = schema.find("default"); it != schema.end() && !it->is_null()) {
    node.default_value = *it;
  }
  node.all_of = branches(schema, "allOf", depth + 1);
  node.any_of = branches(schema, "anyOf", depth + 1);
  node.one_of = branches(schema, "oneOf", depth + 1);
  if (const auto it = schema.find("not"); it != schema.end() && it->is_object()) {
    node.negated = std::make_unique<SchemaNode>(read_node(*it, depth + 1));
  }
  node.own_keywords = has_own_keywords(node);
  node.has_defaults = has_defaults(node);
  return node;
}

}  // namespace

SchemaNode read_schema(const Json& schema) {
  try {
    return read_node(schema, 0);
  } catch (const Json::exception&) {
    throw std::runtime_error("a keyword has a value of the wrong type");
  }
}

}  // namespace nsmkit::validate
