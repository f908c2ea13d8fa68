#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "releases/crd_set.hpp"
#include "validate/violation.hpp"

namespace nsmkit::validate {

/// One CustomResourceDefinition as data: a resource per version, or why it cannot be used.
struct LoadedCrd {
  std::vector<releases::CrdResource> resources;
  std::vector<Violation> violations;  ///< crd-unusable (NSM222), pointers into the CRD
};

/// Whether `object` is a CustomResourceDefinition of apiextensions.k8s.io.
[[nodiscard]] bool is_crd(const Json& object);

/// Reads a CRD, v1 or v1beta1, as `kubectl get crd -o yaml` prints it.
[[nodiscard]] LoadedCrd load_crd(const Json& crd);

/// A set like the embedded ones from the resources of several CRDs. `name` is shown in messages.
[[nodiscard]] releases::CrdSet make_crd_set(std::string name, std::vector<releases::CrdResource> resources);

}  // namespace nsmkit::validate
