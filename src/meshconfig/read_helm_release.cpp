#include <utility>

#include "base/pointer.hpp"
#include "meshconfig/carrier_rules.hpp"
#include "meshconfig/encoded.hpp"
#include "meshconfig/readers.hpp"

namespace nsmkit::meshconfig {

namespace {

constexpr std::string_view kNamePrefix = "sh.helm.release.v1.";
constexpr std::string_view kSecretType = "helm.sh/release.v1";
constexpr std::string_view kChart = "nginx-service-mesh";
constexpr std::string_view kDeployed = "deployed";

// In `data` of a Secret, Kubernetes' own base64 lies around Helm's.
struct Storage {
  const char* pointer;
  bool wrapped;
};

Storage storage_of(const Json& document) {
  const std::string* kind = text_at(document, "/kind");
  if (kind != nullptr && *kind == "ConfigMap") return {"/data/release", false};
  const bool plain = base::find(document, "/stringData/release") != nullptr;
  return plain ? Storage{"/stringData/release", false} : Storage{"/data/release", true};
}

Encoded read_storage(const Json& document) {
  const Storage storage = storage_of(document);
  const std::string* text = text_at(document, storage.pointer);
  return text != nullptr ? read_helm_storage(*text, storage.wrapped) : Encoded{Json(), "is missing"};
}

// Other names for the chart are possible (a fork, a mirror), but they hold the mesh's own.
bool is_mesh_chart(const Json& release) {
  const std::string* name = text_at(release, "/chart/metadata/name");
  return name != nullptr && name->find(kChart) != std::string::npos;
}

Json object_at(const Json& release, std::string_view pointer) {
  const Json* found = base::find(release, pointer);
  return found != nullptr && found->is_object() ? *found : Json::object();
}

std::string string_at(const Json& release, std::string_view pointer) {
  const std::string* text = text_at(release, pointer);
  return text != nullptr ? *text : std::string();
}

base::Finding not_deployed(const Carrier& carrier) {
  auto finding =
      base::make_finding(kHelmReleaseSuperseded,
                         "this revision of the Helm release is not the deployed one: its status is " +
                             (carrier.status.empty() ? "not given" : carrier.status),
                         carrier.location);
  finding.resource = carrier.ref;
  return finding;
}

// Helm's statuses are short words; whatever else stands there is not shown.
std::string status_of(const Json& release) {
  std::string status = string_at(release, "/info/status");
  const bool is_word =
      status.size() <= 20 && status.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string::npos;
  return is_word ? status : "unknown";
}

}  // namespace

bool is_helm_storage(const Json& document) {
  const std::string* kind = text_at(document, "/kind");
  if (kind == nullptr || (*kind != "Secret" && *kind != "ConfigMap")) return false;
  const std::string* type = text_at(document, "/type");
  const std::string* name = text_at(document, "/metadata/name");
  return (type != nullptr && *type == kSecretType) || (name != nullptr && name->starts_with(kNamePrefix));
}

bool may_be_mesh_release(const Json& document) {
  const Encoded release = read_storage(document);
  return !release.fault.empty() || is_mesh_chart(release.value);
}

bool read_helm_release(Carrier& carrier, std::vector<base::Finding>& findings) {
  const Encoded release = read_storage(carrier.document);
  const std::string pointer = storage_of(carrier.document).pointer;
  if (!release.fault.empty()) {
    findings.push_back(unreadable(carrier, pointer, release.fault));
    return false;
  }
  if (!is_mesh_chart(release.value)) return false;
  const Json* config = base::find(release.value, "/config");
  if (config != nullptr && !config->is_object() && !config->is_null()) {
    findings.push_back(unreadable(carrier, pointer, "has values that are no mapping"));
    return false;
  }
  carrier.layout = Layout::kValues;
  carrier.encoded_at = pointer;
  carrier.settings = object_at(release.value, "/config");
  carrier.defaults = object_at(release.value, "/chart/values");
  carrier.mesh_release = string_at(release.value, "/chart/metadata/appVersion");
  if (carrier.mesh_release.empty()) {
    carrier.mesh_release = string_at(release.value, "/chart/metadata/version");
  }
  carrier.mesh_namespace = string_at(release.value, "/namespace");
  carrier.status = status_of(release.value);
  if (carrier.status != kDeployed) {
    findings.push_back(not_deployed(carrier));
  }
  return true;
}

}  // namespace nsmkit::meshconfig
