#pragma once

#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace nsmkit::yaml {

/// go-yaml's order of keys: letters after all else, digits as numbers (a2 before a10).
[[nodiscard]] bool key_less(std::string_view a, std::string_view b);

/// Members of an object, in some order.
using MemberOrder = std::vector<const Json::object_t::value_type*>;

/// The members of `object` in that order; empty when they already stand in it.
[[nodiscard]] MemberOrder reordered(const Json::object_t& object);

}  // namespace nsmkit::yaml
