#pragma once

#include <string>
#include <string_view>

#include "base/finding.hpp"

namespace nsmkit::normalize {

/// Where an object stands in a tree with one file an object: `shop/TrafficSplit-catalog`, without an ending.
/// Whatever in a name could leave the tree, or trouble a shell, is written as %XX.
[[nodiscard]] std::string split_name(const base::ResourceRef& ref);

}  // namespace nsmkit::normalize
