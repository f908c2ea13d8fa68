#include "convert/port.hpp"

#include <charconv>
#include <string>

#include "convert/json_member.hpp"

namespace nsmkit::convert {

std::optional<std::int64_t> read_port(const Json& value) {
  std::int64_t port = 0;
  if (value.is_number_integer()) {
    port = value.is_number_unsigned() && value.get<std::uint64_t>() > 65535 ? 0 : value.get<std::int64_t>();
  } else if (value.is_string() && all_digits(value.get_ref<const std::string&>())) {
    const auto& text = value.get_ref<const std::string&>();
    std::from_chars(text.data(), text.data() + text.size(), port);  // stays 0 when it is too long
  }
  return port >= 1 && port <= 65535 ? std::optional(port) : std::nullopt;
}

bool is_unset_port(const Json& value) {
  return is_empty(&value) ? !value.is_structured() : value == 0 || value == "0";
}

}  // namespace nsmkit::convert
