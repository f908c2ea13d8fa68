#include "validate/value_text.hpp"

#include "base/json_text.hpp"
#include "base/shown_text.hpp"

namespace nsmkit::validate {

namespace {

constexpr std::size_t kShownCodePoints = 60;
constexpr std::size_t kShownPathCodePoints = 200;

}  // namespace

std::string join_pointer(std::string_view pointer, std::string_view key) {
  std::string out(pointer);
  base::append_token(out, key);
  return out;
}

std::string dotted_path(const Json& root, std::string_view pointer) {
  return base::shown_text(base::display_path(pointer, root), kShownPathCodePoints);
}

std::string shortened(std::string_view text) { return base::shown_text(text, kShownCodePoints); }

std::string in_quotes(std::string_view text) { return '"' + shortened(text) + '"'; }

std::string describe_value(const Json& value) {
  switch (value.type()) {
    case Json::value_t::string:
      return "the string " + in_quotes(value.get_ref<const std::string&>());
    case Json::value_t::boolean:
      return value.get<bool>() ? "the boolean true" : "the boolean false";
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
      return "the number " + value.dump();
    case Json::value_t::number_float:
      return "the number " + base::json_number(value.get<double>());
    case Json::value_t::array:
      return value.empty() ? "an empty list" : "a list";
    case Json::value_t::object:
      return value.empty() ? "an empty object" : "an object";
    default:
      return "null";
  }
}

}  // namespace nsmkit::validate
