#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <vector>

#include "cli/command.hpp"
#include "cli/finding_judge.hpp"
#include "cli/finding_options.hpp"
#include "cli/report_output.hpp"
#include "cli/target_crds.hpp"
#include "validate/engine.hpp"

namespace nsmkit::cli {

/// What `validate` and `config check` do: check inputs for a release, and report.
class CheckRun {
 public:
  enum class Scope : std::uint8_t {
    kAll,            ///< every object, and the mesh's configuration
    kConfiguration,  ///< carriers of the mesh's configuration; other objects are passed over
  };

  explicit CheckRun(Scope scope) : scope_(scope) {}

  void add_to(CLI::App& command);
  base::ExitStatus run(const GlobalOptions& global, Context& context);

 private:
  class Sink;

  struct DeployText {
    std::string path;
    std::string text;
  };

  [[nodiscard]] validate::RunFacts run_facts(const Target& target, const FindingSettings& settings) const;
  [[nodiscard]] std::vector<DeployText> take_commands(Context& context);
  [[nodiscard]] std::vector<base::Finding> check_carriers(const Sink& sink, const Target& target) const;

  Scope scope_;
  InputOptions input_;
  DeployArgsOption deploy_;  ///< of kConfiguration
  TargetOptions target_;
  ReportOutput output_;
  FindingOptions finding_options_;
};

}  // namespace nsmkit::cli
