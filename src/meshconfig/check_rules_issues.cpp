#include "meshconfig/check_rules.hpp"

namespace nsmkit::meshconfig {

using base::RuleInfo;
using base::Severity;

const RuleInfo kImageTagStale{
    .code = "NSM730",
    .slug = "image-tag-stale",
    .severity = Severity::kError,
    .summary = "registry.imageTag names another release",
    .why =
        "The chart of the new release then starts the images of the old one. Helm keeps the values of the "
        "last upgrade where no others are given, and nginx-meshctl stores the tag with every install.",
    .remedy = "Remove registry.imageTag, or set it to the release.",
    .source =
        "v2.0.0:internal/nginx-meshctl/deploy/deploy.go, v2.0.0:pkg/helm/helm.go (NSM-KB-HELM-IMAGETAG); "
        "v2.0.0:docs/content/releases/release-notes-1.1.0.md (issue 24899)",
};
const RuleInfo kRegistryServerEmpty{
    .code = "NSM731",
    .slug = "registry-server-empty",
    .severity = Severity::kWarning,
    .summary = "registry.server is empty",
    .why = "Images are then looked for without a registry, and up to 1.2.1 the failure is reported late.",
    .remedy = "Name the registry, or remove the field: the chart has a default.",
    .source = "v2.0.0:docs/content/releases/release-notes-1.1.0.md (issue 24899)",
};
const RuleInfo kClusterDomain{
    .code = "NSM732",
    .slug = "cluster-domain",
    .severity = Severity::kWarning,
    .summary = "an address below another cluster domain than cluster.local",
    .why = "The mesh supports the domain cluster.local only.",
    .remedy = "Run the mesh in a cluster with the domain cluster.local.",
    .source = "v2.0.0:docs/content/releases/release-notes-1.1.0.md, -2.0.0.md (issue 519, 21951)",
    .since = "1.1.0",
};
const RuleInfo kTracingAddress{
    .code = "NSM733",
    .slug = "tracing-address",
    .severity = Severity::kWarning,
    .summary = "an address of a tracer, which must be right",
    .why = "An address that cannot be reached stops every Pod of the mesh.",
    .remedy = "Write SERVICE.NAMESPACE:PORT and check that it answers, or move to telemetry.",
    .source = "v2.0.0:docs/content/releases/release-notes-0.8.0.md, -1.7.0.md, -2.0.0.md (issue 540, 19469)",
    .since = "0.8.0",
    .until = "1.7.0",
};
const RuleInfo kTracerNotDeployed{
    .code = "NSM734",
    .slug = "tracer-not-deployed",
    .severity = Severity::kInfo,
    .summary = "mesh-config.json names a tracer although tracing is off",
    .why = "Releases from 1.2.0 to 1.4.1 show the address of the bundled tracer whether there is one or not.",
    .remedy = "Do not take the address for a tracer that is in use.",
    .source = "v2.0.0:docs/content/releases/release-notes-1.2.0.md, -1.5.0.md (issue 440, 28256)",
};
const RuleInfo kCaTtlShort{
    .code = "NSM735",
    .slug = "ca-ttl-short",
    .severity = Severity::kWarning,
    .summary = "a CA certificate that lives less than 24 hours",
    .why =
        "The SPIRE server of 1.3.0 to 1.5.0 crashes after about 1500 rotations, and releases from 1.6.0 on "
        "refuse the value.",
    .remedy = "Set mtls.caTTL to 24h or more.",
    .source = "v2.0.0:docs/content/releases/release-notes-1.3.0.md, -1.6.0.md (issue 375, 30150)",
    .since = "1.3.0",
    .until = "1.5.0",
};
const RuleInfo kUpstreamAuthorityHop{
    .code = "NSM736",
    .slug = "upstream-authority-hop",
    .severity = Severity::kError,
    .summary = "an upgrade to 1.3.0 with an upstream authority",
    .why = "The upgrade from 1.2 to 1.3.0 fails when the mesh has a CA of its own.",
    .remedy = "Upgrade to 1.3.1 instead.",
    .source = "v2.0.0:docs/content/releases/release-notes-1.3.1.md (NSM-622)",
    .since = "1.3.0",
    .until = "1.3.0",
};
const RuleInfo kRegistryLoginBroken{
    .code = "NSM737",
    .slug = "registry-login-broken",
    .severity = Severity::kError,
    .summary = "credentials of a private registry for 0.9.0",
    .why = "The deployment fails with any of them.",
    .remedy = "Use 0.9.1.",
    .source = "v2.0.0:docs/content/releases/release-notes-0.9.1.md (issue 23236)",
    .since = "0.9.0",
    .until = "0.9.0",
};
const RuleInfo kPublicImagesDisabled{
    .code = "NSM738",
    .slug = "public-images-disabled",
    .severity = Severity::kWarning,
    .summary = "public images are disabled without a registry of one's own",
    .why = "The deployment of 1.5.0 hangs when the registry does not hold every image.",
    .remedy = "Set registry.server to a mirror that holds every image of the release.",
    .source = "v2.0.0:docs/content/releases/release-notes-1.5.0.md, -1.6.0.md (issue 1565)",
    .since = "1.5.0",
    .until = "1.5.0",
};
const RuleInfo kBundledMonitoring{
    .code = "NSM739",
    .slug = "bundled-monitoring",
    .severity = Severity::kInfo,
    .summary = "Prometheus, Grafana or a tracer come with the mesh",
    .why = "They fill the disks of the nodes, and they and their data are gone in 1.5.0.",
    .remedy = "Run them yourself and give their addresses to the mesh.",
    .source = "v2.0.0:docs/content/releases/release-notes-1.0.0.md, -1.4.0.md (issue 23886, 498)",
    .since = "1.0.0",
    .until = "1.3.1",
};
const RuleInfo kStrictDnsTcp{
    .code = "NSM740",
    .slug = "strict-dns-over-tcp",
    .severity = Severity::kInfo,
    .summary = "mtls.mode strict, in which DNS over TCP fails",
    .why = "Answers that do not fit into UDP are not resolved in the mesh up to 1.4.1.",
    .remedy = "Upgrade to 1.5.0 or later.",
    .source = "v2.0.0:docs/content/releases/release-notes-1.5.0.md (issue 695)",
    .until = "1.4.1",
};
const RuleInfo kBodySizeLimit{
    .code = "NSM741",
    .slug = "body-size-limit",
    .severity = Severity::kInfo,
    .summary = "request bodies above 1 MB are refused",
    .why = "Releases before 1.5.0 have no setting for it, and later ones keep 1m as their default.",
    .remedy = "Set clientMaxBodySize where the release reads it.",
    .source = "v2.0.0:docs/content/releases/release-notes-1.5.0.md (issue 1971)",
};
const RuleInfo kUpgradeFieldMissing{
    .code = "NSM743",
    .slug = "upgrade-field-missing",
    .severity = Severity::kError,
    .summary = "mesh-config.json lacks a field that nginx-meshctl upgrade reads without a check",
    .why = "The command crashes, with the upgrade half done or not begun.",
    .remedy = "Set the field through the API of the running mesh before the upgrade, or upgrade with Helm.",
    .source = "v1.7.0, v2.0.0:internal/nginx-meshctl/commands/upgrade.go (NSM-KB-UPGRADE-NIL)",
    .since = "1.7.0",
};
const RuleInfo kUpgradeSource{
    .code = "NSM744",
    .slug = "upgrade-source",
    .severity = Severity::kInfo,
    .summary = "a configuration of 2.0.0, from which nginx-meshctl cannot upgrade",
    .why = "nginx-meshctl upgrade of 2.0.0 reads the ConfigMap mesh-config of 1.x only.",
    .remedy = "Change a mesh of 2.0.0 with Helm, or with kubectl edit meshconfig.",
    .source = "v2.0.0:internal/nginx-meshctl/commands/upgrade.go (NSM-KB-MESHCTL-20-SOURCE)",
    .since = "2.0.0",
    .until = "2.0.0",
};
const RuleInfo kMtlsAnnotationWeaker{
    .code = "NSM745",
    .slug = "mtls-annotation-weaker",
    .severity = Severity::kWarning,
    .summary = "a Pod asks for weaker mTLS than the strict mesh",
    .why = "The injector of 2.0.0 refuses the Pod; the documentation says that the annotation is ignored.",
    .remedy = "Remove the annotation.",
    .source =
        "v2.0.0:pkg/inject/config.go, v2.0.0:docs/content/guides/secure-traffic-mtls.md "
        "(NSM-KB-MTLS-ANNOT-STRICT)",
    .since = "2.0.0",
};
const RuleInfo kVaultMountLost{
    .code = "NSM746",
    .slug = "vault-mount-lost",
    .severity = Severity::kWarning,
    .summary = "a Vault PKI mount point that nginx-meshctl loses",
    .why = "nginx-meshctl does not pass the mount point on, and the chart writes it as pki_mount_path.",
    .remedy = "Install with Helm, and compare pki_mount_path with the key that the SPIRE plugin reads.",
    .source =
        "v2.0.0:internal/nginx-meshctl/upstreamauthority/vault.go, "
        "v2.0.0:helm-chart/configs/upstreamAuthority/vault-ua.conf (NSM-KB-VAULT-MOUNT)",
    .since = "1.7.0",
};
const RuleInfo kPcaBundleUnused{
    .code = "NSM747",
    .slug = "pca-bundle-unused",
    .severity = Severity::kInfo,
    .summary = "supplementalBundle, which no release hands to SPIRE",
    .why = "The template asks for another name, so the certificates are not trusted.",
    .remedy = "Nothing in the chart helps; patch the configuration of SPIRE if you need the bundle.",
    .source = "v2.0.0:helm-chart/configs/upstreamAuthority/aws-pca-ua.conf (NSM-KB-PCA-BUNDLE)",
    .since = "1.1.0",
};
const RuleInfo kAwsSecretKeyUnused{
    .code = "NSM748",
    .slug = "aws-secret-key-unused",
    .severity = Severity::kWarning,
    .summary = "awsSecretKeyID, which no release reads",
    .why = "It stands in the schema only; templates read awsSecretAccessKey, so the key is not used.",
    .remedy = "Write awsSecretAccessKey instead.",
    .source = "v2.0.0:helm-chart/configs/upstreamAuthority/aws-secret-ua.conf (NSM-KB-AWSSECRET-KEY)",
    .since = "1.1.0",
};
const RuleInfo kTtlLoose{
    .code = "NSM749",
    .slug = "ttl-loose",
    .severity = Severity::kWarning,
    .summary = "a TTL that this release takes and later ones refuse",
    .why = "From 1.4.0 on a TTL is one whole number and h or m.",
    .remedy = "Write a whole number and its unit, such as 720h.",
    .source = "v1.3.1, v1.4.0:helm-chart/values.schema.json (NSM-KB-TTL-14)",
};
const RuleInfo kSecretInFile{
    .code = "NSM801",
    .slug = "secret-in-file",
    .severity = Severity::kWarning,
    .summary = "a secret stands in the clear in a file of values",
    .why = "Whoever reads the file, its history or its backup has the secret.",
    .remedy = "Take it out of the file and give it to Helm when it runs.",
    .source = "v2.0.0:helm-chart/values.yaml; nsmkit: schemas/config/fields.json (secret)",
};
const RuleInfo kSecretInCommand{
    .code = "NSM802",
    .slug = "secret-in-command",
    .severity = Severity::kWarning,
    .summary = "a secret stands in the clear in a command line",
    .why = "Command lines are seen in process lists and kept in the history of shells and the logs of CI.",
    .remedy = "Put a variable of the shell in its place, such as \"$REGISTRY_PASSWORD\".",
    .source = "v2.0.0:internal/nginx-meshctl/commands/deploy.go",
};
const RuleInfo kSecretInRelease{
    .code = "NSM803",
    .slug = "secret-in-release",
    .severity = Severity::kWarning,
    .summary = "an export of a Helm release holds a secret",
    .why = "The export is base64 and gzip, not encryption: whoever reads the file has the secret.",
    .remedy = "Keep the export where only you can read it, or delete it when it is not needed any more.",
    .source = "Helm 3: storage of releases in Secrets",
};
const RuleInfo kSecretPlaceholder{
    .code = "NSM804",
    .slug = "secret-placeholder",
    .severity = Severity::kInfo,
    .summary = "a placeholder stands where a secret has to be",
    .why = "The mesh does not start with it.",
    .remedy = "Give the secret to Helm when it runs.",
    .source = "nsmkit: what it writes in place of secrets",
};

}  // namespace nsmkit::meshconfig
