#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bundle/contents.hpp"
#include "bundle/manifest.hpp"
#include "cli/bundle/configuration.hpp"
#include "cli/bundle/inputs.hpp"
#include "cli/bundle/judgement.hpp"
#include "releases/image_mirror.hpp"

namespace nsmkit::cli {

/// The parts of a bundle that stand beside the objects.
struct BundleParts {
  const BundleInputs& inputs;
  const CarriedConfiguration& configuration;
  const Judgement& judgement;
  const releases::ImageMirror* images = nullptr;  ///< null: not known for the target
  bool with_originals = false;
  bool include_secrets = false;
  std::vector<std::string> include;  ///< paths of files to take along
};

/// Findings about files that must not go into the bundle: secrets without include_secrets. Reads the files to
/// be taken along as far as they may hold any. Throws base::Error for those that cannot be read.
[[nodiscard]] std::vector<base::Finding> check_taken_along(const BundleParts& parts, Context& context);

/// Adds the parts to the contents, and what the manifest says of them.
void add_parts(const BundleParts& parts, bundle::Contents& contents, bundle::Manifest& manifest,
               Context& context);

}  // namespace nsmkit::cli
