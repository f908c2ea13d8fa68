#pragma once

#include "meshconfig/carrier.hpp"
#include "model/mesh_facts.hpp"
#include "model/resource.hpp"

namespace nsmkit::meshconfig {

/// Takes from `resource` what it says of the mesh's configuration: a MeshConfig, or the ConfigMap in which a
/// mesh keeps it (mesh-config.json up to 1.7.0, meshconfig.json in 2.0.0), recognised by that key. Other
/// objects, and content that cannot be read, change nothing.
void collect_facts(const model::Resource& resource, model::MeshFacts& facts);

/// Takes from Helm values, deploy commands and `nginx-meshctl config` output what no object has said yet:
/// call it after the other, for all carriers.
void collect_facts(const Carrier& carrier, model::MeshFacts& facts);

}  // namespace nsmkit::meshconfig
