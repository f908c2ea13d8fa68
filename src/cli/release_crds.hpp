#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "releases/crd_set.hpp"

namespace nsmkit::cli {

/// A CustomResourceDefinition (apiextensions.k8s.io/v1) and its name, PLURAL.GROUP.
struct CrdObject {
  std::string name;
  Json object;
};

/// The CRDs of a set, as `kubectl create` takes them; versions of one kind in one object. Order: as in the
/// set.
[[nodiscard]] std::vector<CrdObject> crd_objects(const releases::CrdSet& set);

}  // namespace nsmkit::cli
