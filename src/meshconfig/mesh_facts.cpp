#include "meshconfig/mesh_facts.hpp"

#include <optional>
#include <string>

#include "meshconfig/readers.hpp"

namespace nsmkit::meshconfig {

namespace {

void set(std::optional<model::MeshFact>& fact, const std::string* value, const model::Resource& resource,
         const std::string& pointer) {
  if (value != nullptr) {
    base::Location location = resource.location;
    location.position = resource.map.value(pointer);
    fact = model::MeshFact{*value, location};
  }
}

void set_once(std::optional<model::MeshFact>& fact, const std::string* value, const model::Resource& resource,
              const std::string& pointer) {
  if (!fact) {
    set(fact, value, resource, pointer);
  }
}

void collect_config_map(const model::Resource& resource, model::MeshFacts& facts) {
  const auto entry = find_config_map_entry(resource.object);
  if (!entry) return;
  std::string fault;
  const Json config = decode_config_map(resource.object, *entry, fault);
  const std::string* mode = text_at(config, "/accessControlMode");
  if (entry->layout == Layout::kMeshConfigV1) {
    set(facts.access_control_mode, mode, resource, entry->pointer);
    set(facts.load_balancing_method, text_at(config, "/loadBalancingMethod"), resource, entry->pointer);
  } else {
    // What a mesh was deployed with; its MeshConfig, wherever it stands among the inputs, is what it has now.
    set_once(facts.access_control_mode, mode, resource, entry->pointer);
    set_once(facts.load_balancing_method, text_at(config, "/nginxLBMethod"), resource, entry->pointer);
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

void collect_facts(const Carrier& carrier, model::MeshFacts& facts) {
  const auto take = [&carrier](std::optional<model::MeshFact>& fact, const char* pointer) {
    const std::string* value = fact ? nullptr : text_at(carrier.settings, pointer);
    if (value != nullptr) {
      fact = model::MeshFact{*value, carrier.place(pointer)};
    }
  };
  if (carrier.layout == Layout::kValues) {
    take(facts.access_control_mode, "/accessControlMode");
    take(facts.load_balancing_method, "/nginxLBMethod");
  } else if (carrier.layout == Layout::kMeshConfigV1) {
    take(facts.access_control_mode, "/accessControlMode");
    take(facts.load_balancing_method, "/loadBalancingMethod");
  }
}

}  // namespace nsmkit::meshconfig
