#include "bundle/bundle_rules.hpp"

#include <array>

namespace nsmkit::bundle {

using base::RuleInfo;
using base::Severity;

namespace {

constexpr std::string_view kFormat = "docs/bundle-format.md";

}  // namespace

const RuleInfo kNothingToRestore{
    "NSM901",
    "bundle-empty",
    Severity::kError,
    "the inputs hold nothing that a restore would create",
    "A bundle without objects looks like a backup and is none.",
    "Check the paths; an export without any policy can be bundled with --allow bundle-empty.",
    kFormat};
const RuleInfo kNameUnsafe{"NSM902",
                           "bundle-name-unsafe",
                           Severity::kError,
                           "an object's name or namespace cannot be a file name of a bundle",
                           "No API server takes such a name, and tools that unpack the bundle might write "
                           "outside its folder.",
                           "Correct the name in the backup.",
                           kFormat};
const RuleInfo kNotRestored{
    "NSM903",
    "bundle-not-restored",
    Severity::kInfo,
    "an object is of no kind that a manual upgrade deletes",
    "The mesh's removal leaves it in the cluster, or the installation of the target creates it. The bundle "
    "lists it as skipped and does not restore it.",
    "Nothing to do; keep it with --with-originals if you want it at hand.",
    "v2.0.0:docs/content/get-started/upgrade/upgrade.md"};
const RuleInfo kControllerOwned{
    "NSM904",
    "bundle-controller-owned",
    Severity::kWarning,
    "an object that a controller makes by itself is set aside",
    "Its controller makes it anew. Restored by hand it can send traffic as it was in the middle of a "
    "rollout, "
    "or end in AlreadyExists.",
    "Leave it to the controller; restore.sh --owned keep creates it all the same.",
    "Flagger 1.x, pkg/router/smi.go"};
const RuleInfo kNoConfiguration{
    "NSM905",
    "bundle-no-configuration",
    Severity::kInfo,
    "the inputs hold no mesh configuration",
    "The mesh is removed with its configuration. What was set is then known from memory alone.",
    "Add the values file, the deploy command or the mesh's ConfigMap to the inputs.",
    "v1.7.0:helm-chart/templates/nginx-mesh-api.yaml"};
const RuleInfo kOriginalLeftOut{"NSM906",
                                "bundle-original-left-out",
                                Severity::kWarning,
                                "a file with secrets is not kept as it was",
                                "Whoever gets the bundle would get the secrets.",
                                "Keep the file in a safe place, or add --include-secrets.",
                                kFormat};
const RuleInfo kSecretIncluded{"NSM907",
                               "bundle-secret-included",
                               Severity::kError,
                               "a file to be taken along holds secrets",
                               "Whoever gets the bundle would get the secrets.",
                               "Take them out of the file, or add --include-secrets.",
                               kFormat};
const RuleInfo kMerged{
    "NSM908",
    "bundle-merged",
    Severity::kInfo,
    "an object only lives on in others",
    "The target release has no such kind; what the object says was written into the objects "
    "that refer to it.",
    "Nothing to do.",
    "Service Mesh Interface"};
const RuleInfo kRepeated{"NSM909",
                         "bundle-repeated",
                         Severity::kInfo,
                         "the same object stands in two files of the inputs",
                         "It can be created only once. Two different objects of one name are an error.",
                         "Nothing to do.",
                         kFormat};

const RuleInfo kNoChecklist{"NSM910",
                            "bundle-no-checklist",
                            Severity::kInfo,
                            "a bundle is written without the steps of the upgrade",
                            "The release to come from is not known, or there is no such upgrade.",
                            "Add --from with the release that runs now.",
                            kFormat};

const RuleInfo kUnreadable{"NSM920",
                           "bundle-unreadable",
                           Severity::kError,
                           "a bundle cannot be read to its end",
                           "It is no bundle, or it was cut off or damaged on its way.",
                           "Copy it again from where it was made, and compare the sizes.",
                           kFormat,
                           true};
const RuleInfo kBeyondLimits{"NSM921",
                             "bundle-beyond-limits",
                             Severity::kError,
                             "a bundle is larger than the limits allow",
                             "An archive can be made to grow without end when it is unpacked.",
                             "If you trust its maker, raise --max-size or --max-entries.",
                             kFormat,
                             true};
const RuleInfo kUnsafeEntry{"NSM922",
                            "bundle-unsafe-entry",
                            Severity::kError,
                            "an entry of a bundle is no plain file below the bundle's folder",
                            "Unpacked, it could write elsewhere or stand for another file.",
                            "Do not unpack the bundle. Get it again from its maker.",
                            kFormat};
const RuleInfo kTrailingData{"NSM923",
                             "bundle-trailing-data",
                             Severity::kError,
                             "something follows the end of a bundle",
                             "nsmkit writes nothing there; other tools might unpack what nobody checked.",
                             "Get the bundle again from its maker.",
                             kFormat};
const RuleInfo kFileMissing{"NSM924",
                            "bundle-file-missing",
                            Severity::kError,
                            "a file that a bundle needs or names is not in it",
                            "What it held cannot be restored.",
                            "Get the bundle again from its maker.",
                            kFormat};
const RuleInfo kFileUnexpected{"NSM925",
                               "bundle-file-unexpected",
                               Severity::kError,
                               "a bundle holds a file that its lists do not name",
                               "Nobody can say where it comes from.",
                               "Get the bundle again from its maker.",
                               kFormat};
const RuleInfo kChecksum{"NSM926",
                         "bundle-checksum",
                         Severity::kError,
                         "a file of a bundle is not the one whose checksum was taken",
                         "It was changed or damaged after the bundle was made.",
                         "Get the bundle again from its maker.",
                         kFormat};
const RuleInfo kManifestBroken{"NSM927",
                               "bundle-manifest-broken",
                               Severity::kError,
                               "bundle.json or SHA256SUMS cannot be read",
                               "Without them it is not known what the bundle should hold.",
                               "Get the bundle again from its maker.",
                               kFormat};
const RuleInfo kNewerFormat{"NSM928",
                            "bundle-newer-format",
                            Severity::kError,
                            "a bundle has a newer format than this nsmkit reads",
                            "It may hold what this nsmkit would misunderstand.",
                            "Use the nsmkit that made it, or a newer one.",
                            kFormat};
const RuleInfo kManifestDisagrees{"NSM929",
                                  "bundle-manifest-disagrees",
                                  Severity::kError,
                                  "bundle.json and the files of a bundle do not say the same",
                                  "What is restored would not be what was promised.",
                                  "Get the bundle again from its maker.",
                                  kFormat};
const RuleInfo kRestoreListBroken{"NSM930",
                                  "bundle-restore-list",
                                  Severity::kError,
                                  "restore.list does not name just the objects of a bundle",
                                  "restore.sh goes by it: objects would be left out, or created twice.",
                                  "Get the bundle again from its maker.",
                                  kFormat};
const RuleInfo kScriptChanged{
    "NSM931",
    "bundle-script-other",
    Severity::kWarning,
    "restore.sh is not the script of this nsmkit",
    "Another version of nsmkit writes another script; so does somebody who wants "
    "commands to be run with your rights.",
    "Read restore.sh before you run it, or check the bundle's signature with --key.",
    kFormat};
const RuleInfo kSignatureWrong{"NSM932",
                               "bundle-signature-wrong",
                               Severity::kError,
                               "the signature of a bundle does not fit",
                               "The bundle was changed after it was signed, or signed with another key.",
                               "Do not use the bundle. Ask its maker which key signed it.",
                               kFormat};
const RuleInfo kSignatureMissing{"NSM933",
                                 "bundle-signature-missing",
                                 Severity::kError,
                                 "a bundle that should be signed is not",
                                 "Who made it is not known.",
                                 "Ask its maker for a signed one.",
                                 kFormat};
const RuleInfo kSignatureUnchecked{"NSM934",
                                   "bundle-signature-unchecked",
                                   Severity::kInfo,
                                   "a bundle is signed, and no key was given",
                                   "Checksums show damage; only the signature shows who made the bundle.",
                                   "Add --key with the maker's public key.",
                                   kFormat};

std::span<const RuleInfo* const> bundle_rule_infos() {
  static constexpr std::array kInfos{
      &kNothingToRestore,  &kNameUnsafe,     &kNotRestored,    &kControllerOwned,  &kNoConfiguration,
      &kOriginalLeftOut,   &kSecretIncluded, &kMerged,         &kRepeated,         &kNoChecklist,
      &kUnreadable,        &kBeyondLimits,   &kUnsafeEntry,    &kTrailingData,     &kFileMissing,
      &kFileUnexpected,    &kChecksum,       &kManifestBroken, &kNewerFormat,      &kManifestDisagrees,
      &kRestoreListBroken, &kScriptChanged,  &kSignatureWrong, &kSignatureMissing, &kSignatureUnchecked};
  return kInfos;
}

}  // namespace nsmkit::bundle
