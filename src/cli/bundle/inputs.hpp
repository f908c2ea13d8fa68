#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "bundle/contents.hpp"
#include "cli/mesh_files.hpp"

namespace nsmkit::cli {

/// What a bundle is made from. Files go by names that do not depend on where they lie, so that the bundle
/// does not either: backup/ and the path below the directory given, or the file's own name.
struct BundleInputs {
  static constexpr const char* kFolder = "backup";

  MeshFiles mesh;                            ///< paths are the new names
  std::vector<bundle::SourceFile> sources;   ///< by name
  std::set<std::string> with_secrets;        ///< new names of files that hold secrets
  std::map<std::string, std::string> given;  ///< new name → path as the user gave it
};

/// Reads all files behind the paths, each whole, and the deploy command that the command line gives.
[[nodiscard]] BundleInputs read_bundle_inputs(const InputOptions& options, const DeployArgsOption& deploy,
                                              Context& context);

/// The finding as the user knows the files.
[[nodiscard]] base::Finding with_given_paths(base::Finding finding, const BundleInputs& inputs);

}  // namespace nsmkit::cli
