#pragma once

#include <vector>

#include "base/json.hpp"
#include "releases/crd_set.hpp"
#include "validate/prune.hpp"
#include "validate/violation.hpp"

namespace nsmkit::validate {

/// The values in metadata that cannot be decoded (e.g. a number as label value). With any of them
/// the server looks no further. Source: metav1.ObjectMeta.
[[nodiscard]] std::vector<Violation> check_metadata_types(const Json& object,
                                                          const SourceText& source_text = {});

/// The values in metadata that break a rule: names, labels, annotations, owners, finalizers.
/// Call it only when check_metadata_types found nothing.
[[nodiscard]] std::vector<Violation> check_metadata_values(const Json& object, releases::Scope scope);

/// Both of the above as one quick test.
[[nodiscard]] bool metadata_accepted(const Json& object, releases::Scope scope);

/// What the server drops from metadata or stores with another value. What it sets itself (uid,
/// resourceVersion, managedFields, ...) is not listed.
[[nodiscard]] std::vector<Drop> list_metadata_drops(const Json& object, releases::Scope scope);

}  // namespace nsmkit::validate
