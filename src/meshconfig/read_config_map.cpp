#include <utility>

#include "base/base64.hpp"
#include "base/pointer.hpp"
#include "meshconfig/encoded.hpp"
#include "meshconfig/readers.hpp"

namespace nsmkit::meshconfig {

namespace {

struct KnownEntry {
  const char* pointer;
  Layout layout;
  bool is_base64;
};

// The chart writes mesh-config.json into binaryData and meshconfig.json into data; edited copies differ.
constexpr KnownEntry kEntries[] = {
    {"/binaryData/mesh-config.json", Layout::kMeshConfigV1, true},
    {"/data/mesh-config.json", Layout::kMeshConfigV1, false},
    {"/binaryData/meshconfig.json", Layout::kMeshConfigV2, true},
    {"/data/meshconfig.json", Layout::kMeshConfigV2, false},
};

std::string release_of(const Json& settings, Layout layout) {
  if (layout == Layout::kMeshConfigV2) {
    const std::string* tag = text_at(settings, "/registry/imageTag");
    return tag != nullptr ? *tag : "";
  }
  const std::string* image = text_at(settings, "/sidecarImage/image");
  return image != nullptr ? image_tag(*image) : "";
}

void settle(Carrier& carrier) {
  carrier.mesh_release = release_of(carrier.settings, carrier.layout);
  if (const std::string* name_space = text_at(carrier.settings, "/namespace")) {
    carrier.mesh_namespace = *name_space;
  }
}

}  // namespace

std::optional<ConfigMapEntry> find_config_map_entry(const Json& document) {
  for (const KnownEntry& entry : kEntries) {
    if (base::find(document, entry.pointer) != nullptr) {
      return ConfigMapEntry{entry.pointer, entry.layout, entry.is_base64};
    }
  }
  return std::nullopt;
}

Json decode_config_map(const Json& document, const ConfigMapEntry& entry, std::string& fault) {
  const std::string* text = text_at(document, entry.pointer);
  if (text == nullptr) {
    fault = "is no text";
    return {};
  }
  const auto decoded = entry.is_base64 ? base::decode_base64(*text) : std::nullopt;
  if (entry.is_base64 && !decoded) {
    fault = "is not base64";
    return {};
  }
  Encoded content = read_object(decoded ? *decoded : *text);
  fault = std::move(content.fault);
  return std::move(content.value);
}

bool read_config_map(Carrier& carrier, const ConfigMapEntry& entry, std::vector<base::Finding>& findings) {
  std::string fault;
  carrier.settings = decode_config_map(carrier.document, entry, fault);
  if (!fault.empty()) {
    findings.push_back(unreadable(carrier, entry.pointer, fault));
    return false;
  }
  carrier.layout = entry.layout;
  carrier.encoded_at = entry.pointer;
  settle(carrier);
  return true;
}

void read_runtime_config(Carrier& carrier, const RuntimePlace& place) {
  carrier.layout = place.layout;
  carrier.settings_at = place.settings_at;
  carrier.settings = *base::find(carrier.document, place.settings_at);
  settle(carrier);
}

}  // namespace nsmkit::meshconfig
