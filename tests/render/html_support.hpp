#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace nsmkit::render {

/// The text between the first `begin` and the `end` after it; empty when there is none.
inline std::string between(std::string_view text, std::string_view begin, std::string_view end) {
  const auto from = text.find(begin);
  if (from == std::string_view::npos) {
    return "";
  }
  const auto start = from + begin.size();
  const auto to = text.find(end, start);
  return std::string(to == std::string_view::npos ? std::string_view() : text.substr(start, to - start));
}

/// Walks the tags of a page and says what is wrong with their nesting; empty for a well-formed page. Elements
/// of SVG may close themselves.
inline std::string nesting_fault(std::string_view html) {
  constexpr std::array kVoid{"meta", "input", "br", "link"};
  std::vector<std::string> open;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
    const std::size_t end = html.find('>', at);
    if (end == std::string_view::npos) {
      return "a tag without an end";
    }
    const std::string_view tag = html.substr(at + 1, end - at - 1);
    at = end + 1;
    const bool closes = tag.starts_with('/');
    const std::string name(tag.substr(closes ? 1 : 0, tag.find_first_of(" \n", closes ? 1 : 0)));
    if (tag.starts_with('!') || tag.ends_with('/') || std::ranges::find(kVoid, name) != kVoid.end()) {
      continue;
    }
    if (!closes) {
      open.push_back(name);
      if (name.starts_with("script") || name == "style") {
        at = html.find("</" + name.substr(0, name.find(' ')), at);
      }
    } else if (open.empty() || open.back() != name) {
      return "</" + name + "> inside <" + (open.empty() ? "nothing" : open.back()) + ">";
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : "<" + open.back() + "> stays open";
}

/// Values of every attribute of that name.
inline std::vector<std::string> attribute_values(std::string_view html, const std::string& name) {
  std::vector<std::string> values;
  const std::string mark = " " + name + "=\"";
  for (std::size_t at = html.find(mark); at != std::string_view::npos; at = html.find(mark, at)) {
    at += mark.size();
    values.emplace_back(html.substr(at, html.find('"', at) - at));
  }
  return values;
}

}  // namespace nsmkit::render
