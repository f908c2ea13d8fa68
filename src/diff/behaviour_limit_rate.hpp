#pragma once

#include <cstddef>
#include <string>

#include "base/json.hpp"

namespace nsmkit::diff {

/// What one source may send under a RateLimit, in words.
struct LimitRate {
  std::string key;   ///< the same for limits that let the same through
  std::string text;  ///< "50 r/m (100r/m among 2 sources), burst 10, no delay"
};

/// The limit that the spec of a RateLimit sets for each of `sources`: the rate is divided evenly among them
/// (guides/smi-traffic-policies.md of NGINX Service Mesh), burst and delay are not. 1r/s and 60r/m are the
/// same. Without a burst, delay has no meaning; a delay from burst on delays nothing (NGINX limit_req).
[[nodiscard]] LimitRate limit_rate(const Json& spec, std::size_t sources);

}  // namespace nsmkit::diff
