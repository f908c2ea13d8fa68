#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"
#include "model/members.hpp"
#include "model/resource.hpp"

namespace nsmkit::validate {

// Rules read members as all of nsmkit does.
using model::element;
using model::integer_at;
using model::key_of;
using model::list_at;
using model::object_at;
using model::text_at;

/// "file:line", or the file alone where the line is unknown: how messages point at another object.
[[nodiscard]] std::string place_of(const base::Location& location);

/// The name with its namespace: "shop/catalog"; the name alone without one. Fit for a message, as
/// shortened().
[[nodiscard]] std::string scoped(std::string_view name_space, std::string_view name);

}  // namespace nsmkit::validate
