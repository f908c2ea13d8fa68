#include "yaml/writer.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

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

/// What a node stands in.
enum class Parent : std::uint8_t { kDocument, kSequence, kMapping };

/// Writes a node without recursion, so that no depth of nesting overflows the stack.
class Writer {
 public:
  explicit Writer(Sink& sink) : sink_(sink) {}

  void write(const Json& root) {
    begin(root, 0, Parent::kDocument);
    finish();
  }

  void write_item(const Json& item) {
    begin_item(item, 0);
    finish();
  }

 private:
  /// A mapping or sequence begun at column `indent`, and what of it is to come.
  struct Level {
    const Json* container;
    std::size_t indent;
    Json::const_iterator next;
    MemberOrder order;
    std::size_t taken = 0;
  };

  /// Writes what has no children and makes a level of what has; `indent` is the column of the parent.
  void begin(const Json& value, std::size_t indent, Parent parent) {
    const std::size_t inner = parent == Parent::kDocument ? 0 : indent + kStep;
    if (value.is_string()) {
      emit_value(sink_, value.get_ref<const std::string&>(), indent + kStep);
    } else if (!value.is_structured() || value.empty()) {
      emit_word(sink_, value);
    } else if (value.is_object()) {
      levels_.push_back({&value, inner, value.cbegin(), reordered(value.get_ref<const Json::object_t&>())});
    } else {
      const bool at_indent_of_key = parent == Parent::kMapping && !sink_.indention();
      levels_.push_back({&value, at_indent_of_key ? indent : inner, value.cbegin(), {}});
    }
  }

  void begin_item(const Json& item, std::size_t indent) {
    sink_.write_indent(indent);
    sink_.write_block_indicator('-');
    begin(item, indent, Parent::kSequence);
  }

  void begin_member(const std::string& key, const Json& value, std::size_t indent) {
    sink_.write_indent(indent);
    emit_key(sink_, key, indent);
    begin(value, indent, Parent::kMapping);
  }

  void finish() {
    while (!levels_.empty()) write_next(levels_.back());
    sink_.write_indent(0);
  }

  void write_next(Level& level) {
    if (level.next == level.container->cend()) {
      levels_.pop_back();
      return;
    }
    const auto current = level.next++;
    if (level.container->is_array()) {
      begin_item(*current, level.indent);
    } else if (level.order.empty()) {
      begin_member(current.key(), *current, level.indent);
    } else {
      const auto& [key, value] = *level.order[level.taken++];
      begin_member(key, value, level.indent);
    }
  }

  Sink& sink_;
  std::vector<Level> levels_;
};

}  // namespace

void write_yaml(std::string& out, const Json& value) {
  Sink sink(out);
  Writer(sink).write(value);
}

void write_yaml_item(std::string& out, const Json& value) {
  Sink sink(out);
  Writer(sink).write_item(value);
}

}  // namespace nsmkit::yaml
