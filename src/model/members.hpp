#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"

namespace nsmkit::model {

// Reading members without assuming that it is there or of the expected type: schemas leave much
// optional, older ones and the user's own CRDs more. `pointer` is a JSON pointer (RFC 6901) below `value`.

/// The string at `pointer`; empty when there is none. The view lives as long as `value`.
[[nodiscard]] std::string_view text_at(const Json& value, std::string_view pointer);

/// The list at `pointer`; an empty one when there is none.
[[nodiscard]] const Json& list_at(const Json& value, std::string_view pointer);

/// The object at `pointer`; an empty one when there is none.
[[nodiscard]] const Json& object_at(const Json& value, std::string_view pointer);

/// The whole number at `pointer`, also when written as 80.0; nothing when there is none or it does not fit.
[[nodiscard]] std::optional<std::int64_t> integer_at(const Json& value, std::string_view pointer);

/// `list` + "/" + `index` + `rest`: element("/spec/rules", 2, "/name") is "/spec/rules/2/name".
[[nodiscard]] std::string element(std::string_view list, std::size_t index, std::string_view rest = {});

/// One key out of several texts, for maps; no two different lists of texts give the same key.
[[nodiscard]] std::string key_of(std::initializer_list<std::string_view> parts);

}  // namespace nsmkit::model
