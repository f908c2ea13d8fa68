#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "cli/fingerprint.hpp"
#include "model/resource_set.hpp"
#include "releases/catalog.hpp"
#include "render/report.hpp"

namespace nsmkit::cli {

/// Rules that cannot find anything in this run, so that entries about them are no sign of neglect.
struct IdleRules {
  std::set<std::string_view> disabled;    ///< slugs
  const releases::Release* to = nullptr;  ///< null: the user's own CRDs

  [[nodiscard]] bool contains(const base::RuleInfo& rule) const;
};

/// Follows the annotations `nsmkit/ignore` of objects: `slug: reason`, several separated by `;` or line
/// breaks. Marks the results they cover and gives what is wrong with them (NSM130, NSM131).
[[nodiscard]] std::vector<base::Finding> apply_annotations(const model::ResourceSet& resources,
                                                           const IdleRules& idle,
                                                           std::vector<render::Result>& results);

}  // namespace nsmkit::cli
