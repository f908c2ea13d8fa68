#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"

namespace nsmkit::convert {

/// The member `name`; null when it is absent or `value` is no object.
[[nodiscard]] Json* member(Json* value, std::string_view name);
[[nodiscard]] const Json* member(const Json* value, std::string_view name);

/// As above, if it is a list or an object.
[[nodiscard]] Json* list_member(Json* value, std::string_view name);
[[nodiscard]] const Json* list_member(const Json* value, std::string_view name);
[[nodiscard]] Json* object_member(Json* value, std::string_view name);
[[nodiscard]] const Json* object_member(const Json* value, std::string_view name);

/// The text of a string member; empty when there is none.
[[nodiscard]] std::string text_member(const Json* value, std::string_view name);

/// Whether the value is absent, null, or a list, object or string without content.
[[nodiscard]] bool is_empty(const Json* value);

/// "1 port", "2 ports".
[[nodiscard]] std::string count_of(std::size_t count, std::string_view noun);

/// A whole number written out, in digits only.
[[nodiscard]] bool all_digits(std::string_view text);

/// The value as a message shows it: one line, cut when long.
[[nodiscard]] std::string shown(const Json& value);

}  // namespace nsmkit::convert
