#include "yaml/writer.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>

#include "base/json_text.hpp"
#include "yaml/emit_key_order.hpp"
#include "yaml/emit_scalar.hpp"
#include "yaml/emit_sink.hpp"

namespace nsmkit::yaml {
namespace {

constexpr std::size_t kStep = 2;

template <typename Integer>
void emit_integer(Sink& sink, Integer value) {
  std::array<char, 24> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  sink.put_ascii({buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data())});
}

template <typename Integer>
bool is_integer(std::string_view text) {
  Integer value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

/// kubectl prints a double as JSON and reads that back: what then looks like an integer is one.
std::string number_text(double number) {
  if (std::isnan(number)) return ".nan";
  if (std::isinf(number)) return number < 0 ? "-.inf" : ".inf";
  if (number == 0) return "0";
  std::string text = base::json_number(number);
  if (is_integer<std::int64_t>(text) || is_integer<std::uint64_t>(text)) return text;
  return base::go_float(number, 64);
}

void emit_unsigned(Sink& sink, std::uint64_t number) {
  // Kubernetes holds what does not fit int64 as a double.
  constexpr auto kMaxInteger = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (number <= kMaxInteger) {
    emit_integer(sink, number);
  } else {
    sink.put_ascii(number_text(static_cast<double>(number)));
  }
}

void emit_word(Sink& sink, const Json& value) {
  sink.separate();
  switch (value.type()) {
    case Json::value_t::object:
      sink.put_ascii("{}");
      break;
    case Json::value_t::array:
      sink.put_ascii("[]");
      break;
    case Json::value_t::boolean:
      sink.put_ascii(value.get<bool>() ? "true" : "false");
      break;
    case Json::value_t::number_integer:
      emit_integer(sink, value.get<std::int64_t>());
      break;
    case Json::value_t::number_unsigned:
      emit_unsigned(sink, value.get<std::uint64_t>());
      break;
    case Json::value_t::number_float:
      sink.put_ascii(number_text(value.get<double>()));
      break;
    default:
      sink.put_ascii("null");
      break;
  }
  sink.end_token();
}

/// What a node stands in; `indent` is the column of the enclosing block.
enum class Parent : std::uint8_t { kDocument, kSequence, kMapping };

void emit_node(Sink& sink, const Json& value, std::size_t indent, Parent parent);

void emit_member(Sink& sink, const Json::object_t::value_type& member, std::size_t indent) {
  sink.write_indent(indent);
  emit_key(sink, member.first, indent);
  emit_node(sink, member.second, indent, Parent::kMapping);
}

void emit_mapping(Sink& sink, const Json::object_t& members, std::size_t indent) {
  const auto order = reordered(members);
  if (order.empty()) {
    for (const auto& member : members) emit_member(sink, member, indent);
  } else {
    for (const auto* member : order) emit_member(sink, *member, indent);
  }
}

void emit_item(Sink& sink, const Json& item, std::size_t indent) {
  sink.write_indent(indent);
  sink.write_block_indicator('-');
  emit_node(sink, item, indent, Parent::kSequence);
}

void emit_sequence(Sink& sink, const Json::array_t& items, std::size_t indent) {
  for (const Json& item : items) emit_item(sink, item, indent);
}

void emit_node(Sink& sink, const Json& value, std::size_t indent, Parent parent) {
  const std::size_t inner = parent == Parent::kDocument ? 0 : indent + kStep;
  if (value.is_string()) {
    emit_value(sink, value.get_ref<const std::string&>(), indent + kStep);
  } else if (value.is_object() && !value.empty()) {
    emit_mapping(sink, value.get_ref<const Json::object_t&>(), inner);
  } else if (value.is_array() && !value.empty()) {
    const bool at_indent_of_key = parent == Parent::kMapping && !sink.indention();
    emit_sequence(sink, value.get_ref<const Json::array_t&>(), at_indent_of_key ? indent : inner);
  } else {
    emit_word(sink, value);
  }
}

}  // namespace

void write_yaml(std::string& out, const Json& value) {
  Sink sink(out);
  emit_node(sink, value, 0, Parent::kDocument);
  sink.write_indent(0);
}

void write_yaml_item(std::string& out, const Json& value) {
  Sink sink(out);
  emit_item(sink, value, 0);
  sink.write_indent(0);
}

}  // namespace nsmkit::yaml
