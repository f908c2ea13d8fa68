#include "model/members.hpp"

#include <cmath>

#include "base/pointer.hpp"

namespace nsmkit::model {

std::string_view text_at(const Json& value, std::string_view pointer) {
  const Json* found = base::find(value, pointer);
  return found != nullptr && found->is_string() ? std::string_view(found->get_ref<const std::string&>())
                                                : std::string_view();
}

const Json& list_at(const Json& value, std::string_view pointer) {
  static const Json kEmpty = Json::array();
  const Json* found = base::find(value, pointer);
  return found != nullptr && found->is_array() ? *found : kEmpty;
}

const Json& object_at(const Json& value, std::string_view pointer) {
  static const Json kEmpty = Json::object();
  const Json* found = base::find(value, pointer);
  return found != nullptr && found->is_object() ? *found : kEmpty;
}

std::optional<std::int64_t> integer_at(const Json& value, std::string_view pointer) {
  const Json* found = base::find(value, pointer);
  if (found == nullptr || !found->is_number()) {
    return std::nullopt;
  }
  if (found->is_number_unsigned() && found->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)) {
    return std::nullopt;
  }
  if (!found->is_number_float()) {
    return found->get<std::int64_t>();
  }
  const double number = found->get<double>();
  constexpr double kLimit = 9007199254740992.0;  // 2^53: above, not every whole number can be told
  if (std::trunc(number) != number || std::abs(number) > kLimit) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(number);
}

std::string element(std::string_view list, std::size_t index, std::string_view rest) {
  std::string pointer(list);
  pointer.append(1, '/').append(std::to_string(index)).append(rest);
  return pointer;
}

// The length before each part keeps ("a", "bc") and ("ab", "c") apart whatever the parts hold.
std::string key_of(std::initializer_list<std::string_view> parts) {
  std::string key;
  for (const std::string_view part : parts) {
    key.append(std::to_string(part.size())).append(1, ':').append(part);
  }
  return key;
}

}  // namespace nsmkit::model
