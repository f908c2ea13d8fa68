#include "meshconfig/carrier.hpp"

#include <utility>

#include "base/pointer.hpp"
#include "meshconfig/carrier_rules.hpp"
#include "meshconfig/readers.hpp"
#include "releases/config_fields.hpp"

namespace nsmkit::meshconfig {

namespace {

// Whether one of the pointers is the other or stands above it.
bool are_related(std::string_view a, std::string_view b) {
  const std::string_view shorter = a.size() < b.size() ? a : b;
  const std::string_view longer = a.size() < b.size() ? b : a;
  return longer.starts_with(shorter) && (longer.size() == shorter.size() || longer[shorter.size()] == '/');
}

// The last flag that sets the value at the pointer, or part of it: of two, the last one counts.
const base::Location* flag_place(const Carrier& carrier, std::string_view pointer) {
  for (std::size_t i = carrier.flag_paths.size(); i-- > 0;) {
    const bool sets = are_related(releases::pointer_of(carrier.flag_paths[i]), pointer);
    if (sets && !pointer.empty() && i < carrier.flag_places.size()) return &carrier.flag_places[i];
  }
  return nullptr;
}

bool read(Carrier& carrier, std::vector<base::Finding>& findings) {
  switch (carrier.kind) {
    case CarrierKind::kHelmValues:
      read_values(carrier, *find_values(carrier.document));
      return true;
    case CarrierKind::kMeshctlConfig:
      read_runtime_config(carrier, *find_runtime_config(carrier.document));
      return true;
    case CarrierKind::kConfigMap:
      return read_config_map(carrier, *find_config_map_entry(carrier.document), findings);
    case CarrierKind::kHelmRelease:
      return read_helm_release(carrier, findings);
    case CarrierKind::kMeshConfig:
      carrier.layout = Layout::kResource;
      carrier.settings = carrier.document;
      carrier.mesh_namespace = carrier.ref.name_space;
      return true;
    case CarrierKind::kWorkload:
      carrier.template_at = *find_marked_pod(carrier.document);
      carrier.layout = Layout::kObject;
      carrier.settings = carrier.document;
      return true;
    case CarrierKind::kNamespace:
      carrier.layout = Layout::kObject;
      carrier.settings = carrier.document;
      return true;
    case CarrierKind::kDeployCommand:
      return false;
  }
  return false;
}

// Helm's storage is unpacked once, in reading: recognise() would do it a second time.
std::optional<CarrierKind> kind_to_read(const Json& document) {
  if (document.is_object() && is_helm_storage(document)) return CarrierKind::kHelmRelease;
  return recognise(document);
}

}  // namespace

base::Location Carrier::place(std::string_view pointer) const {
  base::Location found = location;
  if (kind == CarrierKind::kDeployCommand) {
    const base::Location* flag = flag_place(*this, pointer);
    return flag != nullptr ? *flag : found;
  }
  found.position = map.value(encoded_at.empty() ? settings_at + std::string(pointer) : encoded_at);
  return found;
}

base::Location Carrier::key_place(std::string_view pointer) const {
  if (kind == CarrierKind::kDeployCommand || !encoded_at.empty()) return place(pointer);
  base::Location found = location;
  found.position = map.key(settings_at + std::string(pointer));
  return found;
}

std::string display_name(const Carrier& carrier) {
  switch (carrier.kind) {
    case CarrierKind::kHelmValues:
      return "Helm values";
    case CarrierKind::kMeshctlConfig:
      if (!carrier.settings_at.empty()) return "request to the mesh API";
      return carrier.layout == Layout::kMeshConfigV2 ? "content of meshconfig.json"
                                                     : "output of nginx-meshctl config";
    case CarrierKind::kDeployCommand:
      return "nginx-meshctl deploy command";
    case CarrierKind::kMeshConfig:
      return carrier.ref.kind.empty() ? "MeshConfig" : model::display_name(carrier.ref);
    default:
      return model::display_name(carrier.ref);
  }
}

const std::string* text_at(const Json& document, std::string_view pointer) {
  const Json* found = base::find(document, pointer);
  return found != nullptr ? found->get_ptr<const std::string*>() : nullptr;
}

std::string image_tag(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const auto slash = image.rfind('/');
  const auto colon = image.find(':', slash == std::string_view::npos ? 0 : slash);
  return colon == std::string_view::npos ? std::string() : std::string(image.substr(colon + 1));
}

base::Finding unreadable(const Carrier& carrier, const std::string& pointer, const std::string& fault) {
  base::Location location = carrier.location;
  location.position = carrier.map.value(pointer);
  const std::string path = base::display_path(pointer, carrier.document);
  auto finding = base::make_finding(kCarrierUnreadable,
                                    "the mesh configuration cannot be read: " + path + " " + fault, location);
  finding.resource = carrier.ref;
  finding.pointer = pointer;
  finding.path = path;
  return finding;
}

std::optional<Carrier> read_carrier(model::Resource&& document, std::vector<base::Finding>& findings) {
  const auto kind = kind_to_read(document.object);
  if (!kind) return std::nullopt;
  Carrier carrier;
  carrier.kind = *kind;
  carrier.location = std::move(document.location);
  carrier.ref = std::move(document.ref);
  carrier.document = std::move(document.object);
  carrier.map = std::move(document.map);
  if (!read(carrier, findings)) return std::nullopt;
  return carrier;
}

}  // namespace nsmkit::meshconfig
