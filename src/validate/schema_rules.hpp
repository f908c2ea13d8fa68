#pragma once

#include <span>

#include "base/finding.hpp"

/// The findings about single objects: what the API server refuses (NSM20x to NSM22x) and what it
/// accepts but drops or changes (NSM25x). Codes and slugs are permanent.
namespace nsmkit::validate::rules {

extern const base::RuleInfo kSchemaType;               ///< NSM201
extern const base::RuleInfo kSchemaRequired;           ///< NSM202
extern const base::RuleInfo kSchemaEnum;               ///< NSM203
extern const base::RuleInfo kSchemaBounds;             ///< NSM204
extern const base::RuleInfo kSchemaLength;             ///< NSM205
extern const base::RuleInfo kSchemaPattern;            ///< NSM206
extern const base::RuleInfo kSchemaOther;              ///< NSM207
extern const base::RuleInfo kMetadataName;             ///< NSM210
extern const base::RuleInfo kMetadataNamespace;        ///< NSM211
extern const base::RuleInfo kMetadataLabels;           ///< NSM212
extern const base::RuleInfo kMetadataAnnotations;      ///< NSM213
extern const base::RuleInfo kMetadataType;             ///< NSM214
extern const base::RuleInfo kMetadataOwnerReferences;  ///< NSM215
extern const base::RuleInfo kMetadataFinalizers;       ///< NSM216
extern const base::RuleInfo kApiVersionNotServed;      ///< NSM220
extern const base::RuleInfo kKindUnknown;              ///< NSM221
extern const base::RuleInfo kCrdUnusable;              ///< NSM222
extern const base::RuleInfo kFieldUnknown;             ///< NSM250
extern const base::RuleInfo kNullDropped;              ///< NSM251
extern const base::RuleInfo kValueChanged;             ///< NSM252
extern const base::RuleInfo kEmptyDropped;             ///< NSM253

/// All of the above, ordered by code.
[[nodiscard]] std::span<const base::RuleInfo* const> schema_rules();

}  // namespace nsmkit::validate::rules
