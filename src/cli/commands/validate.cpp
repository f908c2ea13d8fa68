#include "cli/check_run.hpp"
#include "cli/command.hpp"

namespace nsmkit::cli {

namespace {

class ValidateCommand final : public Command {
 public:
  CLI::App& setup(CLI::App& app) override {
    CLI::App& command = *app.add_subcommand("validate", "Check resources against the CRDs of a release");
    check_.add_to(command);
    command.footer(
        "Says what the API server of the target release would refuse or drop, object by object. The mesh's\n"
        "configuration among the inputs (Helm values, ConfigMap, MeshConfig, ...) is checked as by config "
        "check.\n\n"
        "Examples:\n"
        "  nsmkit validate backup/ --to 2.0.0\n"
        "  nsmkit validate backup/ --to 2.0.0 --fail-on warning --format sarif --output nsmkit.sarif "
        "--format text\n"
        "  nsmkit validate backup/ --to 2.0.0 --write-baseline baseline.yaml --expires 2030-06-30\n"
        "  kubectl get crd -o yaml > crds.yaml && nsmkit validate backup/ --crds crds.yaml");
    return command;
  }

  base::ExitStatus run(const GlobalOptions& global, Context& context) override {
    return check_.run(global, context);
  }

 private:
  CheckRun check_{CheckRun::Scope::kAll};
};

}  // namespace

std::unique_ptr<Command> make_validate_command() { return std::make_unique<ValidateCommand>(); }

}  // namespace nsmkit::cli
