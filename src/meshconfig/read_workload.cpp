#include <array>
#include <string_view>

#include "base/pointer.hpp"
#include "meshconfig/readers.hpp"

namespace nsmkit::meshconfig {

namespace {

constexpr std::string_view kDomain = "nsm.nginx.com";

// Deployments and their like, also those of other tools; CronJobs; PodTemplates.
constexpr std::array kTemplates{"/spec/template", "/spec/jobTemplate/spec/template", "/template"};

// All marks of the mesh, those not in schemas/annotations.json too, have a key of its domain.
bool is_mesh_key(std::string_view key) {
  const auto slash = key.find('/');
  if (slash == std::string_view::npos) return false;
  const std::string_view domain = key.substr(0, slash);
  return domain == kDomain ||
         (domain.ends_with(kDomain) && domain[domain.size() - kDomain.size() - 1] == '.');
}

bool has_mark(const Json& parent, std::string_view members) {
  const Json* found = base::find(parent, members);
  if (found == nullptr || !found->is_object()) return false;
  for (const auto& member : found->items()) {
    if (is_mesh_key(member.key())) return true;
  }
  return false;
}

bool is_marked(const Json& document, std::string_view parent) {
  const Json* found = base::find(document, parent);
  return found != nullptr &&
         (has_mark(*found, "/metadata/annotations") || has_mark(*found, "/metadata/labels"));
}

}  // namespace

std::optional<std::string> find_marked_pod(const Json& document) {
  const std::string* kind = text_at(document, "/kind");
  if (kind != nullptr && *kind == "Pod") {
    return is_marked(document, "") ? std::optional<std::string>("") : std::nullopt;
  }
  for (const char* pointer : kTemplates) {
    if (is_marked(document, pointer)) return pointer;
  }
  return std::nullopt;
}

bool is_marked_namespace(const Json& document) {
  const std::string* kind = text_at(document, "/kind");
  return kind != nullptr && *kind == "Namespace" && is_marked(document, "");
}

}  // namespace nsmkit::meshconfig
