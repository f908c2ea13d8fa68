#include "base/shell_text.hpp"

#include <algorithm>

namespace nsmkit::base {

namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_@%+:,./-").find(c) != std::string_view::npos;
}

}  // namespace

std::string shell_word(std::string_view word) {
  // A word with `=` could be taken for an assignment, but not where it starts with a dash.
  const bool is_flag = word.starts_with('-');
  const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [is_flag](char c) {
    return is_plain(c) || (is_flag && c == '=');
  });
  if (plain) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) {
    // No argument can hold a NUL.
    if (c == '\'') {
      quoted += "'\\''";
    } else if (c != '\0') {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::string shell_line(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty()) {
      line += word.starts_with("--") ? " \\\n  " : " ";
    }
    line += shell_word(word);
  }
  return line;
}

}  // namespace nsmkit::base
