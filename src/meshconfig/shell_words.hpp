#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/position.hpp"

namespace nsmkit::meshconfig {

/// One word of a command, with its quotes taken off.
struct ShellWord {
  std::string text;
  base::Position position;
  bool is_quoted = false;    ///< some of it stood in quotes
  bool is_expanded = false;  ///< holds a variable or a command substitution, which is left as it is written
  std::size_t begin = 0;     ///< where it stands in the text, in bytes, with its quotes
  std::size_t end = 0;
};

using ShellCommand = std::vector<ShellWord>;

/// What a text holds for a shell.
struct ShellText {
  std::vector<ShellCommand> commands;          ///< none of them empty
  std::optional<base::Position> unterminated;  ///< where a quote or substitution starts that does not end
};

/// Splits a text into commands and words as a shell does: quotes, backslashes, continued lines, comments,
/// `;`, `&`, `|` and line ends between commands; redirections are left out. Nothing is expanded.
/// Source: POSIX.1-2017, Shell Command Language, sections 2.2 and 2.3.
[[nodiscard]] ShellText split_shell(std::string_view text);

}  // namespace nsmkit::meshconfig
