#include "validate/schema_rules.hpp"

#include <array>

namespace nsmkit::validate::rules {

using base::RuleInfo;
using base::Severity;

namespace {
constexpr std::string_view kCrdSource =
    "the CRD of the release (helm-chart/crds), apiextensions.k8s.io/v1 validation";
constexpr std::string_view kMetaSource = "Kubernetes metav1.ObjectMeta validation on create";
constexpr std::string_view kPruneSource = "Kubernetes pruning of unknown fields in structural schemas";
constexpr std::string_view kRefused = "The API server refuses the object, so a restore leaves it out.";
}  // namespace

constexpr RuleInfo kSchemaType{"NSM201",
                               "schema-type",
                               Severity::kError,
                               "a value has another type than the release expects",
                               kRefused,
                               "Write the value in the type the message names; quote words such as off, yes "
                               "or 5 where a string is expected.",
                               kCrdSource};
constexpr RuleInfo kSchemaRequired{
    "NSM202", "schema-required", Severity::kError, "a field the release requires is missing",
    kRefused, "Add the field.",  kCrdSource};
constexpr RuleInfo kSchemaEnum{"NSM203",         "schema-enum",
                               Severity::kError, "a value is none of those the release allows",
                               kRefused,         "Use one of the allowed values; case matters.",
                               kCrdSource};
constexpr RuleInfo kSchemaBounds{"NSM204",         "schema-bounds",
                                 Severity::kError, "a number is below the minimum or above the maximum",
                                 kRefused,         "Use a number within the bounds.",
                                 kCrdSource};
constexpr RuleInfo kSchemaLength{
    "NSM205",         "schema-length",
    Severity::kError, "a string is shorter or longer than allowed",
    kRefused,         "Write a string of the allowed length; an empty one often means a name got lost.",
    kCrdSource};
constexpr RuleInfo kSchemaPattern{"NSM206",         "schema-pattern",
                                  Severity::kError, "a string does not have the form the release asks for",
                                  kRefused,         "Write the value in the form the pattern describes.",
                                  kCrdSource};
constexpr RuleInfo kSchemaOther{"NSM207",         "schema-other",
                                Severity::kError, "a value breaks another rule of its CRD",
                                kRefused,         "Change the value as the message says.",
                                kCrdSource};
constexpr RuleInfo kMetadataName{
    "NSM210",
    "metadata-name",
    Severity::kError,
    "the name is missing or not a DNS subdomain",
    kRefused,
    "Use lower-case letters, digits, '-' and '.', at most 253 characters, beginning "
    "and ending with a letter or digit.",
    kMetaSource};
constexpr RuleInfo kMetadataNamespace{
    "NSM211",
    "metadata-namespace",
    Severity::kError,
    "the namespace is not a DNS label",
    kRefused,
    "Use lower-case letters, digits and '-', at most 63 characters, beginning and "
    "ending with a letter or digit.",
    kMetaSource};
constexpr RuleInfo kMetadataLabels{
    "NSM212",
    "metadata-labels",
    Severity::kError,
    "a label key or value has a form Kubernetes does not take",
    kRefused,
    "Keys are an optional DNS prefix, '/', and a name of at most 63 characters; values "
    "are empty or such a name.",
    kMetaSource};
constexpr RuleInfo kMetadataAnnotations{
    "NSM213",
    "metadata-annotations",
    Severity::kError,
    "an annotation key has a wrong form, or annotations exceed 256 KiB",
    kRefused,
    "Correct the key, or remove annotations that only record old states, such as "
    "kubectl.kubernetes.io/last-applied-configuration.",
    kMetaSource};
constexpr RuleInfo kMetadataType{
    "NSM214",
    "metadata-type",
    Severity::kError,
    "a value in metadata has a type that cannot be decoded",
    "The API server cannot read the object and refuses it before any other check.",
    "Write the value in the type the message names; label and annotation values are "
    "strings, so quote numbers and words such as true.",
    kMetaSource};
constexpr RuleInfo kMetadataOwnerReferences{
    "NSM215",
    "metadata-owner-references",
    Severity::kError,
    "an owner reference is incomplete or contradicts another",
    kRefused,
    "Give apiVersion, kind, name and uid, or remove ownerReferences: uids of "
    "another cluster lead nowhere.",
    kMetaSource};
constexpr RuleInfo kMetadataFinalizers{
    "NSM216",         "metadata-finalizers",
    Severity::kError, "a finalizer has a wrong form or contradicts another",
    kRefused,         "Remove finalizers from a backup, or correct the name.",
    kMetaSource};
constexpr RuleInfo kApiVersionNotServed{
    "NSM220",
    "api-version-not-served",
    Severity::kError,
    "the release does not serve this apiVersion of the kind",
    "The API server has no such resource, so the object cannot be created.",
    "Use an apiVersion the release serves, or restore to a release that serves "
    "this one.",
    kCrdSource};
constexpr RuleInfo kKindUnknown{
    "NSM221",
    "kind-unknown",
    Severity::kError,
    "apiVersion or kind is missing, or the group has no such kind",
    "The API server cannot tell what the object is and refuses it.",
    "Correct apiVersion and kind; kinds are written in the singular and case matters.",
    kCrdSource};
constexpr RuleInfo kCrdUnusable{"NSM222",
                                "crd-unusable",
                                Severity::kError,
                                "a CustomResourceDefinition cannot be used for checking",
                                "Objects of its kind are not checked.",
                                "Export it again with: kubectl get crd NAME -o yaml",
                                "apiextensions.k8s.io/v1"};
constexpr RuleInfo kFieldUnknown{"NSM250",
                                 "field-unknown",
                                 Severity::kWarning,
                                 "the release has no such field and drops it silently",
                                 "The object is accepted without the field, so it may do something else than "
                                 "intended, for example apply to all requests.",
                                 "Correct the spelling or the place of the field, or remove it.",
                                 kPruneSource};
constexpr RuleInfo kNullDropped{"NSM251",
                                "null-dropped",
                                Severity::kInfo,
                                "a field is null and will be dropped",
                                "An empty value in YAML is null; the field is stored as if it were absent.",
                                "Give the field a value or remove it.",
                                kPruneSource};
constexpr RuleInfo kValueChanged{
    "NSM252",
    "value-changed",
    Severity::kInfo,
    "the API server stores another value than written",
    "The stored object differs from the file, which a later comparison will show.",
    "Write the value the message names, or remove the field.",
    kMetaSource};
constexpr RuleInfo kEmptyDropped{
    "NSM253",
    "empty-dropped",
    Severity::kInfo,
    "an empty field of metadata will be dropped",
    "The stored object differs from the file, which a later comparison will show.",
    "Remove the field.",
    kMetaSource};

namespace {
constexpr std::array kAll = {&kSchemaType,
                             &kSchemaRequired,
                             &kSchemaEnum,
                             &kSchemaBounds,
                             &kSchemaLength,
                             &kSchemaPattern,
                             &kSchemaOther,
                             &kMetadataName,
                             &kMetadataNamespace,
                             &kMetadataLabels,
                             &kMetadataAnnotations,
                             &kMetadataType,
                             &kMetadataOwnerReferences,
                             &kMetadataFinalizers,
                             &kApiVersionNotServed,
                             &kKindUnknown,
                             &kCrdUnusable,
                             &kFieldUnknown,
                             &kNullDropped,
                             &kValueChanged,
                             &kEmptyDropped};
}  // namespace

std::span<const RuleInfo* const> schema_rules() { return kAll; }

}  // namespace nsmkit::validate::rules
