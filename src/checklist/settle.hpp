#pragma once

#include "checklist/planner.hpp"

namespace nsmkit::checklist {

/// What the plans are made for: the user's word, else what the files reveal, else defaults.
struct Settled {
  const releases::Release* from = nullptr;
  const releases::Release* to = nullptr;
  releases::Platform platform = releases::Platform::kKubernetes;
  Installer installer = Installer::kMeshctl;
  std::string mesh_namespace;
  std::string release_name;  ///< of Helm; nginx-meshctl has one of its own
  std::string registry;      ///< empty: not known
  std::string tag;
  std::vector<Evidence> platform_evidence;
  std::vector<Evidence> installer_evidence;
  std::vector<Assumption> assumptions;
  std::vector<base::Finding> findings;  ///< where both speak and differ
};

/// Throws base::Error (wrong usage) when nobody says which release runs.
[[nodiscard]] Settled settle(const Request& request, const MeshEvidence& evidence);

}  // namespace nsmkit::checklist
