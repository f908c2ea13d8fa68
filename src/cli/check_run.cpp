#include "cli/check_run.hpp"

#include <algorithm>
#include <iterator>

#include "base/error.hpp"
#include "meshconfig/check.hpp"
#include "meshconfig/mesh_facts.hpp"
#include "model/load.hpp"

namespace nsmkit::cli {

/// Hands objects on to the engine, and keeps carriers of the mesh's configuration until all is read: what
/// they are checked against stands in other files.
class CheckRun::Sink final : public model::ResourceSink {
 public:
  Sink(validate::Engine& engine, Scope scope) : engine_(engine), scope_(scope) {}

  [[nodiscard]] bool claims(const Json& object) const override {
    return meshconfig::recognise(object).has_value();
  }

  void resource(model::Resource&& resource) override {
    meshconfig::collect_facts(resource, facts);
    has_breakers = has_breakers || resource.ref.kind == "CircuitBreaker";
    const auto kind = meshconfig::recognise(resource.object);
    if (!kind) {
      if (scope_ == Scope::kAll) {
        engine_.check(std::move(resource));
      } else {
        ++passed_over;
      }
      return;
    }
    const bool is_object = resource.object.contains("kind") && resource.object.contains("apiVersion");
    if (is_object && (scope_ == Scope::kAll || *kind == meshconfig::CarrierKind::kMeshConfig)) {
      engine_.check(model::Resource(resource));
    } else {
      ++checked;
    }
    if (auto carrier = meshconfig::read_carrier(std::move(resource), findings)) {
      carriers.push_back(std::move(*carrier));
    }
  }

  model::MeshFacts facts;
  std::vector<meshconfig::Carrier> carriers;
  std::vector<base::Finding> findings;
  bool has_breakers = false;
  std::uint64_t checked = 0;      ///< carriers that the engine did not see
  std::uint64_t passed_over = 0;  ///< objects that are no carriers

 private:
  validate::Engine& engine_;
  Scope scope_;
};

namespace {

render::Report report_of(const Target& target, const FindingSettings& settings) {
  render::Report report;
  if (target.from != nullptr) {
    report.from = target.from->version;
  }
  report.to = target.to;
  report.fail_on = settings.fail_on;
  report.show_suppressed = settings.show_suppressed;
  return report;
}

void print_summary(const render::Report& report, const model::LoadCounts& counts, std::ostream& err) {
  const render::Summary& summary = report.summary;
  err << count_text(summary.files, "file") << ", " << count_text(summary.documents, "document") << ", "
      << count_text(summary.resources, "resource") << ": " << summary.checked << " checked for " << report.to
      << ", " << summary.skipped << " skipped";
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

base::ExitStatus status(const render::Report& report) {
  if (!render::complete(report)) {
    return base::ExitStatus::kIo;
  }
  const auto& results = report.results;
  const bool failed = std::any_of(results.begin(), results.end(), [&report](const render::Result& result) {
    return render::fails(report, result);
  });
  return failed ? base::ExitStatus::kFindings : base::ExitStatus::kOk;
}

bool is_document_name(const std::string& path) {
  return path == "-" || path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json");
}

// Empty for what is no file, is longer than any command, or cannot be read: the loader then says so.
std::string short_text(const std::string& path, Context& context) {
  constexpr std::uint64_t kLongest = 1U << 20U;
  if (context.files.type(path) != io::PathType::kFile || context.files.size(path) > kLongest) {
    return {};
  }
  try {
    return io::read_file(context.files, path);
  } catch (const base::Error&) {
    return {};
  }
}

}  // namespace

void CheckRun::add_to(CLI::App& command) {
  if (scope_ == Scope::kConfiguration) {
    input_.add_to(command, InputOptions::Paths::kOptional);
    deploy_.add_to(command);
  } else {
    input_.add_to(command);
  }
  target_.add_to(command);
  output_.add_to(command);
  finding_options_.add_to(command);
}

base::ExitStatus CheckRun::run(const GlobalOptions& global, Context& context) {
  if (scope_ == Scope::kConfiguration) {
    deploy_.check(input_);
  }
  const Config config = finding_options_.read_config(context);
  const FindingSettings settings = finding_options_.merge(config, context);
  output_.use_defaults(config.outputs);
  target_.use_defaults(config);
  const auto outputs = output_.open(context);
  const Target target = target_.resolve(context, input_.limits);
  FindingJudge judge(settings, context);
  validate::Engine& engine = context.keep<validate::Engine>(target.crds(), run_facts(target, settings));
  Sink sink(engine, scope_);
  const std::vector<DeployText> commands = take_commands(context);
  for (const DeployText& command : commands) {
    sink.carriers.push_back(meshconfig::read_deploy_command(command.text, command.path, sink.findings));
  }
  model::LoadResult loaded;
  if (commands.empty() || !input_.paths.empty()) {
    loaded = model::load(context.files, input_.paths, context.in, input_.limits, sink);
  }
  for (const meshconfig::Carrier& carrier : sink.carriers) {
    meshconfig::collect_facts(carrier, sink.facts);
  }
  std::vector<base::Finding> found = engine.finish(sink.facts);
  std::vector<base::Finding> of_carriers = check_carriers(sink, target);
  for (auto* findings : {&sink.findings, &of_carriers, &found}) {
    std::move(findings->begin(), findings->end(), std::back_inserter(loaded.findings));
  }

  render::Report report = report_of(target, settings);
  const model::LoadCounts& counts = loaded.counts;
  report.summary = {counts.files + commands.size(), counts.documents + commands.size(), counts.resources,
                    engine.checked() + sink.checked + commands.size(),
                    engine.skipped() + counts.skipped + sink.passed_over};
  report.results = judge.results(std::move(loaded.findings), engine.resources(), target.release);
  render::finish(report);
  output_.write(report, outputs, global, context);
  if (!global.quiet) {
    print_summary(report, counts, context.err);
  }
  return status(report);
}

validate::RunFacts CheckRun::run_facts(const Target& target, const FindingSettings& settings) const {
  const auto& disabled = settings.rules.disable;
  return {target.from, target.release, {}, input_.paths, {disabled.begin(), disabled.end()}};
}

// Text files among the paths that hold a deploy command, and the one of the command line; the other paths
// stay.
std::vector<CheckRun::DeployText> CheckRun::take_commands(Context& context) {
  std::vector<DeployText> commands;
  std::erase_if(input_.paths, [&](const std::string& path) {
    const std::string text = is_document_name(path) ? std::string() : short_text(path, context);
    if (!meshconfig::looks_like_deploy_command(text)) {
      return false;
    }
    commands.push_back({path, text});
    return true;
  });
  if (!deploy_.text.empty()) {
    commands.push_back({DeployArgsOption::kName, deploy_.text});
  }
  return commands;
}

// Of the user's own CRDs it is not known which release they belong to.
std::vector<base::Finding> CheckRun::check_carriers(const Sink& sink, const Target& target) const {
  std::vector<base::Finding> findings;
  if (target.release == nullptr) {
    return findings;
  }
  meshconfig::CheckFacts facts;
  facts.from = target.from;
  facts.to = target.release;
  facts.circuit_breakers = sink.has_breakers && scope_ == Scope::kConfiguration;  // else a rule says it
  for (const meshconfig::Carrier& carrier : sink.carriers) {
    meshconfig::collect_check_facts(carrier, facts);
  }
  for (const meshconfig::Carrier& carrier : sink.carriers) {
    auto found = meshconfig::check(carrier, facts);
    std::move(found.begin(), found.end(), std::back_inserter(findings));
  }
  return findings;
}

}  // namespace nsmkit::cli
