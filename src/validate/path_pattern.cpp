#include "validate/path_pattern.hpp"

#include <algorithm>
#include <array>

namespace nsmkit::validate {

namespace {

bool is_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_meta(char c) { return std::string_view(".^$*+?()[]{}|\\").find(c) != std::string_view::npos; }

bool is_quantifier(char c) { return c == '*' || c == '+' || c == '?' || c == '{'; }

/// Reads plain characters off the front of `rest`; a backslash makes punctuation plain.
std::string take_literal(std::string_view& rest) {
  std::string text;
  while (!rest.empty()) {
    const bool escaped = rest.front() == '\\' && rest.size() > 1 && !is_alnum(rest[1]);
    if (!escaped && is_meta(rest.front())) {
      break;
    }
    text.push_back(rest[escaped ? 1 : 0]);
    rest.remove_prefix(escaped ? 2 : 1);
  }
  return text;
}

LiteralPath take_start(std::string_view& rest) {
  LiteralPath path;
  path.anchored = rest.starts_with('^');
  rest.remove_prefix(path.anchored ? 1 : 0);
  path.text = take_literal(rest);
  return path;
}

// An alternative outside of parentheses makes what stands before it optional. Groups with options and classes
// beside alternatives are not looked into.
bool may_be_alternative(std::string_view pattern) {
  if (pattern.find("(?") != std::string_view::npos || pattern.find("(*") != std::string_view::npos) {
    return true;
  }
  if (pattern.find('|') == std::string_view::npos) {
    return false;
  }
  int depth = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    switch (pattern[i]) {
      case '\\':
        ++i;
        break;
      case '(':
        ++depth;
        break;
      case ')':
        --depth;
        break;
      case '[':
        return true;
      case '|':
        if (depth <= 0) {
          return true;
        }
        break;
      default:
        break;
    }
  }
  return false;
}

}  // namespace

std::optional<LiteralPath> literal_path(std::string_view pattern) {
  LiteralPath path = take_start(pattern);
  if (!pattern.empty() || path.text.empty()) {
    return std::nullopt;
  }
  return path;
}

std::optional<LiteralPath> literal_start(std::string_view pattern) {
  if (may_be_alternative(pattern)) {
    return std::nullopt;
  }
  LiteralPath path = take_start(pattern);
  if (!pattern.empty() && is_quantifier(pattern.front()) && !path.text.empty()) {
    path.text.pop_back();
  }
  if (path.text.empty()) {
    return std::nullopt;
  }
  return path;
}

bool matches_every_path(std::string_view pattern) {
  static constexpr std::array<std::string_view, 11> kAll{"",  "^",  ".*",  "^.*",  ".*$",  "^.*$",
                                                         "/", "^/", "/.*", "^/.*", "^/.*$"};
  return std::find(kAll.begin(), kAll.end(), pattern) != kAll.end();
}

bool ends_in_open_word(std::string_view pattern) {
  if (pattern.empty() || pattern.find("(?") != std::string_view::npos ||
      pattern.find("(*") != std::string_view::npos || pattern.find("\\Q") != std::string_view::npos) {
    return false;
  }
  const char last = pattern.back();
  const bool escaped = pattern.size() > 1 && pattern[pattern.size() - 2] == '\\';
  const auto open = pattern.rfind('[');
  const bool in_class = open != std::string_view::npos && pattern.find(']', open) == std::string_view::npos;
  return (is_alnum(last) || last == '-' || last == '_') && !escaped && !in_class;
}

}  // namespace nsmkit::validate
