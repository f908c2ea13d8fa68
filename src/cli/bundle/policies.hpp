#pragma once

#include <span>
#include <vector>

#include "bundle/manifest.hpp"
#include "bundle/resource_files.hpp"
#include "convert/convert.hpp"
#include "model/resource.hpp"
#include "normalize/normalize.hpp"

namespace nsmkit::cli {

/// How objects are made ready to be created on the target.
struct PolicyOptions {
  normalize::Options normalize;
  convert::Options convert;
};

/// What became of the objects that were read, each in exactly one of `ready` and `skipped`.
struct Policies {
  std::vector<bundle::Restorable> ready;
  std::vector<bundle::SkippedEntry> skipped;
  std::vector<model::Resource>
      to_check;  ///< the objects of `ready` and those of no mesh kind, with positions
  std::vector<base::Finding> findings;
};

/// Normalizes the objects and rewrites them for the target.
[[nodiscard]] Policies prepare_policies(std::vector<model::Resource> objects, const convert::Target& target,
                                        const PolicyOptions& options);

}  // namespace nsmkit::cli
