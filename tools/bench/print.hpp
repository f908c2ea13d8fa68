#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace nsmkit::bench {

/// Whether kubectl quotes this text, and how. Knows just the texts that objects.hpp makes.
inline char quote_of(std::string_view text) {
  const auto in = [](std::string_view set) { return [set](char c) { return set.find(c) != set.npos; }; };
  if (text.empty() || std::ranges::all_of(text, in("0123456789.")) || text == "on") {
    return '"';
  }
  if (text.size() == 20 && text[10] == 'T' && text.back() == 'Z') {
    return '"';  // a time
  }
  return in("*{[&!%@`#|>'\"")(text.front()) || text.find(": ") != text.npos ? '\'' : '\0';
}

inline void print_scalar(std::string& out, const nlohmann::json& value, std::size_t indent) {
  if (!value.is_string()) {
    out += value.is_object() ? "{}" : value.is_array() ? "[]" : value.dump();
    return;
  }
  const auto& text = value.get_ref<const std::string&>();
  if (text.find('\n') != std::string::npos) {
    out += text.back() == '\n' ? "|" : "|-";
    for (std::size_t begin = 0; begin < text.size();) {
      const auto end = std::min(text.find('\n', begin), text.size());
      out.append("\n").append(indent, ' ').append(text, begin, end - begin);
      begin = end + 1;
    }
    return;
  }
  const char quote = quote_of(text);
  if (quote != '\0') {
    out += quote;
  }
  out += text;
  if (quote != '\0') {
    out += quote;
  }
}

/// Appends `value`, an object or array that is not empty, as kubectl prints it, `indent` columns in. The
/// first line goes on where `out` ends. Relies on byte order being kubectl's order for the keys used here.
inline void print_yaml(std::string& out, const nlohmann::json& value, std::size_t indent) {
  const auto nested = [](const nlohmann::json& child) { return child.is_structured() && !child.empty(); };
  bool first = true;
  const auto start_line = [&] {
    if (!first) {
      out.append(indent, ' ');
    }
    first = false;
  };
  if (value.is_array()) {
    for (const auto& child : value) {
      start_line();
      out += "- ";
      if (nested(child)) {
        print_yaml(out, child, indent + 2);
      } else {
        print_scalar(out, child, indent + 2);
        out += '\n';
      }
    }
    return;
  }
  for (const auto& [key, child] : value.items()) {
    start_line();
    out += key;
    out += ':';
    if (!nested(child)) {
      out += ' ';
      print_scalar(out, child, indent + 2);
      out += '\n';
      continue;
    }
    // An array stands at the column of its key, an object two further in.
    const std::size_t inner = child.is_array() ? indent : indent + 2;
    out += '\n';
    out.append(inner, ' ');
    print_yaml(out, child, inner);
  }
}

/// Appends `value` as `kubectl -o json` prints it inside a List, `indent` columns in, without a line feed.
inline void print_json(std::string& out, const nlohmann::json& value, std::size_t indent) {
  const std::string text = value.dump(4);
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    out.append(begin == 0 ? "" : "\n").append(indent, ' ').append(text, begin, end - begin);
    begin = end + 1;
  }
}

}  // namespace nsmkit::bench
