#include "validate/crd_loader.hpp"

#include <exception>
#include <memory>
#include <utility>

#include "validate/schema_check.hpp"
#include "validate/schema_rules.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

using releases::CrdResource;

const Json& member(const Json& object, const char* key) {
  static const Json kNull;
  if (!object.is_object()) {
    return kNull;
  }
  const auto it = object.find(key);
  return it == object.end() ? kNull : *it;
}

std::string text(const Json& object, const char* key) {
  const Json& value = member(object, key);
  return value.is_string() ? value.get<std::string>() : "";
}

bool is_true(const Json& value) { return value.is_boolean() && value.get<bool>(); }

class Loader {
 public:
  explicit Loader(const Json& crd) : crd_(crd), spec_(member(crd, "spec")) {}

  LoadedCrd load() {
    common_.group = text(spec_, "group");
    common_.kind = text(member(spec_, "names"), "kind");
    if (common_.group.empty() || common_.kind.empty()) {
      fault("/spec", "the CRD has no group or no kind");
      return std::move(loaded_);
    }
    read_common();
    read_versions();
    return std::move(loaded_);
  }

 private:
  void fault(std::string pointer, const std::string& message) {
    const std::string name = text(member(crd_, "metadata"), "name");
    loaded_.violations.push_back({&rules::kCrdUnusable, rules::kCrdUnusable.severity, std::move(pointer),
                                  false, (name.empty() ? "" : shortened(name) + ": ") + message,
                                  std::string(rules::kCrdUnusable.remedy)});
  }

  void read_common() {
    const Json& names = member(spec_, "names");
    common_.plural = text(names, "plural");
    common_.singular = text(names, "singular");
    for (const Json& name : member(names, "shortNames")) {
      if (name.is_string()) {
        common_.short_names.push_back(name.get<std::string>());
      }
    }
    common_.scope =
        text(spec_, "scope") == "Cluster" ? releases::Scope::kCluster : releases::Scope::kNamespaced;
    common_.source = text(member(crd_, "metadata"), "name");
    common_.preserve_unknown_fields = preserves_unknown_fields();
  }

  // v1beta1 kept unknown fields unless told otherwise; v1 drops them.
  bool preserves_unknown_fields() const {
    const Json& written = member(spec_, "preserveUnknownFields");
    return written.is_boolean() ? written.get<bool>() : text(crd_, "apiVersion").ends_with("/v1beta1");
  }

  void read_versions() {
    const Json& versions = member(spec_, "versions");
    if (!versions.is_array() || versions.empty()) {
      // The oldest form of v1beta1 has one version and no list.
      const std::string version = text(spec_, "version");
      version.empty() ? fault("/spec/versions", "the CRD has no versions")
                      : read_version({{"name", version}, {"served", true}, {"storage", true}}, "/spec");
      return;
    }
    for (std::size_t i = 0; i < versions.size(); ++i) {
      read_version(versions[i], join_pointer("/spec/versions", std::to_string(i)));
    }
  }

  void read_version(const Json& version, const std::string& pointer) {
    CrdResource resource = common_;
    resource.version = text(version, "name");
    if (resource.version.empty()) {
      fault(pointer, "a version of the CRD has no name");
      return;
    }
    resource.served = is_true(member(version, "served"));
    resource.storage = is_true(member(version, "storage"));
    resource.status_subresource = has_status(version) || has_status(spec_);
    const Json& own = member(member(version, "schema"), "openAPIV3Schema");
    const Json& shared = member(member(spec_, "validation"), "openAPIV3Schema");
    if (own.is_object() || shared.is_object()) {
      resource.schema = std::make_shared<const Json>(own.is_object() ? own : shared);
    }
    if (is_usable(resource, pointer)) {
      loaded_.resources.push_back(std::move(resource));
    }
  }

  static bool has_status(const Json& holder) {
    return member(member(holder, "subresources"), "status").is_object();
  }

  bool is_usable(const CrdResource& resource, const std::string& pointer) {
    try {
      return compiled_schema(resource) != nullptr || !resource.schema;
    } catch (const std::exception& error) {
      fault(pointer,
            "the schema of version " + shortened(resource.version) + " cannot be used: " + error.what());
      return false;
    }
  }

  const Json& crd_;
  const Json& spec_;
  CrdResource common_;
  LoadedCrd loaded_;
};

}  // namespace

bool is_crd(const Json& object) {
  return text(object, "kind") == "CustomResourceDefinition" &&
         text(object, "apiVersion").starts_with("apiextensions.k8s.io/");
}

LoadedCrd load_crd(const Json& crd) { return Loader(crd).load(); }

releases::CrdSet make_crd_set(std::string name, std::vector<CrdResource> resources) {
  return releases::CrdSet(std::move(name), std::move(resources));
}

}  // namespace nsmkit::validate
