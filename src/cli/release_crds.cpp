#include "cli/release_crds.hpp"

#include <algorithm>

namespace nsmkit::cli {

namespace {

using releases::CrdResource;

// The releases' own CRDs carry this label, and their removal goes by it:
// kubectl delete crd -l app.kubernetes.io/part-of==nginx-service-mesh
constexpr const char* kPartOf = "app.kubernetes.io/part-of";
constexpr const char* kMesh = "nginx-service-mesh";

// A version needs a schema; this one takes everything.
Json schema_of(const CrdResource& resource) {
  return resource.schema == nullptr ? Json{{"type", "object"}, {"x-kubernetes-preserve-unknown-fields", true}}
                                    : *resource.schema;
}

Json version_of(const CrdResource& resource) {
  Json version = {{"name", resource.version},
                  {"served", resource.served},
                  {"storage", resource.storage},
                  {"schema", {{"openAPIV3Schema", schema_of(resource)}}}};
  if (resource.status_subresource) {
    version["subresources"] = {{"status", Json::object()}};
  }
  return version;
}

Json names_of(const CrdResource& resource) {
  Json names = {{"kind", resource.kind},
                {"listKind", resource.kind + "List"},
                {"plural", resource.plural},
                {"singular", resource.singular}};
  if (!resource.short_names.empty()) {
    names["shortNames"] = resource.short_names;
  }
  return names;
}

CrdObject empty_crd(const CrdResource& resource) {
  const std::string name = resource.plural + "." + resource.group;
  const char* scope = resource.scope == releases::Scope::kCluster ? "Cluster" : "Namespaced";
  Json spec = {{"group", resource.group},
               {"names", names_of(resource)},
               {"scope", scope},
               {"versions", Json::array()}};
  return {name,
          {{"apiVersion", "apiextensions.k8s.io/v1"},
           {"kind", "CustomResourceDefinition"},
           {"metadata", {{"labels", {{kPartOf, kMesh}}}, {"name", name}}},
           {"spec", std::move(spec)}}};
}

}  // namespace

std::vector<CrdObject> crd_objects(const releases::CrdSet& set) {
  std::vector<CrdObject> crds;
  for (const CrdResource& resource : set.resources()) {
    const std::string name = resource.plural + "." + resource.group;
    auto crd = std::find_if(crds.begin(), crds.end(), [&name](const CrdObject& c) { return c.name == name; });
    if (crd == crds.end()) {
      crd = crds.insert(crds.end(), empty_crd(resource));
    }
    crd->object["spec"]["versions"].push_back(version_of(resource));
  }
  return crds;
}

}  // namespace nsmkit::cli
