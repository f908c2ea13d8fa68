#pragma once

#include <memory>
#include <string_view>

#include "base/byte_source.hpp"
#include "yaml/events.hpp"

namespace nsmkit::yaml {

/// Events of one or more JSON texts (RFC 8259), each a document, as kubectl reads a stream of JSON
/// objects: strings that are no UTF-8 and lone surrogates become U+FFFD.
[[nodiscard]] std::unique_ptr<EventSource> json_events(base::ByteSource& source);

/// Whether kubectl takes a text that begins like this for JSON: its first character is `{`, after blanks and
/// a byte order mark.
[[nodiscard]] bool opens_json(std::string_view head);

}  // namespace nsmkit::yaml
