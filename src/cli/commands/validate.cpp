#include <algorithm>

#include "cli/command.hpp"
#include "cli/report_output.hpp"
#include "cli/target_crds.hpp"
#include "model/load.hpp"
#include "validate/engine.hpp"

namespace nsmkit::cli {

namespace {

/// Hands what is read on to the engine.
class CheckingSink final : public model::ResourceSink {
 public:
  explicit CheckingSink(validate::Engine& engine) : engine_(engine) {}

  void resource(model::Resource&& resource) override { engine_.check(std::move(resource)); }

 private:
  validate::Engine& engine_;
};

class ValidateCommand final : public Command {
 public:
  CLI::App& setup(CLI::App& app) override {
    CLI::App& command = *app.add_subcommand("validate", "Check resources against the CRDs of a release");
    input_.add_to(command);
    target_.add_to(command);
    output_.add_to(command);
    command.add_option("--fail-on", fail_on_, "Lowest severity that makes the exit status 1: error, warning, info or never")
        ->check(CLI::IsMember({"error", "warning", "info", "never"}))
        ->capture_default_str();
    command.footer(
        "Says what the API server of the target release would refuse or drop, object by object.\n\n"
        "Examples:\n"
        "  nsmkit validate backup/ --to 2.0.0\n"
        "  nsmkit validate backup/ --to 2.0.0 --fail-on warning --format json --output report.json --format text\n"
        "  kubectl get crd -o yaml > crds.yaml && nsmkit validate backup/ --crds crds.yaml");
    return command;
  }

  base::ExitStatus run(const GlobalOptions& global, Context& context) override {
    const auto outputs = output_.open(context);
    const Target target = target_.resolve(context, input_.limits);
    validate::Engine engine(target.crds());
    CheckingSink sink(engine);
    model::LoadResult loaded = model::load(context.files, input_.paths, context.in, input_.limits, sink);
    std::vector<base::Finding> found = engine.finish({target.from, target.release, {}, input_.paths});

    render::Report report;
    if (target.from != nullptr) {
      report.from = target.from->version;
    }
    report.to = target.to;
    report.findings = std::move(loaded.findings);
    std::move(found.begin(), found.end(), std::back_inserter(report.findings));
    const model::LoadCounts& counts = loaded.counts;
    report.summary = {counts.files, counts.documents, counts.resources, engine.checked(), engine.skipped() + counts.skipped};
    render::finish(report);
    output_.write(report, outputs, global, context);
    if (!global.quiet) {
      print_summary(report, counts, context.err);
    }
    return status(report);
  }

 private:
  static void print_summary(const render::Report& report, const model::LoadCounts& counts, std::ostream& err) {
    const render::Summary& summary = report.summary;
    err << count_text(summary.files, "file") << ", " << count_text(summary.documents, "document") << ", "
        << count_text(summary.resources, "resource") << ": " << summary.checked << " checked for " << report.to << ", "
        << summary.skipped << " skipped";
    if (counts.ignored > 0) {
      err << ", " << count_text(counts.ignored, "other file") << " passed over";
    }
    err << "; " << count_text(summary.errors, "error") << ", " << count_text(summary.warnings, "warning") << ", "
        << summary.infos << " info\n";
  }

  [[nodiscard]] base::ExitStatus status(const render::Report& report) const {
    const auto& findings = report.findings;
    if (std::any_of(findings.begin(), findings.end(), [](const base::Finding& f) { return f.rule->incomplete; })) {
      return base::ExitStatus::kIo;
    }
    if (fail_on_ == "never") {
      return base::ExitStatus::kOk;
    }
    const auto severity = fail_on_ == "error"     ? base::Severity::kError
                          : fail_on_ == "warning" ? base::Severity::kWarning
                                                  : base::Severity::kInfo;
    return any_at_least(findings, severity) ? base::ExitStatus::kFindings : base::ExitStatus::kOk;
  }

  InputOptions input_;
  TargetOptions target_;
  ReportOutput output_;
  std::string fail_on_ = "error";
};

}  // namespace

std::unique_ptr<Command> make_validate_command() { return std::make_unique<ValidateCommand>(); }

}  // namespace nsmkit::cli
