#include <vector>

#include "cli/command.hpp"
#include "cli/config/parts.hpp"

namespace nsmkit::cli {

namespace {

class ConfigCommand final : public Command {
 public:
  CLI::App& setup(CLI::App& app) override {
    CLI::App& command = *app.add_subcommand(
        "config", "Check the mesh's configuration, strip old tracing from it, carry it to a release");
    command.require_subcommand(1);
    command.footer(
        "Reads Helm values, the mesh's ConfigMap, `nginx-meshctl config` output, MeshConfig objects, Helm "
        "release "
        "Secrets,\n"
        "`nginx-meshctl deploy` command lines, and workloads and Namespaces with the mesh's annotations and "
        "labels;\n"
        "each is recognised by its content.\n\n"
        "Examples:\n"
        "  nsmkit config check values.yaml mesh-config.yaml --to 2.0.0\n"
        "  nsmkit config strip-tracing values.yaml --from 1.6.0 --to 2.0.0 --in-place\n"
        "  nsmkit config migrate values.yaml mesh-config.yaml --from 1.6.0 --to 2.0.0 --output-dir target/");
    for (auto& part : parts_) {
      entries_.push_back(&part->setup(command));
    }
    return command;
  }

  base::ExitStatus run(const GlobalOptions& global, Context& context) override {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (entries_[i]->parsed()) {
        return parts_[i]->run(global, context);
      }
    }
    return base::ExitStatus::kUsage;
  }

 private:
  static std::vector<std::unique_ptr<Command>> make_parts() {
    std::vector<std::unique_ptr<Command>> parts;
    parts.push_back(make_config_check());
    parts.push_back(make_config_migrate());
    parts.push_back(make_config_strip_tracing());
    return parts;
  }

  std::vector<std::unique_ptr<Command>> parts_ = make_parts();
  std::vector<CLI::App*> entries_;
};

}  // namespace

std::unique_ptr<Command> make_config_command() { return std::make_unique<ConfigCommand>(); }

}  // namespace nsmkit::cli
