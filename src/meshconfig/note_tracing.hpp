#pragma once

#include <vector>

#include "base/finding.hpp"
#include "model/resource.hpp"
#include "releases/catalog.hpp"

namespace nsmkit::meshconfig {

/// Notes tracing that is not the mesh's own to change, in an object that is no carrier: of the NGINX Ingress
/// Controller (its ConfigMap, snippets of Ingresses), and the Jaeger or Zipkin that older releases deployed.
[[nodiscard]] std::vector<base::Finding> note_tracing(const model::Resource& resource,
                                                      const releases::Release& to);

}  // namespace nsmkit::meshconfig
