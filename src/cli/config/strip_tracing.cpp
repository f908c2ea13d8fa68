#include "meshconfig/strip_tracing.hpp"

#include <algorithm>
#include <iterator>

#include "cli/config/parts.hpp"
#include "cli/mesh_files.hpp"
#include "cli/target_crds.hpp"
#include "io/file_system.hpp"
#include "meshconfig/note_tracing.hpp"
#include "meshconfig/rewrite.hpp"
#include "meshconfig/strip_rules.hpp"
#include "releases/config_fields.hpp"

namespace nsmkit::cli {

namespace {

using meshconfig::Carrier;
using meshconfig::CarrierEdit;

/// What became of one file.
struct Edited {
  std::string text;
  bool is_changed = false;
  bool is_refused = false;
};

class StripTracingCommand final : public Command {
 public:
  CLI::App& setup(CLI::App& app) override {
    CLI::App& command = *app.add_subcommand(
        "strip-tracing", "Remove tracing that is not OpenTelemetry; all else stays as it is written");
    input_.add_to(command, InputOptions::Paths::kOptional);
    deploy_.add_to(command);
    command.add_option("--to", to_, "Release that shall take the configuration, e.g. 2.0.0")->required();
    command.add_option("--from", from_, "Release that the configuration comes from");
    command.add_flag("--keep-opentracing", options_.keep_opentracing,
                     "Keep it where the target's software still reads it (1.7.0)");
    command.add_option("--otlp-host", options_.otlp_host,
                       "Write a telemetry block in place of removed tracing: the collector's host");
    command.add_option("--otlp-port", options_.otlp_port, "The collector's port for OTLP over gRPC")
        ->check(CLI::Range(1, 65535))
        ->capture_default_str();
    auto* in_place = command.add_flag("-i,--in-place", in_place_, "Change the files themselves");
    command.add_flag("--no-backup", no_backup_, "With --in-place: keep no FILE.orig")->needs(in_place);
    command.add_option("-o,--output", output_, "File to write to instead of standard output")
        ->excludes(in_place);
    command.footer(
        "Strips for a target that no longer reads OpenTracing (2.0.0), and, as the upgrade guide says, on "
        "the way "
        "from\n"
        "below 1.7 to 1.7. A values file keeps its comments, order, quoting and blank lines: only the lines "
        "of "
        "the\n"
        "removed settings go. What was written is read again and compared; if it differs in anything else, "
        "nothing "
        "is\n"
        "written. Of several files, only with --in-place.\n\n"
        "Examples:\n"
        "  nsmkit config strip-tracing values.yaml --from 1.6.0 --to 2.0.0 > values-2.0.0.yaml\n"
        "  nsmkit config strip-tracing values.yaml --to 2.0.0 --otlp-host otel-collector.monitoring.svc -i");
    return command;
  }

  base::ExitStatus run(const GlobalOptions& global, Context& context) override {
    resolve();
    MeshFiles input = read_mesh_files(input_, deploy_, context);
    if (!in_place_ && input.files.size() > 1) {
      usage_error("several files can only be changed with --in-place");
    }
    std::vector<base::Finding> findings = std::move(input.findings);
    std::uint64_t changed = 0;
    bool written = true;
    for (const MeshFile& file : input.files) {
      const Edited edited = strip(file, findings);
      written = written && file.complete && !edited.is_refused;
      if (file.complete && !edited.is_refused) {
        write(file, edited, context);
        changed += edited.is_changed ? 1 : 0;
      }
    }
    const bool errors = base::any_at_least(findings, base::Severity::kError);
    const bool aside = !in_place_ && output_.empty();
    print_findings(std::move(findings), aside ? color_err(global, context) : color_out(global, context),
                   aside ? context.err : context.out);
    if (!global.quiet) {
      context.err << summary_text(input) << "; " << count_text(changed, "file") << " changed\n";
    }
    const bool whole = input.complete && written;
    return !whole ? base::ExitStatus::kIo : errors ? base::ExitStatus::kFindings : base::ExitStatus::kOk;
  }

 private:
  void resolve() {
    options_.to = &find_release(to_);
    options_.from = from_.empty() ? nullptr : &find_release(from_);
    if (in_place_ && std::find(input_.paths.begin(), input_.paths.end(), "-") != input_.paths.end()) {
      usage_error("standard input cannot be changed in place");
    }
    if (in_place_ && !deploy_.text.empty()) {
      usage_error("--deploy-args cannot be changed in place");
    }
    if (options_.keep_opentracing && !releases::reads_opentracing(*options_.to)) {
      usage_error("--keep-opentracing: release " + options_.to->version + " reads no OpenTracing settings");
    }
  }

  Edited strip(const MeshFile& file, std::vector<base::Finding>& findings) const {
    std::vector<CarrierEdit> edits;
    for (const Carrier& carrier : file.carriers) {
      meshconfig::Stripped stripped = meshconfig::strip_tracing(carrier, options_);
      std::move(stripped.findings.begin(), stripped.findings.end(), std::back_inserter(findings));
      if (stripped.remove.empty() && stripped.insert.empty()) {
        continue;
      }
      if (carrier.kind == meshconfig::CarrierKind::kHelmRelease) {
        findings.push_back(base::make_finding(
            meshconfig::kNotEdited, display_name(carrier) + " is Helm's own record and stays as it is",
            carrier.location));
        continue;
      }
      edits.push_back({&carrier, std::move(stripped.remove), std::move(stripped.insert)});
    }
    for (const model::Resource& resource : file.others) {
      auto notes = meshconfig::note_tracing(resource, *options_.to);
      std::move(notes.begin(), notes.end(), std::back_inserter(findings));
    }
    return edit(file, edits, findings);
  }

  static Edited edit(const MeshFile& file, const std::vector<CarrierEdit>& edits,
                     std::vector<base::Finding>& findings) {
    if (edits.empty()) {
      return {file.text, false, false};
    }
    auto result = file.is_command ? meshconfig::rewrite_command(file.text, edits.front())
                                  : meshconfig::rewrite(file.text, edits);
    if (const auto* fault = std::get_if<yaml::EditFault>(&result)) {
      findings.push_back(base::make_finding(meshconfig::kEditRefused,
                                            "the file stays as it is: " + fault->message,
                                            {file.path, fault->position, {}, {}}));
      return {{}, false, true};
    }
    return {std::get<std::string>(std::move(result)), true, false};
  }

  void write(const MeshFile& file, const Edited& edited, Context& context) const {
    if (in_place_) {
      if (edited.is_changed) {
        keep_original(file, context);
        io::write_file(context.files, file.path, edited.text);
      }
    } else if (!output_.empty()) {
      io::write_file(context.files, output_, edited.text);
    } else {
      context.out << edited.text;
    }
  }

  // A FILE.orig of an earlier run may be the only copy of what stood there first.
  void keep_original(const MeshFile& file, Context& context) const {
    if (no_backup_) {
      return;
    }
    const std::string copy = file.path + ".orig";
    if (context.files.type(copy) != io::PathType::kMissing &&
        io::read_file(context.files, copy) != file.text) {
      throw base::Error(base::ExitStatus::kIo, "'" + copy +
                                                   "' exists already and is something else: move it "
                                                   "away, or use --no-backup; '" +
                                                   file.path + "' is unchanged");
    }
    io::write_file(context.files, copy, file.text, io::Access::kPrivate);
  }

  InputOptions input_;
  DeployArgsOption deploy_;
  meshconfig::StripOptions options_;
  std::string to_;
  std::string from_;
  std::string output_;
  bool in_place_ = false;
  bool no_backup_ = false;
};

}  // namespace

std::unique_ptr<Command> make_config_strip_tracing() { return std::make_unique<StripTracingCommand>(); }

}  // namespace nsmkit::cli
