#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/finding.hpp"
#include "cli/app.hpp"
#include "render/renderer.hpp"
#include "yaml/limits.hpp"

namespace nsmkit::cli {

struct GlobalOptions {
  std::string color = "auto";
  bool quiet = false;
};

/// Paths and the bounds on reading them; every command that reads resources takes these.
struct InputOptions {
  enum class Paths : std::uint8_t { kRequired, kOptional };

  std::vector<std::string> paths;
  yaml::Limits limits;

  void add_to(CLI::App& app, Paths need = Paths::kRequired);

  /// The bounds alone, for commands that name their paths in another way.
  void add_limits_to(CLI::App& app);
};

/// --deploy-args: a deploy command given on nsmkit's own command line.
struct DeployArgsOption {
  static constexpr const char* kName = "--deploy-args";

  std::string text;  ///< empty: not given

  void add_to(CLI::App& app);

  /// Throws base::Error (wrong usage) when there is neither a path nor a command.
  void check(const InputOptions& input) const;
};

/// The group under which --help shows options that few users need.
inline constexpr const char* kLimitsGroup = "Limits";

[[nodiscard]] render::Color color_out(const GlobalOptions& global, const Context& context);
[[nodiscard]] render::Color color_err(const GlobalOptions& global, const Context& context);

/// Prints findings one after the other, in report order.
void print_findings(std::vector<base::Finding> findings, render::Color color, std::ostream& out);

/// "1 file", "2 files".
[[nodiscard]] std::string count_text(std::uint64_t count, const std::string& noun);

/// Throws base::Error (wrong usage).
[[noreturn]] void usage_error(const std::string& message);

}  // namespace nsmkit::cli
