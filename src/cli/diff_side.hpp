#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "base/finding.hpp"
#include "cli/app.hpp"
#include "convert/as_is.hpp"
#include "meshconfig/carrier.hpp"
#include "model/load.hpp"
#include "model/resource_set.hpp"
#include "yaml/limits.hpp"

namespace nsmkit::cli {

/// Whether objects are compared as they were written, or without what the server set.
enum class Form : std::uint8_t { kNormalized, kRaw };

/// One side of a comparison.
struct DiffSide {
  model::ResourceSet resources;               ///< all objects but carriers of the mesh's configuration
  std::vector<convert::Glance> glances;       ///< what a conversion would do to each; empty: none is wanted
  std::deque<model::Resource> documents;      ///< carriers that are objects and hold no secret
  std::vector<meshconfig::Carrier> carriers;  ///< without Pods and Namespaces, which are compared as objects
  std::vector<base::Finding> findings;
  model::LoadCounts counts;
  bool complete = true;
};

/// How a side is read.
struct SideOptions {
  yaml::Limits limits;
  Form form = Form::kNormalized;
  const convert::AsIs* as_is = nullptr;  ///< null: objects will not be converted
};

/// Reads all that stands behind the paths: files, directories, `-`, bundles, and files with a deploy command;
/// a bundle that is not sound is not read. May run beside another call, as long as one of them alone
/// reads standard input.
void read_side(const std::vector<std::string>& paths, const SideOptions& options, Context& context,
               DiffSide& side);

}  // namespace nsmkit::cli
