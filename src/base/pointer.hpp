#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"

namespace nsmkit::base {

/// Appends one reference token to a JSON pointer (RFC 6901), escaping `~` and `/`.
void append_token(std::string& pointer, std::string_view token);

/// Walks the tokens of a JSON pointer, unescaped.
class PointerTokens {
 public:
  explicit PointerTokens(std::string_view pointer) : rest_(pointer) {}

  /// Gives the next token; false at the end.
  bool next(std::string& token);

 private:
  std::string_view rest_;
};

/// A JSON pointer in the notation users know from kubectl: `/spec/sources/0/kind` → `spec.sources[0].kind`.
/// A number is shown as an index where `value` holds a list there; keys with dots are put in brackets.
[[nodiscard]] std::string display_path(std::string_view pointer, const Json& value);

/// The value at `pointer`, or nullptr.
[[nodiscard]] const Json* find(const Json& value, std::string_view pointer);

}  // namespace nsmkit::base
