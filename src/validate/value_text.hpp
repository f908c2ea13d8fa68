#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/pointer.hpp"

namespace nsmkit::validate {

/// A JSON pointer (RFC 6901) under construction. Tokens are pushed and popped while walking.
class PointerBuilder {
 public:
  PointerBuilder() = default;
  explicit PointerBuilder(std::string_view start) : text_(start) {}

  void push(std::string_view key) { base::append_token(text_, key); }
  void push(std::size_t index) { text_.append(1, '/').append(std::to_string(index)); }
  /// Cuts back to a former size(), undoing the pushes since.
  void truncate(std::size_t size) { text_.resize(size); }

  [[nodiscard]] std::size_t size() const { return text_.size(); }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// `pointer` with one more token.
[[nodiscard]] std::string join_pointer(std::string_view pointer, std::string_view key);

/// base::display_path, cut to a length fit for a message and safe for a terminal.
[[nodiscard]] std::string dotted_path(const Json& root, std::string_view pointer);

/// At most about 60 code points of `text`, in quotes, safe for a terminal: control characters are
/// escaped and a cut is shown as "...".
[[nodiscard]] std::string in_quotes(std::string_view text);

/// As in_quotes, without the quotes.
[[nodiscard]] std::string shortened(std::string_view text);

/// A value in words: `the string "5"`, `the number 5.5`, `the boolean false`, `null`, `a list`.
[[nodiscard]] std::string describe_value(const Json& value);

}  // namespace nsmkit::validate
