#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bundle/contents.hpp"
#include "bundle/resource_files.hpp"
#include "checklist/call_graph.hpp"
#include "checklist/planner.hpp"
#include "cli/mesh_files.hpp"

namespace nsmkit::cli {

/// The steps of the upgrade that a bundle is for.
struct BundleSteps {
  std::optional<checklist::Checklist> checklist;  ///< none when there is no such upgrade; a finding says why
  std::vector<base::Finding> findings;
};

/// Makes the checklist for the mesh among the inputs.
[[nodiscard]] BundleSteps plan_steps(const MeshFiles& input, const checklist::Request& request);

/// Adds checklist.md, checklist.html and checklist.json, with the drawing of the objects to be restored.
void add_steps(const checklist::Checklist& checklist, const std::vector<bundle::Restorable>& objects,
               bundle::Contents& contents);

}  // namespace nsmkit::cli
