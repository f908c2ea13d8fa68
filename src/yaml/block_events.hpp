#pragma once

#include <memory>

#include "base/byte_source.hpp"
#include "yaml/events.hpp"

namespace nsmkit::yaml {

/// The events that libyaml_events() gives, for the layout in which kubectl writes YAML: block collections,
/// values on the line of their key, plain ASCII. Such a text is read directly. At the first doubt (a comment,
/// an anchor, an escape, another layout, a fault) the source is read again from its start by libyaml, which
/// goes on from there and alone tells what is wrong.
[[nodiscard]] std::unique_ptr<EventSource> block_events(base::ByteSource& source);

}  // namespace nsmkit::yaml
