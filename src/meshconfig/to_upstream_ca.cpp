#include <algorithm>
#include <set>

#include "base/pointer.hpp"
#include "meshconfig/migrate_rules.hpp"
#include "meshconfig/to_command.hpp"

namespace nsmkit::meshconfig {

namespace {

constexpr std::string_view kAuthority = "/mtls/upstreamAuthority/";

struct Kind {
  std::string_view values_name;
  std::string_view name;
};
constexpr Kind kKinds[] = {{"disk", "disk"},
                           {"awsPCA", "aws_pca"},
                           {"awsSecret", "awssecret"},
                           {"vault", "vault"},
                           {"certManager", "cert-manager"}};

// Keys of the file. `file`: the key names a file, whose content is the value.
struct Key {
  std::string_view values_path;
  std::string_view pointer;
  std::string_view file = {};
};
constexpr Key kKeys[] = {
    {"disk/cert", "/cert_file_path", "upstream-ca.crt"},
    {"disk/key", "/key_file_path", "upstream-ca.key"},
    {"disk/bundle", "/bundle_file_path", "upstream-ca-bundle.crt"},
    {"awsPCA/region", "/region"},
    {"awsPCA/certificateAuthorityArn", "/certificate_authority_arn"},
    {"awsPCA/awsAccessKeyID", "/aws_access_key_id"},
    {"awsPCA/awsSecretAccessKey", "/aws_secret_access_key"},
    {"awsPCA/caSigningTemplateArn", "/ca_signing_template_arn"},
    {"awsPCA/signingAlgorithm", "/signing_algorithm"},
    {"awsPCA/assumeRoleArn", "/assume_role_arn"},
    {"awsPCA/endpoint", "/endpoint"},
    {"awsPCA/supplementalBundle", "/supplemental_bundle_path", "supplemental-bundle.crt"},
    {"awsSecret/region", "/region"},
    {"awsSecret/certFileArn", "/cert_file_arn"},
    {"awsSecret/keyFileArn", "/key_file_arn"},
    {"awsSecret/awsAccessKeyID", "/aws_access_key_id"},
    {"awsSecret/awsSecretAccessKey", "/aws_secret_access_key"},
    {"awsSecret/awsSecretToken", "/aws_secret_token"},
    {"awsSecret/assumeRoleArn", "/assume_role_arn"},
    {"vault/vaultAddr", "/vault_addr"},
    {"vault/namespace", "/namespace"},
    {"vault/caCert", "/ca_cert_path", "vault-ca.crt"},
    {"vault/pkiMountPoint", "/pki_mount_point"},
    {"vault/insecureSkipVerify", "/insecure_skip_verify"},
    {"vault/certAuth/clientCert", "/cert_auth/client_cert_path", "vault-client.crt"},
    {"vault/certAuth/clientKey", "/cert_auth/client_key_path", "vault-client.key"},
    {"vault/certAuth/certAuthMountPoint", "/cert_auth/cert_auth_mount_point"},
    {"vault/certAuth/certAuthRoleName", "/cert_auth/cert_auth_role_name"},
    {"vault/tokenAuth/token", "/token_auth/token"},
    {"vault/approleAuth/approleID", "/approle_auth/approle_id"},
    {"vault/approleAuth/approleSecretID", "/approle_auth/approle_secret_id"},
    {"vault/approleAuth/approleAuthMountPoint", "/approle_auth/approle_auth_mount_point"},
    {"certManager/namespace", "/namespace"},
    {"certManager/issuerName", "/issuer_name"},
    {"certManager/issuerKind", "/issuer_kind"},
    {"certManager/issuerGroup", "/issuer_group"},
    {"certManager/kubeConfig", "/kube_config_file", "kubeconfig"},
};
constexpr std::string_view kMountPoint = "vault/pkiMountPoint";
constexpr std::string_view kDefaultMountPoint = "pki";

const Kind* kind_of(std::string_view path) {
  const auto* found = std::find_if(std::begin(kKinds), std::end(kKinds), [path](const Kind& kind) {
    return path.substr(0, path.find('/')) == kind.values_name;
  });
  return found == std::end(kKinds) ? nullptr : found;
}

void report(const std::string& pointer, const Setting& setting, const std::string& why,
            std::vector<base::Finding>& findings) {
  findings.push_back(finding_of(kCommandCannotCarry, pointer, setting, dotted(pointer) + " " + why));
}

void add_key(UpstreamCa& authority, const Key& key, const std::string& pointer, const Setting& setting,
             std::vector<base::Finding>& findings) {
  if (key.values_path == kMountPoint && setting.value != kDefaultMountPoint) {
    report(pointer, setting,
           "is lost by nginx-meshctl, which looks for it under another name: install with Helm to keep it",
           findings);
  }
  Json value = setting.value;
  if (!key.file.empty()) {
    value = std::string(key.file);
    authority.files.emplace(key.file, dotted(pointer));
  }
  put(authority.config["config"], key.pointer, std::move(value));
}

}  // namespace

std::optional<UpstreamCa> to_upstream_ca(const Settings& settings, std::vector<base::Finding>& findings) {
  UpstreamCa authority;
  const Kind* kind = nullptr;
  std::set<std::string_view> others;
  for (const auto& [pointer, setting] : settings) {
    if (!pointer.starts_with(kAuthority)) continue;
    const std::string_view path = std::string_view(pointer).substr(kAuthority.size());
    const auto* key = std::find_if(std::begin(kKeys), std::end(kKeys),
                                   [path](const Key& each) { return each.values_path == path; });
    const Kind* own = kind_of(path);
    if (own != nullptr && kind == nullptr) {
      kind = own;
      authority.config =
          Json{{"apiVersion", "v1"}, {"upstreamAuthority", kind->name}, {"config", Json::object()}};
    }
    if (own != nullptr && own != kind) {
      if (others.insert(own->values_name).second) {
        report(std::string(kAuthority) + std::string(own->values_name), setting,
               "stands beside another upstream authority: nginx-meshctl takes one", findings);
      }
    } else if (key != std::end(kKeys)) {
      add_key(authority, *key, pointer, setting, findings);
    } else if (!setting.value.is_object() || !setting.value.empty()) {
      report(pointer, setting, "has no place in the file of --mtls-upstream-ca-conf", findings);
    }
  }
  return kind != nullptr ? std::optional(std::move(authority)) : std::nullopt;
}

}  // namespace nsmkit::meshconfig
