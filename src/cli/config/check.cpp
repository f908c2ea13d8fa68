#include "cli/check_run.hpp"
#include "cli/config/parts.hpp"

namespace nsmkit::cli {

namespace {

class ConfigCheckCommand final : public Command {
 public:
  CLI::App& setup(CLI::App& app) override {
    CLI::App& command =
        *app.add_subcommand("check", "Check the mesh's configuration for a release, in whatever form");
    check_.add_to(command);
    command.footer(
        "Finds settings that the release does not know, no longer reads or refuses, secrets in the clear, "
        "and\n"
        "values that YAML reads as something else. Objects that carry no configuration are passed over.\n\n"
        "Examples:\n"
        "  nsmkit config check values.yaml --to 2.0.0\n"
        "  nsmkit config check values.yaml mesh-config.yaml deploy.sh --from 1.6.0 --to 2.0.0\n"
        "  kubectl -n nginx-mesh get cm mesh-config -o yaml | nsmkit config check - --to 1.7.0");
    return command;
  }

  base::ExitStatus run(const GlobalOptions& global, Context& context) override {
    return check_.run(global, context);
  }

 private:
  CheckRun check_{CheckRun::Scope::kConfiguration};
};

}  // namespace

std::unique_ptr<Command> make_config_check() { return std::make_unique<ConfigCheckCommand>(); }

}  // namespace nsmkit::cli
