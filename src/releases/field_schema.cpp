#include "releases/field_schema.hpp"

#include <algorithm>

namespace nsmkit::releases {

namespace {

const Json* below(const Json* schema, std::string_view name) {
  if (schema == nullptr || !schema->is_object()) {
    return nullptr;
  }
  const auto found = schema->find(name);
  return found == schema->end() ? nullptr : &*found;
}

}  // namespace

const Json* field_schema(const CrdResource& resource, std::string_view path) {
  const Json* schema = resource.schema.get();
  while (!path.empty() && schema != nullptr) {
    const auto dot = std::min(path.find('.'), path.size());
    std::string_view name = path.substr(0, dot);
    path.remove_prefix(std::min(dot + 1, path.size()));
    const bool list = name.ends_with("[]");
    name.remove_suffix(list ? 2 : 0);
    schema = below(below(schema, "properties"), name);
    schema = list ? below(schema, "items") : schema;
  }
  return schema;
}

std::string_view field_type(const CrdResource& resource, std::string_view path) {
  const Json* type = below(field_schema(resource, path), "type");
  return type != nullptr && type->is_string() ? std::string_view(type->get_ref<const std::string&>())
                                              : std::string_view();
}

bool demands(const Json& schema, std::string_view name) {
  const Json* required = below(&schema, "required");
  return required != nullptr && required->is_array() &&
         std::find(required->begin(), required->end(), name) != required->end();
}

}  // namespace nsmkit::releases
