#pragma once

#include <cstddef>
#include <string_view>

#include "yaml/emit_sink.hpp"

namespace nsmkit::yaml {

/// Writes a string value in the style it needs; its further lines start at column `indent`.
void emit_value(Sink& sink, std::string_view text, std::size_t indent);

/// Writes a mapping key and its `:`, in the form `? key` and `:` when the key is long or has line breaks.
/// `indent` is the column of the mapping.
void emit_key(Sink& sink, std::string_view text, std::size_t indent);

}  // namespace nsmkit::yaml
