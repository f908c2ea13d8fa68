#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "checklist/evidence.hpp"
#include "checklist/plan.hpp"
#include "releases/catalog.hpp"
#include "releases/platform.hpp"

namespace nsmkit::checklist {

/// Which ways the user wants to see.
enum class Choice : std::uint8_t {
  kBest,  ///< the one that fits; for a longer jump both
  kInPlace,
  kManual,
  kAll,
};

/// What the user says. What is left out is taken from the evidence, or from defaults.
struct Request {
  const releases::Release* from = nullptr;  ///< null: as the evidence says
  const releases::Release* to = nullptr;    ///< never null
  std::optional<releases::Platform> platform;
  std::optional<Installer> installer;
  bool change_deploy_config = false;
  bool air_gapped = false;
  std::string registry_server;
  std::string image_tag;
  std::string mesh_namespace;
  std::string release_name;
  std::string kubernetes;  ///< version of the cluster
  std::string bundle = "nsm-bundle.tar.gz";
  Choice choice = Choice::kBest;
};

/// The plans for this mesh. Throws base::Error (wrong usage) for what cannot be: a release that is not told,
/// no later one as the target, Helm without a chart, a platform that was not offered, an upgrade in place
/// where there is none. What contradicts the files is a finding.
[[nodiscard]] Checklist make_checklist(const Request& request, const MeshEvidence& evidence);

}  // namespace nsmkit::checklist
