#include "model/reading_rules.hpp"

namespace nsmkit::model {

using base::RuleInfo;
using base::Severity;

const RuleInfo kFileUnreadable{"NSM101",
                               "file-unreadable",
                               Severity::kError,
                               "a file or directory cannot be read",
                               "What is not read is not checked and not restored.",
                               "Check the path and its permissions.",
                               "nsmkit: every byte read is accounted for",
                               true};
const RuleInfo kSyntax{"NSM102",
                       "syntax",
                       Severity::kError,
                       "the text is not YAML or JSON as Kubernetes reads it",
                       "kubectl refuses the file, and nothing after this place was read.",
                       "Correct the text here, or export the resources again.",
                       "sigs.k8s.io/yaml",
                       true};
const RuleInfo kFileCutOff{"NSM103",
                           "file-cut-off",
                           Severity::kError,
                           "the file ends in the middle of a value",
                           "The export or copy was interrupted: objects may be missing.",
                           "Export the resources again and compare the file sizes.",
                           "sigs.k8s.io/yaml",
                           true};
const RuleInfo kEncoding{
    "NSM104",
    "encoding",
    Severity::kError,
    "the file is not UTF-8",
    "Kubernetes reads UTF-8. PowerShell's `>` writes UTF-16.",
    "Convert it: iconv -f UTF-16 -t UTF-8 FILE > FILE.utf8, or export with `Out-File -Encoding utf8`.",
    "RFC 8259 section 8.1",
    true};
const RuleInfo kDuplicateKey{
    "NSM105",
    "duplicate-key",
    Severity::kError,
    "a key stands twice in one mapping",
    "Only the last value counts; the others are lost without a word. Strict clients refuse the file.",
    "Keep one of the two.",
    "sigs.k8s.io/yaml: YAMLToJSONStrict"};
const RuleInfo kKeyCollision{
    "NSM106",
    "key-collision",
    Severity::kError,
    "two different keys become the same JSON key",
    "Kubernetes turns keys into strings (1 and \"1\"); which of the two values survives is left to chance.",
    "Keep one of the two.",
    "sigs.k8s.io/yaml: conversion of map keys"};
const RuleInfo kBadKey{"NSM107",
                       "key-unsupported",
                       Severity::kError,
                       "a key that JSON cannot hold",
                       "Kubernetes refuses null, lists and mappings as keys.",
                       "Put the key in quotes.",
                       "sigs.k8s.io/yaml: conversion of map keys",
                       true};
const RuleInfo kBadValue{"NSM108",
                         "value-unsupported",
                         Severity::kError,
                         "a value that JSON cannot hold, or that does not fit its tag",
                         "Kubernetes refuses the document.",
                         "Put the value in quotes if it is text; otherwise correct it.",
                         "sigs.k8s.io/yaml",
                         true};
const RuleInfo kBadAlias{"NSM109",
                         "alias",
                         Severity::kError,
                         "an alias that is unknown, refers to itself or blows the document up",
                         "Kubernetes refuses the document.",
                         "Write the values out, without anchors and aliases.",
                         "go-yaml v2: alias limits",
                         true};
const RuleInfo kLimitExceeded{
    "NSM110",
    "limit-exceeded",
    Severity::kError,
    "the file is larger or deeper than nsmkit was told to read",
    "Limits keep a hostile file from using up the machine; what lies beyond was not read.",
    "If the file is meant to be that large, raise --max-size or --max-depth.",
    "nsmkit: every byte read is accounted for",
    true};
const RuleInfo kListTruncated{
    "NSM111",
    "list-truncated",
    Severity::kError,
    "a List that does not hold all of its items",
    "The export stopped early: objects are missing from the backup.",
    "Export again without --limit and without a page size, and let the command finish.",
    "Kubernetes API: ListMeta.continue, remainingItemCount",
    true};
const RuleInfo kNoResources{"NSM112",
                            "no-resources",
                            Severity::kError,
                            "no resource was found",
                            "An empty backup restores nothing.",
                            "Check that the export succeeded and that the path is the right one.",
                            "nsmkit: every byte read is accounted for",
                            true};
const RuleInfo kNotAnObject{"NSM113",
                            "not-an-object",
                            Severity::kError,
                            "a document or list item that is not an object",
                            "Kubernetes resources are mappings with apiVersion and kind.",
                            "Remove it, or export the resources again.",
                            "Kubernetes API conventions",
                            true};
const RuleInfo kKindMissing{"NSM114",
                            "kind-missing",
                            Severity::kError,
                            "an object without apiVersion or kind",
                            "kubectl cannot tell what it is and refuses it. At the end of a file it is the "
                            "mark of an interrupted copy.",
                            "Add apiVersion and kind, or export the resources again.",
                            "Kubernetes API conventions",
                            true};
const RuleInfo kListUncertain{
    "NSM115",
    "list-uncertain",
    Severity::kError,
    "a long List whose kind at the end is not that of a List",
    "Long files are read item by item, and this one turned out to be something else.",
    "Put `kind: List` above its items, or split the file.",
    "nsmkit: every byte read is accounted for",
    true};
const RuleInfo kNotJson{"NSM116",
                        "not-json",
                        Severity::kWarning,
                        "YAML in a file that starts with `{`",
                        "kubectl takes such a file for JSON and refuses it; Helm reads it.",
                        "Write it as JSON, or as block YAML.",
                        "Kubernetes: yaml.GuessJSONStream"};
const RuleInfo kCommentsDropped{"NSM117",
                                "comments-dropped",
                                Severity::kInfo,
                                "comments are not carried over",
                                "Resources are values; comments stay behind in the original file.",
                                "Keep the original beside the normalized file.",
                                "YAML 1.1 section 3.2.3.3"};
const RuleInfo kNoFinalNewline{
    "NSM118",
    "no-final-newline",
    Severity::kWarning,
    "the last line of the file does not end",
    "kubectl ends every line. A last line without an end may have been cut off inside a value.",
    "Compare the last line with the cluster, or export again.",
    "kubectl get -o yaml"};

const RuleInfo& rule_of(yaml::ProblemType type) {
  switch (type) {
    case yaml::ProblemType::kSyntax:
      return kSyntax;
    case yaml::ProblemType::kCutOff:
      return kFileCutOff;
    case yaml::ProblemType::kEncoding:
      return kEncoding;
    case yaml::ProblemType::kDuplicateKey:
      return kDuplicateKey;
    case yaml::ProblemType::kKeyCollision:
      return kKeyCollision;
    case yaml::ProblemType::kBadKey:
      return kBadKey;
    case yaml::ProblemType::kBadValue:
      return kBadValue;
    case yaml::ProblemType::kAlias:
      return kBadAlias;
    case yaml::ProblemType::kNotJson:
      return kNotJson;
    case yaml::ProblemType::kLimit:
      return kLimitExceeded;
    case yaml::ProblemType::kListUncertain:
      return kListUncertain;
  }
  return kSyntax;
}

std::span<const RuleInfo* const> reading_rules() {
  static const RuleInfo* const kRules[] = {
      &kFileUnreadable, &kSyntax,      &kFileCutOff,    &kEncoding,      &kDuplicateKey,    &kKeyCollision,
      &kBadKey,         &kBadValue,    &kBadAlias,      &kLimitExceeded, &kListTruncated,   &kNoResources,
      &kNotAnObject,    &kKindMissing, &kListUncertain, &kNotJson,       &kCommentsDropped, &kNoFinalNewline};
  return kRules;
}

}  // namespace nsmkit::model
