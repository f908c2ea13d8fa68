#pragma once

#include <string>

#include "base/json.hpp"

namespace nsmkit::base {

/// Appends `value` as Go's encoding/json prints it on one line: keys sorted, `<`, `>`, `&`, U+2028 and
/// U+2029 escaped, floats in Go's form (1e+21, 1e-7), bytes that are not UTF-8 as `\ufffd`. An infinite
/// or NaN double becomes null.
void write_json(std::string& out, const Json& value);

/// As write_json, over several lines with four spaces an indent, as `kubectl -o json` prints it; being
/// built with a later Go, that writes `\b` and `\f` for what is `\u0008` and `\u000c` on one line.
/// Ends without a line feed.
void write_json_indented(std::string& out, const Json& value);

/// `value` on one line; see write_json.
[[nodiscard]] std::string json_text(const Json& value);

/// A finite double as Go's encoding/json prints it.
[[nodiscard]] std::string json_number(double value);

/// A double in Go's `strconv.FormatFloat(value, 'g', -1, bits)` form, bits being 32 or 64.
[[nodiscard]] std::string go_float(double value, int bits);

}  // namespace nsmkit::base
