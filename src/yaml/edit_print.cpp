#include "yaml/edit_print.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "yaml/emit_key_order.hpp"
#include "yaml/scalar.hpp"
#include "yaml/writer.hpp"

namespace nsmkit::yaml {

namespace {

constexpr std::size_t kMaxStep = 8;

bool has_children(const Json& value) { return value.is_structured() && !value.empty(); }

/// Writes block style; callers bound the depth of the value.
class BlockPrinter {
 public:
  explicit BlockPrinter(const Layout& layout) : layout_(layout) {}

  void member(const std::string& key, const Json& value, std::size_t column) {
    Json one = Json::object();
    one[key] = has_children(value) ? Json::object() : value;
    std::string text;
    write_yaml(text, one);
    if (has_children(value)) {
      text.resize(text.rfind(" {}"));
      text += '\n';
    }
    lines(text, column);
    if (value.is_object()) {
      members(value, column + layout_.step);
    } else if (value.is_array()) {
      items(value, column + layout_.list_offset);
    }
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void members(const Json& object, std::size_t column) {
    const MemberOrder order = reordered(object.get_ref<const Json::object_t&>());
    for (const auto* entry : order) {
      member(entry->first, entry->second, column);
    }
    if (order.empty()) {
      for (const auto& [key, value] : object.items()) {
        member(key, value, column);
      }
    }
  }

  void items(const Json& list, std::size_t column) {
    for (const Json& item : list) {
      const std::size_t start = out_.size();
      if (item.is_object() && !item.empty()) {
        members(item, column + 2);
        out_[start + column] = '-';
      } else if (item.is_array() && !item.empty()) {
        items(item, column + 2);
        out_[start + column] = '-';
      } else {
        std::string text;
        write_yaml_item(text, item);
        lines(text, column);
      }
    }
  }

  void lines(std::string_view text, std::size_t column) {
    while (!text.empty()) {
      const auto end = text.find('\n');
      if (end != 0) {
        out_.append(column, ' ');
      }
      out_.append(text.substr(0, end)).append(layout_.line_break);
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
  }

  const Layout& layout_;
  std::string out_;
};

// JSON allows characters in a string that YAML takes for line breaks or refuses.
std::string quoted(const std::string& text) {
  const std::string json = Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string out;
  for (std::size_t at = 0; at < json.size();) {
    const std::string_view rest = std::string_view(json).substr(at);
    const std::size_t length = std::max<std::size_t>(base::utf8_length(rest), 1);
    static constexpr std::string_view kHex = "0123456789abcdef";
    const auto low = static_cast<unsigned char>(rest[length - 1]);
    const std::string last_byte{kHex[low >> 4U], kHex[low & 0xFU]};
    if (rest.starts_with("\x7F") || (length == 2 && rest[0] == '\xC2' && low < 0xA0)) {
      out += "\\u00" + last_byte;
    } else if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9")) {
      out += low == 0xA8 ? "\\u2028" : "\\u2029";
    } else if (rest.starts_with("\xEF\xBB\xBF")) {
      out += "\\ufeff";
    } else {
      out.append(rest.substr(0, length));
    }
    at += length;
  }
  return out;
}

bool is_word(std::string_view text) {
  static constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
  static constexpr std::string_view kMore = "0123456789-./";
  if (text.empty() || kLetters.find(text[0]) == std::string_view::npos || !resolves_to_string(text)) {
    return false;
  }
  for (const char c : text) {
    if (kLetters.find(c) == std::string_view::npos && kMore.find(c) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

class FlowPrinter {
 public:
  explicit FlowPrinter(const FlowStyle& style) : style_(style) {}

  void member(const std::string& key, const Json& value, std::size_t column) {
    out_ += style_.json || !is_word(key) ? quoted(key) : key;
    out_ += style_.space || out_.back() != '"' ? ": " : ":";
    print(value, column);
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void print(const Json& value, std::size_t column) {
    if (value.is_string()) {
      const auto& text = value.get_ref<const std::string&>();
      out_ += style_.json || !is_word(text) ? quoted(text) : text;
    } else if (!value.is_structured()) {
      out_ += value.dump();
    } else if (value.empty()) {
      out_ += value.is_object() ? "{}" : "[]";
    } else {
      collection(value, column);
    }
  }

  void collection(const Json& value, std::size_t column) {
    out_ += value.is_object() ? '{' : '[';
    bool first = true;
    for (auto entry = value.begin(); entry != value.end(); ++entry) {
      if (!first) {
        out_ += style_.space && !style_.over_lines ? ", " : ",";
      }
      first = false;
      new_line(column + style_.step);
      if (value.is_object()) {
        member(entry.key(), *entry, column + style_.step);
      } else {
        print(*entry, column + style_.step);
      }
    }
    new_line(column);
    out_ += value.is_object() ? '}' : ']';
  }

  void new_line(std::size_t column) {
    if (style_.over_lines) {
      out_.append(style_.line_break).append(column, ' ');
    }
  }

  const FlowStyle& style_;
  std::string out_;
};

}  // namespace

Layout layout_of(const SpanTree& tree, const TextEdits& edits, std::uint32_t root) {
  Layout layout;
  layout.line_break = edits.line_break();
  bool step_seen = false;
  bool list_seen = false;
  const auto usable = [](std::size_t outer, std::size_t inner, std::size_t least) {
    return inner >= outer + least && inner - outer <= kMaxStep;
  };
  for (std::uint32_t i = root; i < tree.nodes[root].last && !(step_seen && list_seen); ++i) {
    const SpanNode& node = tree.nodes[i];
    if (node.flow || node.parent == kNoNode || tree.nodes[node.parent].type != TapeType::kMapping) {
      continue;
    }
    const std::size_t outer = edits.column_of(tree.nodes[node.parent].content);
    const std::size_t inner = edits.column_of(node.content);
    if (node.type == TapeType::kMapping && !step_seen && usable(outer, inner, 1)) {
      layout.step = inner - outer;
      step_seen = true;
    } else if (node.type == TapeType::kSequence && !list_seen && usable(outer, inner, 0)) {
      layout.list_offset = inner - outer;
      list_seen = true;
    }
  }
  return layout;
}

std::string block_member(const std::string& key, const Json& value, std::size_t column,
                         const Layout& layout) {
  BlockPrinter printer(layout);
  printer.member(key, value, column);
  return printer.take();
}

std::string flow_member(const std::string& key, const Json& value, const FlowStyle& style) {
  FlowPrinter printer(style);
  printer.member(key, value, style.column);
  return printer.take();
}

}  // namespace nsmkit::yaml
