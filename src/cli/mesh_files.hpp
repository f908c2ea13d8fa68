#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/finding.hpp"
#include "cli/app.hpp"
#include "cli/common_options.hpp"
#include "meshconfig/carrier.hpp"
#include "model/load.hpp"
#include "model/resource.hpp"
#include "yaml/limits.hpp"

namespace nsmkit::cli {

/// A carrier that could not be read; a finding says why.
struct UnreadCarrier {
  base::ResourceRef ref;
  base::Location location;
};

/// One file of the user's that may hold carriers of mesh configuration.
struct MeshFile {
  std::string path;  ///< `-`: standard input
  std::string text;
  bool is_command = false;  ///< holds a command line of `nginx-meshctl deploy` instead of documents
  bool complete = true;     ///< read to its end
  std::vector<meshconfig::Carrier> carriers;
  std::vector<UnreadCarrier> unread;
  std::vector<model::Resource> others;  ///< objects that are none
  yaml::Comments comments;
};

/// All of them, with what is wrong with reading them.
struct MeshFiles {
  std::vector<MeshFile> files;
  std::vector<base::Finding> findings;
  model::LoadCounts counts;
  bool complete = true;

  [[nodiscard]] std::vector<meshconfig::Carrier> carriers() const;
};

/// Reads the files behind the paths, each whole, and the deploy command that the command line gives.
[[nodiscard]] MeshFiles read_mesh_files(const InputOptions& options, const DeployArgsOption& deploy,
                                        Context& context);

/// "2 carriers of mesh configuration in 3 files, 4 other objects passed over".
[[nodiscard]] std::string summary_text(const MeshFiles& input);

}  // namespace nsmkit::cli
