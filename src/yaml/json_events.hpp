#pragma once

#include <memory>

#include "base/byte_source.hpp"
#include "yaml/events.hpp"

namespace nsmkit::yaml {

/// Events of one or more JSON texts (RFC 8259), each a document, as kubectl reads a stream of JSON
/// objects: strings that are no UTF-8 and lone surrogates become U+FFFD.
[[nodiscard]] std::unique_ptr<EventSource> json_events(base::ByteSource& source);

}  // namespace nsmkit::yaml
