#pragma once

#include <string>
#include <vector>

#include "base/finding.hpp"
#include "meshconfig/carrier.hpp"
#include "releases/catalog.hpp"
#include "yaml/edit.hpp"

namespace nsmkit::meshconfig {

/// What to change in a workload or Namespace; pointers lead into its document.
struct MarkChanges {
  std::vector<std::string> remove;
  std::vector<yaml::Insertion> insert;
  std::vector<base::Finding> findings;
};

/// Replaces annotations and labels that the release no longer reads by those it reads instead: a Pod's
/// auto-inject annotation by the label of the same key, and so on. One with a value that has no counterpart,
/// or that a label already contradicts, stays and is reported.
[[nodiscard]] MarkChanges replace_marks(const Carrier& carrier, const releases::Release& to);

}  // namespace nsmkit::meshconfig
