#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <vector>

#include "base/error.hpp"
#include "cli/app.hpp"
#include "cli/common_options.hpp"

namespace nsmkit::cli {

/// One subcommand. Each stands in a file of its own below commands/.
class Command {
 public:
  Command() = default;
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;
  virtual ~Command() = default;

  /// Adds the subcommand with its options to `app`; opens and reads nothing.
  virtual CLI::App& setup(CLI::App& app) = 0;

  /// Does the work after the options were read.
  virtual base::ExitStatus run(const GlobalOptions& global, Context& context) = 0;
};

/// All subcommands, in the order of their file names.
[[nodiscard]] std::vector<std::unique_ptr<Command>> all_commands();

}  // namespace nsmkit::cli
