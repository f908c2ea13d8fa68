#include "meshconfig/note_tracing.hpp"

#include <string>
#include <string_view>

#include "base/pointer.hpp"
#include "meshconfig/strip_rules.hpp"
#include "releases/config_fields.hpp"

namespace nsmkit::meshconfig {

namespace {

constexpr const char* kTracerConfig = "/data/opentracing-tracer-config";
constexpr const char* kSnippets = "/metadata/annotations/nginx.org~1location-snippets";
constexpr const char* kPartOf = "/metadata/labels/app.kubernetes.io~1part-of";

std::string_view text_of(const Json& object, std::string_view pointer) {
  const Json* found = base::find(object, pointer);
  return found != nullptr && found->is_string() ? std::string_view(found->get_ref<const std::string&>())
                                                : std::string_view();
}

base::Finding note(const base::RuleInfo& rule, const model::Resource& resource, const std::string& pointer,
                   std::string message) {
  base::Finding finding = base::make_finding(rule, std::move(message), resource.location);
  finding.location.position = resource.map.key(pointer);
  finding.resource = resource.ref;
  finding.pointer = pointer;
  finding.path = base::display_path(pointer, resource.object);
  return finding;
}

// The charts up to 1.4.1 named them so and marked them as their own.
bool is_bundled_tracer(const model::Resource& resource) {
  const bool is_named = resource.ref.name == "jaeger" || resource.ref.name == "zipkin";
  const bool has_kind = resource.ref.kind == "Deployment" || resource.ref.kind == "Service";
  return is_named && has_kind && text_of(resource.object, kPartOf) == "nginx-service-mesh";
}

}  // namespace

std::vector<base::Finding> note_tracing(const model::Resource& resource, const releases::Release& to) {
  std::vector<base::Finding> notes;
  if (resource.ref.kind == "ConfigMap" && base::find(resource.object, kTracerConfig) != nullptr) {
    notes.push_back(note(kIngressTracing, resource, kTracerConfig,
                         "the Ingress Controller's tracer is configured here; it is left as it is"));
  }
  if (resource.ref.kind == "Ingress" &&
      text_of(resource.object, kSnippets).find("opentracing") != std::string_view::npos) {
    notes.push_back(note(kIngressTracing, resource, kSnippets,
                         "the Ingress Controller's snippet speaks of OpenTracing; it is left as it is"));
  }
  const releases::ConfigField* disable = releases::config_field("tracing.disable");
  if (is_bundled_tracer(resource) && disable != nullptr && !releases::reads(to, *disable)) {
    notes.push_back(note(kBundledTracer, resource, "/metadata/name",
                         "the mesh deployed this " + resource.ref.name + "; release " + to.version +
                             " brings none, and the upgrade removes it with its data"));
  }
  return notes;
}

}  // namespace nsmkit::meshconfig
