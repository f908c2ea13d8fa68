#include "meshconfig/mesh_facts.hpp"

#include <optional>
#include <string>

#include "base/base64.hpp"
#include "base/byte_source.hpp"
#include "base/pointer.hpp"
#include "yaml/reader.hpp"

namespace nsmkit::meshconfig {

namespace {

constexpr const char* kKeys[] = {"mesh-config.json", "meshconfig.json"};

const std::string* text_at(const Json& value, const std::string& pointer) {
  const Json* found = base::find(value, pointer);
  return found != nullptr && found->is_string() ? found->get_ptr<const std::string*>() : nullptr;
}

void set(std::optional<model::MeshFact>& fact, const std::string* value, const model::Resource& resource,
         const std::string& pointer) {
  if (value != nullptr) {
    base::Location location = resource.location;
    location.position = resource.map.value(pointer);
    fact = model::MeshFact{*value, location};
  }
}

// Releases before 1.4.0 left some strings unquoted in their JSON; as YAML it can be read all the same.
Json parse(const std::string& text) {
  base::TextSource source(text);
  yaml::Reader reader(source, yaml::Limits());
  auto element = reader.next();
  return element && element->type == yaml::ElementType::kDocument ? std::move(element->value) : Json();
}

void collect_config_map(const model::Resource& resource, model::MeshFacts& facts) {
  for (const char* key : kKeys) {
    for (const char* field : {"/binaryData/", "/data/"}) {
      const std::string pointer = std::string(field) + key;
      const std::string* content = text_at(resource.object, pointer);
      if (content == nullptr) {
        continue;
      }
      const auto decoded = field == std::string_view("/binaryData/") ? base::decode_base64(*content)
                                                                     : std::optional<std::string>(*content);
      const Json config = decoded ? parse(*decoded) : Json();
      set(facts.access_control_mode, text_at(config, "/accessControlMode"), resource, pointer);
      set(facts.load_balancing_method, text_at(config, "/loadBalancingMethod"), resource, pointer);
    }
  }
}

}  // namespace

void collect_facts(const model::Resource& resource, model::MeshFacts& facts) {
  if (resource.ref.kind == "ConfigMap") {
    collect_config_map(resource, facts);
  } else if (resource.ref.kind == "MeshConfig") {
    const auto mode = std::string("/spec/accessControlMode");
    const auto method = std::string("/spec/nginxLBMethod");
    set(facts.access_control_mode, text_at(resource.object, mode), resource, mode);
    set(facts.load_balancing_method, text_at(resource.object, method), resource, method);
  }
}

}  // namespace nsmkit::meshconfig
