#pragma once

#include "bundle/contents.hpp"
#include "bundle/manifest.hpp"

namespace nsmkit::bundle {

/// Adds what every bundle holds: restore.sh and README.md.
void add_standard_files(Contents& contents, const Manifest& manifest);

}  // namespace nsmkit::bundle
