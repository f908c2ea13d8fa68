#include <algorithm>

#include "base/pointer.hpp"
#include "meshconfig/fit_settings.hpp"
#include "meshconfig/migrate_rules.hpp"
#include "meshconfig/secrets.hpp"
#include "releases/annotations.hpp"

namespace nsmkit::meshconfig {

namespace {

bool has(const Json& settings, const char* pointer) {
  const Json* value = base::find(settings, pointer);
  return value != nullptr && !value->is_null();
}

bool is_filled(const Json& settings, const char* pointer) {
  const Json* value = base::find(settings, pointer);
  return value != nullptr && value->is_object() && !value->empty();
}

Setting whole(const Carrier& carrier) { return {nullptr, carrier.location, &carrier, Rank::kRuntime, {}}; }

std::vector<std::string> missing_fields(const Json& settings, const releases::Release& to) {
  std::vector<std::string> missing;
  const auto want = [&](const char* pointer) {
    if (!has(settings, pointer)) missing.push_back(dotted(pointer));
  };
  for (const char* pointer : {"/mtls/mode", "/mtls/caTTL", "/mtls/svidTTL", "/mtls/caKeyType"}) {
    want(pointer);
  }
  if (is_filled(settings, "/telemetry")) {
    want("/telemetry/samplerRatio");
    want("/telemetry/exporters/otlp");
  }
  if (releases::reads_opentracing(to) && is_filled(settings, "/tracing")) {
    want("/tracing/backendAddress");
    want("/tracing/backend");
    want("/tracing/sampleRate");
  }
  if (!releases::injects_only_where_labelled(to)) {
    want("/injection/isAutoInjectEnabled");
    want("/injection/enabledNamespaces");
    want("/injection/disabledNamespaces");
  }
  return missing;
}

void report_missing_fields(const Carrier& carrier, const releases::Release& to,
                           std::vector<base::Finding>& findings) {
  const auto missing = missing_fields(carrier.settings, to);
  if (missing.empty()) return;
  std::string names;
  for (const std::string& name : missing) {
    names += (names.empty() ? "" : ", ") + name;
  }
  auto finding = finding_of(kMeshctlUpgradeFails, "", whole(carrier),
                            "`nginx-meshctl upgrade` crashes on this configuration, which lacks " + names);
  finding.path = missing.front();
  findings.push_back(std::move(finding));
}

void report_no_source(std::span<const Carrier> carriers, const MigrateOptions& options,
                      std::vector<base::Finding>& findings) {
  const auto with = [&](auto layouts) { return std::find_if(carriers.begin(), carriers.end(), layouts); };
  const auto old = with([](const Carrier& each) { return each.layout == Layout::kMeshConfigV1; });
  const auto present = with([](const Carrier& each) {
    return each.layout == Layout::kMeshConfigV2 || each.layout == Layout::kResource;
  });
  if (old != carriers.end() || present == carriers.end()) return;
  if (!releases::has_mesh_config_resource(*options.to)) return;
  auto finding =
      finding_of(kMeshctlUpgradeFails, "", whole(*present),
                 "`nginx-meshctl upgrade` of " + options.to->version +
                     " reads the ConfigMap mesh-config, which a mesh with a MeshConfig does not have");
  finding.severity = base::Severity::kInfo;
  finding.remedy = "Upgrade with Helm, or by a new installation.";
  findings.push_back(std::move(finding));
}

void report_missing_carriers(std::span<const Carrier> carriers, std::vector<base::Finding>& findings) {
  const Carrier* deployed = nullptr;
  const Carrier* running = nullptr;
  for (const Carrier& carrier : carriers) {
    if (carrier.layout == Layout::kObject) continue;
    (rank_of(carrier) == Rank::kDeploy ? deployed : running) = &carrier;
  }
  if (deployed == nullptr && running != nullptr) {
    findings.push_back(
        finding_of(kCarriersMissing, "", whole(*running),
                   "the inputs hold the running configuration only: what is set at deployment "
                   "alone (registry, upstream authority, storage) takes the chart's defaults"));
  } else if (running == nullptr && deployed != nullptr) {
    findings.push_back(
        finding_of(kCarriersMissing, "", whole(*deployed),
                   "the inputs hold what the mesh is deployed with only: settings changed while "
                   "it ran are not known"));
  }
}

// "registry.example/nsm/nginx-mesh-sidecar:1.6.0" gives "registry.example/nsm".
std::string registry_of(const std::string& image) { return image.substr(0, image.find_last_of('/')); }

std::string server_of(const Settings& settings, const MigrateOptions& options) {
  const auto found = settings.find("/registry/server");
  if (found != settings.end()) {
    return found->second.value.is_string() ? found->second.value.get<std::string>() : std::string();
  }
  const auto* field = releases::config_field("registry.server");
  const Json normal = field != nullptr ? default_of(options.to, *field) : Json();
  return normal.is_string() ? normal.get<std::string>() : std::string();
}

}  // namespace

void report_upgrade_path(std::span<const Carrier> carriers, const MigrateOptions& options,
                         std::vector<base::Finding>& findings) {
  for (const Carrier& carrier : carriers) {
    if (carrier.layout == Layout::kMeshConfigV1) {
      report_missing_fields(carrier, *options.to, findings);
    }
  }
  report_no_source(carriers, options, findings);
  report_missing_carriers(carriers, findings);
}

void report_sidecar_registry(std::span<const Carrier> carriers, const Settings& settings,
                             const MigrateOptions& options, std::vector<base::Finding>& findings) {
  const std::string server = server_of(settings, options);
  for (const Carrier& carrier : carriers) {
    if (carrier.layout != Layout::kMeshConfigV1) continue;
    for (const char* pointer : {"/sidecarImage/image", "/sidecarInitImage/image"}) {
      const Json* image = base::find(carrier.settings, pointer);
      if (image == nullptr || !image->is_string()) continue;
      const std::string registry = registry_of(image->get<std::string>());
      if (server.empty() || registry == server) continue;
      const Setting found{registry, carrier.place(pointer), &carrier, Rank::kRuntime, {}};
      findings.push_back(finding_of(kSidecarRegistry, "/registry/server", found,
                                    dotted(pointer) + " comes from " +
                                        shown_value("/registry/server", found) + ", but registry.server is " +
                                        shown(Layout::kValues, "/registry/server", server) +
                                        ": the image is not carried"));
      break;
    }
  }
}

}  // namespace nsmkit::meshconfig
