#pragma once

#include <string>

#include "base/json.hpp"

namespace nsmkit::yaml {

/// Appends `value` to `out` as `kubectl -o yaml` prints it, byte for byte: block style, two-space
/// indents, lists at the indent of their key, keys in go-yaml's natural order, its quoting and its
/// folding at 80 columns. Ends with a line feed.
void write_yaml(std::string& out, const Json& value);

/// As write_yaml, for one item of a block sequence that stands at column 0: starts with "- ".
void write_yaml_item(std::string& out, const Json& value);

}  // namespace nsmkit::yaml
