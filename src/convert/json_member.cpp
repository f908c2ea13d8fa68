#include "convert/json_member.hpp"

#include "base/json_text.hpp"

namespace nsmkit::convert {

namespace {

constexpr std::size_t kShownBytes = 60;

template <typename Value>
Value* find_member(Value* value, std::string_view name) {
  if (value == nullptr || !value->is_object()) {
    return nullptr;
  }
  const auto found = value->find(name);
  return found == value->end() ? nullptr : &*found;
}

template <typename Value>
Value* only_if(Value* value, Json::value_t type) {
  return value != nullptr && value->type() == type ? value : nullptr;
}

}  // namespace

Json* member(Json* value, std::string_view name) { return find_member(value, name); }
const Json* member(const Json* value, std::string_view name) { return find_member(value, name); }

Json* list_member(Json* value, std::string_view name) {
  return only_if(find_member(value, name), Json::value_t::array);
}
const Json* list_member(const Json* value, std::string_view name) {
  return only_if(find_member(value, name), Json::value_t::array);
}
Json* object_member(Json* value, std::string_view name) {
  return only_if(find_member(value, name), Json::value_t::object);
}
const Json* object_member(const Json* value, std::string_view name) {
  return only_if(find_member(value, name), Json::value_t::object);
}

std::string text_member(const Json* value, std::string_view name) {
  const Json* found = only_if(find_member(value, name), Json::value_t::string);
  return found == nullptr ? std::string() : found->get<std::string>();
}

bool is_empty(const Json* value) {
  return value == nullptr || value->empty() ||
         (value->is_string() && value->get_ref<const std::string&>().empty());
}

std::string count_of(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string shown(const Json& value) {
  if (value.is_structured()) {
    return value.is_array() ? "a list" : "an object";
  }
  std::string text = base::json_text(value);
  if (text.size() <= kShownBytes) {
    return text;
  }
  std::size_t end = kShownBytes;
  while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {  // not inside a character
    --end;
  }
  return text.substr(0, end) + "…";
}

}  // namespace nsmkit::convert
