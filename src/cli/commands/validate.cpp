#include <algorithm>

#include "cli/command.hpp"
#include "cli/finding_judge.hpp"
#include "cli/finding_options.hpp"
#include "cli/report_output.hpp"
#include "cli/target_crds.hpp"
#include "meshconfig/mesh_facts.hpp"
#include "model/load.hpp"
#include "validate/engine.hpp"

namespace nsmkit::cli {

namespace {

/// Hands what is read on to the engine.
class CheckingSink final : public model::ResourceSink {
 public:
  explicit CheckingSink(validate::Engine& engine) : engine_(engine) {}

  void resource(model::Resource&& resource) override {
    meshconfig::collect_facts(resource, facts);
    engine_.check(std::move(resource));
  }

  model::MeshFacts facts;

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
    finding_options_.add_to(command);
    command.footer(
        "Says what the API server of the target release would refuse or drop, object by object.\n\n"
        "Examples:\n"
        "  nsmkit validate backup/ --to 2.0.0\n"
        "  nsmkit validate backup/ --to 2.0.0 --fail-on warning --format sarif --output nsmkit.sarif "
        "--format text\n"
        "  nsmkit validate backup/ --to 2.0.0 --write-baseline baseline.yaml --expires 2030-06-30\n"
        "  kubectl get crd -o yaml > crds.yaml && nsmkit validate backup/ --crds crds.yaml");
    return command;
  }

  base::ExitStatus run(const GlobalOptions& global, Context& context) override {
    const Config config = finding_options_.read_config(context);
    const FindingSettings settings = finding_options_.merge(config, context);
    output_.use_defaults(config.outputs);
    target_.use_defaults(config);
    const auto outputs = output_.open(context);
    const Target target = target_.resolve(context, input_.limits);
    FindingJudge judge(settings, context);
    validate::Engine& engine = context.keep<validate::Engine>(target.crds(), run_facts(target, settings));
    CheckingSink sink(engine);
    model::LoadResult loaded = model::load(context.files, input_.paths, context.in, input_.limits, sink);
    std::vector<base::Finding> found = engine.finish(sink.facts);

    render::Report report = report_of(target, settings);
    const model::LoadCounts& counts = loaded.counts;
    report.summary = {counts.files, counts.documents, counts.resources, engine.checked(),
                      engine.skipped() + counts.skipped};
    std::move(found.begin(), found.end(), std::back_inserter(loaded.findings));
    report.results = judge.results(std::move(loaded.findings), engine.resources(), target.release);
    render::finish(report);
    output_.write(report, outputs, global, context);
    if (!global.quiet) {
      print_summary(report, counts, context.err);
    }
    return status(report);
  }

 private:
  [[nodiscard]] validate::RunFacts run_facts(const Target& target, const FindingSettings& settings) const {
    const auto& disabled = settings.rules.disable;
    return {target.from, target.release, {}, input_.paths, {disabled.begin(), disabled.end()}};
  }

  static render::Report report_of(const Target& target, const FindingSettings& settings) {
    render::Report report;
    if (target.from != nullptr) {
      report.from = target.from->version;
    }
    report.to = target.to;
    report.fail_on = settings.fail_on;
    report.show_suppressed = settings.show_suppressed;
    return report;
  }

  static void print_summary(const render::Report& report, const model::LoadCounts& counts,
                            std::ostream& err) {
    const render::Summary& summary = report.summary;
    err << count_text(summary.files, "file") << ", " << count_text(summary.documents, "document") << ", "
        << count_text(summary.resources, "resource") << ": " << summary.checked << " checked for "
        << report.to << ", " << summary.skipped << " skipped";
    if (counts.ignored > 0) {
      err << ", " << count_text(counts.ignored, "other file") << " passed over";
    }
    err << "; " << count_text(summary.errors, "error") << ", " << count_text(summary.warnings, "warning")
        << ", " << summary.infos << " info";
    if (summary.suppressed > 0) {
      err << ", " << summary.suppressed << " suppressed";
    }
    err << '\n';
  }

  static base::ExitStatus status(const render::Report& report) {
    if (!render::complete(report)) {
      return base::ExitStatus::kIo;
    }
    const auto& results = report.results;
    const bool failed = std::any_of(results.begin(), results.end(), [&report](const render::Result& result) {
      return render::fails(report, result);
    });
    return failed ? base::ExitStatus::kFindings : base::ExitStatus::kOk;
  }

  InputOptions input_;
  TargetOptions target_;
  ReportOutput output_;
  FindingOptions finding_options_;
};

}  // namespace

std::unique_ptr<Command> make_validate_command() { return std::make_unique<ValidateCommand>(); }

}  // namespace nsmkit::cli
