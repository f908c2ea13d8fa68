#include "base/pointer.hpp"
#include "meshconfig/check_parts.hpp"
#include "releases/chart_values.hpp"

namespace nsmkit::meshconfig {

namespace {

constexpr std::string_view kAuthority = "mtls.upstreamAuthority";

bool is_filled(const CheckScope& scope, std::string_view path) {
  const auto found = scope.setting(path);
  return found && !is_blank(*found->value);
}

bool is_true(const CheckScope& scope, std::string_view path) {
  const auto found = scope.setting(path);
  return found && *found->value == true;
}

// A tag that names another release starts its images; one that names none may be the user's own.
void check_image_tag(CheckScope& scope) {
  const auto tag = scope.setting_text("registry.imageTag");
  if (!tag || tag->empty() || *tag == scope.to().version) return;
  const std::string_view number = tag->substr(tag->starts_with('v') ? 1 : 0);
  const releases::Release* named = releases::catalog().find_release(number);
  const bool other = named != nullptr && named->version == number && named->version != scope.to().version;
  base::Finding& finding = scope.report(
      kImageTagStale, "/registry/imageTag",
      "registry.imageTag is " + scope.shown_at("/registry/imageTag") + "; the chart of " + scope.release() +
          " then starts " + (other ? "the images of the other release" : "images with a tag of your own"),
      other ? "Remove registry.imageTag, or set it to " + scope.to().version + "."
            : "Check that the registry holds the images of " + scope.release() + " under this tag.");
  if (!other) {
    finding.severity = base::Severity::kWarning;
  }
}

void check_registry(CheckScope& scope) {
  const auto server = scope.setting_text("registry.server");
  if (server && server->empty()) {
    scope.report(kRegistryServerEmpty, "/registry/server", "registry.server is empty");
  }
  if (scope.applies(kRegistryLoginBroken)) {
    for (const char* path : {"registry.key", "registry.username", "registry.password"}) {
      if (is_filled(scope, path)) {
        scope.report_key(kRegistryLoginBroken, releases::pointer_of(path),
                         std::string(path) + " is set, and " + scope.release() +
                             " cannot be deployed with credentials of a registry");
        break;
      }
    }
  }
  const Json* own = base::find(releases::chart_values(scope.to()), "/registry/server");
  const bool is_public = !server || server->empty() || (own != nullptr && *own == *server);
  if (scope.applies(kPublicImagesDisabled) && is_true(scope, "registry.disablePublicImages") && is_public) {
    scope.report(kPublicImagesDisabled, "/registry/disablePublicImages",
                 "registry.disablePublicImages is true, and registry.server is not a registry of your own");
  }
}

// What the chart brings along unless the values say otherwise.
void check_bundled(CheckScope& scope) {
  if (!scope.applies(kBundledMonitoring)) return;
  const Json joined = releases::with_chart_values(scope.to(), scope.settings());
  const auto at = [&joined](std::string_view pointer) { return base::find(joined, pointer); };
  std::vector<std::string> parts;
  if (const Json* grafana = at("/deployGrafana"); grafana != nullptr && *grafana == true) {
    parts.emplace_back("Grafana (deployGrafana)");
  }
  if (const Json* address = at("/prometheusAddress"); address == nullptr || is_blank(*address)) {
    parts.emplace_back("Prometheus (prometheusAddress is empty)");
  }
  const Json* disabled = at("/tracing/disable");
  const Json* tracer = at("/tracing/address");
  if ((disabled == nullptr || *disabled != true) && (tracer == nullptr || is_blank(*tracer))) {
    parts.emplace_back("a tracer (tracing.address is empty)");
  }
  if (!parts.empty()) {
    scope.report(kBundledMonitoring, "", scope.release() + " deploys with these values " + listed(parts));
  }
}

void check_authority(CheckScope& scope) {
  const std::string path(kAuthority);
  const releases::Release* from = scope.facts().from;
  if (scope.applies(kUpstreamAuthorityHop) && is_filled(scope, path) &&
      (from == nullptr || is_older(*from, scope.to()))) {
    scope
        .report_key(kUpstreamAuthorityHop, releases::pointer_of(path),
                    path + " is set; the upgrade of a mesh with one to " + scope.release() + " fails")
        .severity = from == nullptr ? base::Severity::kWarning : base::Severity::kError;
  }
  if (const auto mount = scope.setting_text(path + ".vault.pkiMountPoint");
      mount && !mount->empty() && *mount != "pki" && scope.applies(kVaultMountLost)) {
    scope.report(kVaultMountLost, releases::pointer_of(path + ".vault.pkiMountPoint"),
                 path + ".vault.pkiMountPoint is not pki; nginx-meshctl loses it");
  }
  if (is_filled(scope, path + ".awsPCA.supplementalBundle") && scope.applies(kPcaBundleUnused)) {
    scope.report_key(kPcaBundleUnused, releases::pointer_of(path + ".awsPCA.supplementalBundle"),
                     path + ".awsPCA.supplementalBundle is set, and no release hands it to SPIRE");
  }
  if (scope.setting(path + ".awsSecret.awsSecretKeyID") && scope.applies(kAwsSecretKeyUnused)) {
    scope.report_key(kAwsSecretKeyUnused, releases::pointer_of(path + ".awsSecret.awsSecretKeyID"),
                     path + ".awsSecret.awsSecretKeyID is not read; templates read awsSecretAccessKey");
  }
}

void check_body_size(CheckScope& scope) {
  const releases::ConfigField* field = releases::config_field("clientMaxBodySize");
  const releases::Release* from = scope.facts().from;
  if (field == nullptr || releases::values_schema(scope.to()) == nullptr) return;
  if (!releases::reads(scope.to(), *field)) {
    scope.report(kBodySizeLimit, "",
                 scope.release() + " refuses request bodies above 1 MB and has no setting for it",
                 "Choose a release from " + field->since + " on if you need larger ones.");
  } else if (from != nullptr && !releases::reads(*from, *field) && !scope.setting(field->path)) {
    scope.report(
        kBodySizeLimit, "",
        "clientMaxBodySize is not set: request bodies above 1 MB stay refused, as in " + from->version,
        "Set clientMaxBodySize if you need larger ones.");
  }
}

}  // namespace

void check_value_issues(CheckScope& scope) {
  check_image_tag(scope);
  check_registry(scope);
  check_bundled(scope);
  check_authority(scope);
  check_body_size(scope);
}

}  // namespace nsmkit::meshconfig
