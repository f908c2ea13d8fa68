#include "convert/target_layout.hpp"

#include "convert/json_member.hpp"
#include "convert/port.hpp"

namespace nsmkit::convert {

namespace {

bool is_newest_subject(const Json* subject) {
  return text_member(subject, "kind") == "IdentityBinding" || member(subject, "group") != nullptr;
}

bool has_newest_subject(const Json* spec) {
  if (is_newest_subject(member(spec, "destination"))) {
    return true;
  }
  const Json* sources = list_member(spec, "sources");
  for (std::size_t i = 0; sources != nullptr && i < sources->size(); ++i) {
    if (is_newest_subject(&(*sources)[i])) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool is_newer_target(const base::ResourceRef& ref) {
  const std::string version = model::split_api_version(ref.api_version).version;
  return version == "v1alpha3" || version == "v1alpha4";
}

TargetLayout target_layout(const model::Resource& resource) {
  if (resource.object.contains("destination")) {
    return TargetLayout::kTop;
  }
  const Json* spec = object_member(&resource.object, "spec");
  const Json* port = member(member(spec, "destination"), "port");
  if (port != nullptr && !is_unset_port(*port)) {
    return TargetLayout::kOwnPort;
  }
  return is_newer_target(resource.ref) || has_newest_subject(spec) ? TargetLayout::kRoutePorts
                                                                   : TargetLayout::kOwnPort;
}

}  // namespace nsmkit::convert
