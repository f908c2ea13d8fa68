#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "meshconfig/shell_words.hpp"

namespace nsmkit::meshconfig {

/// The arguments of `nginx-meshctl deploy` in a text.
struct DeployArguments {
  std::vector<ShellWord> words;  ///< without the program's name and `deploy`
  base::Position start;
  std::size_t commands = 1;  ///< how many such commands the text holds; these are of the first
  std::optional<base::Position> unterminated;  ///< a quote among the arguments that does not end
};

/// Finds the command in a text, behind settings of the environment, `sudo` and the like; or, where there is
/// none, takes arguments that stand alone. Nothing when there are neither.
[[nodiscard]] std::optional<DeployArguments> find_deploy_arguments(std::string_view text);

}  // namespace nsmkit::meshconfig
