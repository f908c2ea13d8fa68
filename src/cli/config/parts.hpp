#pragma once

#include <memory>

#include "cli/command.hpp"

namespace nsmkit::cli {

/// The subcommands of `nsmkit config`.
[[nodiscard]] std::unique_ptr<Command> make_config_strip_tracing();
[[nodiscard]] std::unique_ptr<Command> make_config_check();
[[nodiscard]] std::unique_ptr<Command> make_config_migrate();

}  // namespace nsmkit::cli
