#pragma once

#include <nlohmann/json.hpp>

namespace nsmkit {

/// The value type of the whole program: object keys are sorted by byte.
using Json = nlohmann::json;

}  // namespace nsmkit
