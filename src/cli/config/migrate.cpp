#include "meshconfig/migrate.hpp"

#include <algorithm>
#include <iterator>

#include "cli/config/migrated_files.hpp"
#include "cli/config/parts.hpp"
#include "cli/target_crds.hpp"
#include "io/file_system.hpp"
#include "releases/config_fields.hpp"

namespace nsmkit::cli {

namespace {

using meshconfig::Migration;

// For standard output: one YAML stream, with what is no YAML in comments.
std::string commented(const std::string& text) {
  std::string result;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    result += "#   " + text.substr(start, end - start) + "\n";
    start = end + 1;
  }
  return result;
}

class MigrateCommand final : public Command {
 public:
  CLI::App& setup(CLI::App& app) override {
    CLI::App& command = *app.add_subcommand(
        "migrate", "Carry the mesh's configuration to a release: values, deploy command, MeshConfig");
    input_.add_to(command, InputOptions::Paths::kOptional);
    deploy_.add_to(command);
    command.add_option("--to", to_, "Release that shall take the configuration, e.g. 2.0.0")->required();
    command.add_option("--from", from_, "Release that the configuration comes from");
    command.add_option("-d,--output-dir", directory_, "Directory to write to instead of standard output");
    command.add_option("--registry-server", options_.registry_server,
                       "Registry to pull the target's images from");
    command.add_option("--image-tag", options_.image_tag, "Tag of the target's images; else its version");
    command.add_option("--otlp-host", options_.otlp_host,
                       "Write telemetry in place of removed tracing: the collector's host");
    command.add_option("--otlp-port", options_.otlp_port, "The collector's port for OTLP over gRPC")
        ->check(CLI::Range(1, 65535))
        ->capture_default_str();
    command.add_flag("--keep-opentracing", options_.keep_opentracing,
                     "Keep it where the target's software still reads it (1.7.0)");
    command.add_flag("--include-secrets", options_.include_secrets,
                     "Write secrets, too, to files that only you can read; else placeholders");
    command.add_option("--mesh-namespace", options_.mesh_namespace, "Namespace of the mesh's control plane")
        ->capture_default_str();
    command.footer(
        "Takes any set of carriers: values, deploy command lines and Helm release Secrets say what was asked "
        "for "
        "at\n"
        "installation; the ConfigMap, `nginx-meshctl config` and MeshConfig what was set since, which wins. "
        "Every "
        "setting\n"
        "that the way to the target would lose, rename or default is reported.\n"
        "Writes values.yaml, deploy.sh, meshconfig.yaml, label-namespaces.sh and changed workloads, as far "
        "as "
        "they\n"
        "apply.\n\n"
        "Examples:\n"
        "  nsmkit config migrate values.yaml mesh-config.yaml --from 1.6.0 --to 2.0.0 --output-dir target/\n"
        "  nsmkit config migrate deploy.sh --to 1.7.0 --registry-server registry.example.internal/nsm");
    return command;
  }

  base::ExitStatus run(const GlobalOptions& global, Context& context) override {
    resolve();
    MeshFiles input = read_mesh_files(input_, deploy_, context);
    std::vector<base::Finding> findings = std::move(input.findings);
    const std::vector<meshconfig::Carrier> carriers = input.carriers();
    Migration migration = meshconfig::migrate(carriers, options_);
    std::move(migration.findings.begin(), migration.findings.end(), std::back_inserter(findings));
    std::vector<MigratedFile> made = migrated_files(migration);
    const bool edited = add_workloads(input, *options_.to, made, findings);
    const bool written = input.complete && edited;
    if (written) {
      write(made, context);
    }
    const bool errors = base::any_at_least(findings, base::Severity::kError);
    const bool aside = directory_.empty();
    print_findings(std::move(findings), aside ? color_err(global, context) : color_out(global, context),
                   aside ? context.err : context.out);
    if (!global.quiet) {
      print_summary(input, migration, written ? made.size() : 0, context.err);
    }
    return !written ? base::ExitStatus::kIo : errors ? base::ExitStatus::kFindings : base::ExitStatus::kOk;
  }

 private:
  void resolve() {
    options_.to = &find_release(to_);
    options_.from = from_.empty() ? nullptr : &find_release(from_);
    if (releases::values_schema(*options_.to) == nullptr) {
      usage_error("release " + options_.to->version +
                  " had no Helm chart, so its configuration is not known");
    }
    if (options_.keep_opentracing && !releases::reads_opentracing(*options_.to)) {
      usage_error("--keep-opentracing: release " + options_.to->version + " reads no OpenTracing settings");
    }
    if (options_.include_secrets && directory_.empty()) {
      usage_error("--include-secrets: secrets go to files only; add --output-dir");
    }
  }

  void write(const std::vector<MigratedFile>& made, Context& context) const {
    if (directory_.empty()) {
      print(made, context.out);
      return;
    }
    const io::Access access = options_.include_secrets ? io::Access::kPrivate : io::Access::kUsual;
    for (const MigratedFile& file : made) {
      const std::string path = io::join_path(directory_, file.name);
      context.files.make_directories(path.substr(0, path.rfind('/')));
      io::write_file(context.files, path, file.text, access);
    }
  }

  static void print(const std::vector<MigratedFile>& made, std::ostream& out) {
    for (const MigratedFile& file : made) {
      const bool is_yaml = file.name.ends_with(".yaml") || file.name.ends_with(".yml");
      out << (is_yaml ? "---\n" : "") << "# " << file.name << '\n'
          << (is_yaml ? file.text : commented(file.text));
    }
  }

  static void print_summary(const MeshFiles& input, const Migration& migration, std::size_t written,
                            std::ostream& err) {
    err << summary_text(input) << "; " << (written == 0 ? "nothing" : count_text(written, "file"))
        << " written";
    if (!migration.secrets.empty()) {
      err << ", " << count_text(migration.secrets.size(), "secret") << " left as placeholders";
    }
    err << '\n';
  }

  InputOptions input_;
  DeployArgsOption deploy_;
  meshconfig::MigrateOptions options_;
  std::string to_;
  std::string from_;
  std::string directory_;
};

}  // namespace

std::unique_ptr<Command> make_config_migrate() { return std::make_unique<MigrateCommand>(); }

}  // namespace nsmkit::cli
