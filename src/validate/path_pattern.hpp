#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nsmkit::validate {

// What can be told about a pathRegex from its text. Where a pattern is too involved, the answer is the one
// that leads to no claim.

/// The text that each path matched by a pattern holds, and whether it must stand at the start.
struct LiteralPath {
  std::string text;
  bool anchored = false;
};

/// The whole pattern as plain text: "/api\.v1" is "/api.v1". Nothing for patterns with any metacharacter but
/// a leading ^.
[[nodiscard]] std::optional<LiteralPath> literal_path(std::string_view pattern);

/// The plain text with which all that the pattern matches begins; nothing when it cannot be told.
[[nodiscard]] std::optional<LiteralPath> literal_start(std::string_view pattern);

/// True for an empty pattern, ".*", "/", "^/.*$" and their like.
[[nodiscard]] bool matches_every_path(std::string_view pattern);

/// Whether the pattern ends in a letter, digit, - or _ that stands for itself, with nothing that ends the
/// path.
[[nodiscard]] bool ends_in_open_word(std::string_view pattern);

}  // namespace nsmkit::validate
