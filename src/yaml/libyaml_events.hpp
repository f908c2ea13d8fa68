#pragma once

#include <memory>

#include "base/byte_source.hpp"
#include "yaml/events.hpp"

namespace nsmkit::yaml {

/// Events of a YAML stream by libyaml, with what go-yaml refuses or allows on top of it.
[[nodiscard]] std::unique_ptr<EventSource> libyaml_events(base::ByteSource& source);

}  // namespace nsmkit::yaml
