#pragma once

#include "base/json.hpp"

namespace nsmkit::convert {

/// The JSON Patch (RFC 6902) that turns `before` into `after`. Lists are compared place by place. Takes time
/// linear in both, which nlohmann::json::diff does not.
[[nodiscard]] Json json_patch(const Json& before, const Json& after);

}  // namespace nsmkit::convert
