#include "base/pointer.hpp"

#include <charconv>
#include <optional>

namespace nsmkit::base {

namespace {

std::optional<std::size_t> index_of(std::string_view token) {
  std::size_t index = 0;
  const auto result = std::from_chars(token.data(), token.data() + token.size(), index);
  const bool whole = result.ec == std::errc() && result.ptr == token.data() + token.size();
  return whole ? std::optional(index) : std::nullopt;
}

const Json* child(const Json* value, std::string_view token) {
  if (value == nullptr) {
    return nullptr;
  }
  if (value->is_object()) {
    const auto member = value->find(token);
    return member == value->end() ? nullptr : &*member;
  }
  if (value->is_array()) {
    const auto index = index_of(token);
    return index && *index < value->size() ? &(*value)[*index] : nullptr;
  }
  return nullptr;
}

}  // namespace

void append_token(std::string& pointer, std::string_view token) {
  pointer.push_back('/');
  for (const char c : token) {
    if (c == '~') {
      pointer.append("~0");
    } else if (c == '/') {
      pointer.append("~1");
    } else {
      pointer.push_back(c);
    }
  }
}

bool PointerTokens::next(std::string& token) {
  if (rest_.empty()) {
    return false;
  }
  rest_.remove_prefix(1);
  const auto end = rest_.find('/');
  const std::string_view raw = rest_.substr(0, end);
  rest_.remove_prefix(raw.size());
  token.clear();
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '~' && i + 1 < raw.size()) {
      token.push_back(raw[++i] == '0' ? '~' : '/');
    } else {
      token.push_back(raw[i]);
    }
  }
  return true;
}

std::string display_path(std::string_view pointer, const Json& value) {
  std::string path;
  const Json* at = &value;
  PointerTokens tokens(pointer);
  for (std::string token; tokens.next(token); at = child(at, token)) {
    if (at != nullptr && at->is_array()) {
      path.append("[").append(token).append("]");
    } else if (token.empty() || token.find_first_of(".[] ") != std::string::npos) {
      path.append("['").append(token).append("']");
    } else {
      path.append(path.empty() ? "" : ".").append(token);
    }
  }
  return path;
}

const Json* find(const Json& value, std::string_view pointer) {
  const Json* at = &value;
  if (pointer.find('~') == std::string_view::npos) {
    // The usual case, without a copy of each token.
    while (at != nullptr && !pointer.empty()) {
      pointer.remove_prefix(1);
      const std::string_view token = pointer.substr(0, pointer.find('/'));
      pointer.remove_prefix(token.size());
      at = child(at, token);
    }
    return at;
  }
  PointerTokens tokens(pointer);
  for (std::string token; at != nullptr && tokens.next(token);) {
    at = child(at, token);
  }
  return at;
}

}  // namespace nsmkit::base
