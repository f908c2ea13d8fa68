#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"
#include "meshconfig/carrier.hpp"

namespace nsmkit::meshconfig {

/// What stands in a report in place of a secret.
inline constexpr std::string_view kMasked = "[masked]";

/// Whether the value at `pointer` in settings of this layout, or one that holds it, is a secret: a field
/// marked so in schemas/config/fields.json, and any other whose name says that it is one (password, token,
/// secret, private key), so that a misspelt or unknown key does not leak.
[[nodiscard]] bool is_secret(Layout layout, std::string_view pointer);

/// What is written in place of a secret setting, "<set mtls.key>", for somebody to put it in; and whether a
/// value is such a text.
[[nodiscard]] std::string placeholder(std::string_view dotted_path);
[[nodiscard]] bool is_placeholder(const Json& value);

/// A copy with every secret that is not empty replaced by kMasked.
[[nodiscard]] Json masked(Layout layout, const Json& settings);

/// A value for a message, in quotes where it is a string, shortened, or kMasked.
[[nodiscard]] std::string shown(Layout layout, std::string_view pointer, const Json& value);

}  // namespace nsmkit::meshconfig
