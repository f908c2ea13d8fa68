#include <algorithm>
#include <iterator>
#include <set>

#include "bundle/bundle_rules.hpp"
#include "bundle/standard_files.hpp"
#include "bundle/writer.hpp"
#include "cli/bundle/assemble.hpp"
#include "cli/bundle/configuration.hpp"
#include "cli/bundle/judgement.hpp"
#include "cli/bundle/policies.hpp"
#include "cli/bundle/steps.hpp"
#include "cli/command.hpp"
#include "cli/target_crds.hpp"
#include "cli/today.hpp"
#include "model/reading_rules.hpp"
#include "releases/config_fields.hpp"

namespace nsmkit::cli {

namespace {

// 1 January 1980: the first day that every archive format can express.
constexpr std::int64_t kDefaultTime = 315'532'800;

std::uint64_t mtime() {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(source_date_epoch().value_or(kDefaultTime), 0));
}

class BundleCommand final : public Command {
 public:
  CLI::App& setup(CLI::App& app) override {
    CLI::App& command = *app.add_subcommand("bundle", "Write a backup as an archive that restores itself");
    input_.add_to(command, InputOptions::Paths::kOptional);
    deploy_.add_to(command);
    add_mesh_options(command);
    add_content_options(command);
    command.add_option("--allow", allow_, "Write the bundle in spite of this rule's errors, by slug or code")
        ->allow_extra_args(false);
    finding_options_.add_to(command);
    command.footer(
        "Normalizes and converts the policies, carries the mesh's configuration to the target, checks all "
        "of it, and\n"
        "writes nothing when there are errors. The bundle holds the objects in the order in which they have "
        "to be\n"
        "created, the files of the upgrade guide, restore.sh (which needs kubectl alone), checksums, and an "
        "account\n"
        "of every object that was read. The same inputs and options give the same bytes; SOURCE_DATE_EPOCH "
        "sets the\n"
        "time of the entries.\n\n"
        "Examples:\n"
        "  nsmkit bundle backup/ --from 1.6.0 --to 2.0.0 -o mesh.tar.gz\n"
        "  nsmkit bundle backup/ values.yaml --from 1.6.0 --to 2.0.0 --sign key.pem --with-originals -o "
        "mesh.tar.gz\n"
        "  tar xzf mesh.tar.gz && sha256sum -c SHA256SUMS && ./restore.sh --dry-run");
    return command;
  }

  base::ExitStatus run(const GlobalOptions& global, Context& context) override {
    const Config config = finding_options_.read_config(context);
    const FindingSettings settings = finding_options_.merge(config, context);
    convert::Target target = resolve();
    const std::string key = key_.empty() ? std::string() : io::read_file(context.files, key_);
    const auto output =
        context.files.create(output_, include_secrets_ ? io::Access::kPrivate : io::Access::kUsual);

    BundleInputs inputs = read_bundle_inputs(input_, deploy_, context);
    std::vector<base::Finding> findings = std::move(inputs.mesh.findings);
    BundleSteps steps = plan_steps(inputs.mesh, checklist_request());
    move_to(steps.findings, findings);
    settle(steps, target);
    Policies policies = prepare_policies(take_objects(inputs.mesh), target, policy_options());
    CarriedConfiguration configuration = carry_configuration(inputs.mesh, migrate_);
    move_to(configuration.findings, findings);
    note_comments(inputs.mesh, findings);
    const bool nothing = policies.ready.empty();
    if (nothing && inputs.mesh.complete) {
      findings.push_back(base::make_finding(bundle::kNothingToRestore, "there is no object to restore",
                                            {BundleInputs::kFolder, {}, {}, {}}));
    }
    Judgement judgement;
    BundleParts parts{inputs,          configuration,    judgement, mirror_ ? &*mirror_ : nullptr,
                      with_originals_, include_secrets_, include_};
    for (base::Finding& finding : check_taken_along(parts, context)) {
      findings.push_back(std::move(finding));
    }
    judgement = judge_bundle(policies, inputs, std::move(findings),
                             {settings, allow_, migrate_.from, *migrate_.to, target.crds}, context);
    const bool complete = inputs.mesh.complete && render::complete(judgement.report);
    const bool written = complete && !judgement.refused;
    bundle::Manifest manifest;
    if (written) {
      write(parts, std::move(policies), steps, key, manifest, *output, context);
    }
    show(judgement, inputs, global, context);
    if (!global.quiet) {
      print_summary(inputs, manifest, judgement, written, context.err);
    }
    return !complete ? base::ExitStatus::kIo : written ? base::ExitStatus::kOk : base::ExitStatus::kFindings;
  }

 private:
  void add_mesh_options(CLI::App& command) {
    command.add_option("--to", to_, "Release that shall take the backup, e.g. 2.0.0")->required();
    command.add_option("--from", from_, "Release that the backup comes from [default: as the files tell]");
    command.add_option("--platform", platform_, "kubernetes or openshift [default: as the files tell]")
        ->check(CLI::IsMember({"kubernetes", "openshift"}));
    command.add_option("--installer", installer_, "meshctl or helm [default: as the files tell]")
        ->check(CLI::IsMember({"meshctl", "helm"}));
    command
        .add_option("--restore-into", destination_,
                    "same-cluster keeps ownerReferences; new-cluster removes them")
        ->check(CLI::IsMember({"same-cluster", "new-cluster"}))
        ->capture_default_str();
    command
        .add_option("--tcp-rules", tcp_rules_,
                    "TCPRoute rules that named the port of HTTP rules: drop or keep (allows raw TCP)")
        ->check(CLI::IsMember({"drop", "keep"}))
        ->capture_default_str();
    command.add_flag("--fill-namespaces", convert_.fill_namespaces,
                     "In TrafficTargets, write the object's namespace where a subject has none");
    command.add_option("--trust-domain", convert_.trust_domain, "Trust domain of the mesh, for SPIFFE ids")
        ->capture_default_str();
    command.add_option("--mesh-namespace", migrate_.mesh_namespace, "Namespace of the mesh's control plane")
        ->capture_default_str();
    command.add_option("--registry-server", migrate_.registry_server,
                       "Registry to pull the target's images from");
    command.add_option("--image-tag", migrate_.image_tag, "Tag of the target's images; else its version");
    command.add_option("--otlp-host", migrate_.otlp_host,
                       "Write telemetry in place of removed tracing: the collector's host");
    command.add_option("--otlp-port", migrate_.otlp_port, "The collector's port for OTLP over gRPC")
        ->check(CLI::Range(1, 65535))
        ->capture_default_str();
    command.add_flag("--keep-opentracing", migrate_.keep_opentracing,
                     "Keep it where the target's software still reads it");
  }

  void add_content_options(CLI::App& command) {
    command.add_option("-o,--output", output_, "Archive to write: FILE.tar.gz")->required();
    command.add_option("--sign", key_, "PEM file with a private key (ECDSA P-256 or Ed25519) to sign with");
    command.add_flag("--with-originals", with_originals_, "Keep the files as they were read, too");
    command.add_option("--include", include_, "File to take along, such as a chart or an archive of images")
        ->allow_extra_args(false);
    command.add_flag("--include-secrets", include_secrets_,
                     "Write secrets, too; only you can read the archive then");
  }

  /// Throws base::Error (wrong usage) for what does not go together.
  convert::Target resolve() {
    migrate_.to = &find_release(to_);
    const releases::Release& to = *migrate_.to;
    const releases::CrdSet* crds = releases::catalog().crd_set(to);
    if (crds == nullptr) {
      usage_error("release " + to.version + " came without CRD files, so what it takes is not known");
    }
    migrate_.include_secrets = include_secrets_;
    convert_.tcp_rules = tcp_rules_ == "keep" ? convert::TcpRules::kKeep : convert::TcpRules::kDrop;
    if (releases::knows_images(to)) {
      if (!migrate_.registry_server.empty()) {
        if (const auto fault = releases::registry_fault(to, migrate_.registry_server)) {
          usage_error("--registry-server '" + migrate_.registry_server + "' " + *fault);
        }
      }
    }
    if (migrate_.keep_opentracing && !releases::reads_opentracing(to)) {
      usage_error("--keep-opentracing: release " + to.version + " reads no OpenTracing settings");
    }
    convert::Target target{*crds, to.version, nullptr, {}};
    if (!from_.empty()) {
      come_from(find_release(from_), target);
    }
    return target;
  }

  void come_from(const releases::Release& from, convert::Target& target) {
    migrate_.from = &from;
    target.source = releases::catalog().crd_set(from);
    target.source_name = from.version;
  }

  [[nodiscard]] checklist::Request checklist_request() const {
    checklist::Request request;
    request.from = migrate_.from;
    request.to = migrate_.to;
    request.platform = releases::platform_named(platform_);
    if (!installer_.empty()) {
      request.installer = installer_ == "helm" ? checklist::Installer::kHelm : checklist::Installer::kMeshctl;
    }
    request.registry_server = migrate_.registry_server;
    request.image_tag = migrate_.image_tag;
    if (migrate_.mesh_namespace != meshconfig::MigrateOptions().mesh_namespace) {
      request.mesh_namespace = migrate_.mesh_namespace;
    }
    return request;
  }

  // What was not said is as the checklist has it from the files.
  void settle(const BundleSteps& steps, convert::Target& target) {
    if (migrate_.from == nullptr && steps.checklist) {
      come_from(find_release(steps.checklist->from), target);
    }
    if (platform_.empty()) {
      platform_ =
          releases::to_string(steps.checklist ? steps.checklist->platform : releases::Platform::kKubernetes);
    }
    if (installer_.empty()) {
      installer_ =
          checklist::to_string(steps.checklist ? steps.checklist->installer : checklist::Installer::kMeshctl);
    }
    if (releases::knows_images(*migrate_.to)) {
      mirror_.emplace(releases::image_mirror(*migrate_.to, releases::platform_named(platform_),
                                             migrate_.registry_server));
    }
  }

  [[nodiscard]] PolicyOptions policy_options() const {
    PolicyOptions options;
    options.normalize.owned =
        normalize::default_policy(destination_ == "new-cluster" ? normalize::RestoreInto::kNewCluster
                                                                : normalize::RestoreInto::kSameCluster);
    options.convert = convert_;
    return options;
  }

  static std::vector<model::Resource> take_objects(MeshFiles& mesh) {
    std::vector<model::Resource> objects;
    for (MeshFile& file : mesh.files) {
      move_to(file.others, objects);
    }
    return objects;
  }

  template <typename T>
  static void move_to(std::vector<T>& from, std::vector<T>& to) {
    std::move(from.begin(), from.end(), std::back_inserter(to));
  }

  static void note_comments(const MeshFiles& mesh, std::vector<base::Finding>& findings) {
    for (const MeshFile& file : mesh.files) {
      if (file.comments.count > 0) {
        findings.push_back(base::make_finding(
            model::kCommentsDropped,
            count_text(file.comments.count, "comment") + " not carried over; the first stands here",
            {file.path, file.comments.first, {}, {}}));
      }
    }
  }

  void write(const BundleParts& parts, Policies&& policies, const BundleSteps& steps, const std::string& key,
             bundle::Manifest& manifest, io::OutputFile& output, Context& context) const {
    bundle::Contents contents;
    manifest.from = migrate_.from == nullptr ? "" : migrate_.from->version;
    manifest.to = migrate_.to->version;
    manifest.platform = platform_;
    manifest.installer = installer_;
    manifest.skipped = std::move(policies.skipped);
    const auto& unread = parts.configuration.skipped;
    manifest.skipped.insert(manifest.skipped.end(), unread.begin(), unread.end());
    if (steps.checklist) {
      add_steps(*steps.checklist, policies.ready, contents);
    }
    bundle::add_resources(std::move(policies.ready), contents, manifest);
    add_parts(parts, contents, manifest, context);
    bundle::add_standard_files(contents, manifest);
    check_accounts(parts.inputs, manifest);
    bundle::write_bundle(std::move(contents), manifest, {mtime(), key}, context.files, output);
    output.commit();
  }

  // Nothing may get lost on the way: as many objects as were read must be accounted for.
  static void check_accounts(const BundleInputs& inputs, const bundle::Manifest& manifest) {
    std::uint64_t commands = 0;
    for (const MeshFile& file : inputs.mesh.files) {
      commands += file.is_command ? 1 : 0;
    }
    const std::uint64_t read = inputs.mesh.counts.resources + commands;
    const std::uint64_t accounted = bundle::accounts(manifest).read;
    if (read != accounted) {
      throw base::Error(base::ExitStatus::kBug, std::to_string(read) + " objects were read and " +
                                                    std::to_string(accounted) + " accounted for");
    }
  }

  static void show(const Judgement& judgement, const BundleInputs& inputs, const GlobalOptions& global,
                   Context& context) {
    std::vector<base::Finding> shown;
    for (const render::Result& result : judgement.report.results) {
      if (!result.suppression) {
        shown.push_back(with_given_paths(result.finding, inputs));
      }
    }
    print_findings(std::move(shown), color_out(global, context), context.out);
  }

  // The errors are to be corrected; whoever knows better learns how to go on.
  static std::string allow_hint(const Judgement& judgement) {
    std::set<std::string_view> slugs;
    for (const render::Result& result : judgement.report.results) {
      if (render::fails(judgement.report, result) && !result.finding.rule->incomplete) {
        slugs.insert(result.finding.rule->slug);
      }
    }
    std::string hint;
    for (const std::string_view slug : slugs) {
      hint.append(" --allow ").append(slug);
    }
    return !judgement.refused || hint.empty()
               ? std::string()
               : "Correct the errors. To write the bundle in spite of them, and have it say so:" + hint +
                     "\n";
  }

  void print_summary(const BundleInputs& inputs, const bundle::Manifest& manifest, const Judgement& judgement,
                     bool written, std::ostream& err) const {
    const render::Summary& summary = judgement.report.summary;
    err << count_text(summary.files, "file") << ", " << count_text(summary.resources, "object") << " read";
    if (inputs.mesh.counts.ignored > 0) {
      err << ", " << count_text(inputs.mesh.counts.ignored, "other file") << " passed over";
    }
    err << "; " << count_text(summary.errors, "error") << ", " << count_text(summary.warnings, "warning")
        << ", " << summary.infos << " info";
    if (summary.suppressed > 0) {
      err << ", " << summary.suppressed << " suppressed";
    }
    if (!written) {
      err << "; no bundle written\n" << allow_hint(judgement);
      return;
    }
    const bundle::Accounts counts = bundle::accounts(manifest);
    err << "; " << output_ << " written: " << counts.restored << " to restore, " << counts.controller_owned
        << " left to controllers, " << counts.configuration << " of the mesh's configuration, "
        << counts.skipped << " skipped\n";
  }

  InputOptions input_;
  DeployArgsOption deploy_;
  FindingOptions finding_options_;
  meshconfig::MigrateOptions migrate_;
  convert::Options convert_;
  std::optional<releases::ImageMirror> mirror_;
  std::string to_;
  std::string from_;
  std::string platform_;
  std::string installer_;
  std::string destination_ = "same-cluster";
  std::string tcp_rules_ = "drop";
  std::string output_;
  std::string key_;
  std::vector<std::string> allow_;
  std::vector<std::string> include_;
  bool with_originals_ = false;
  bool include_secrets_ = false;
};

}  // namespace

std::unique_ptr<Command> make_bundle_command() { return std::make_unique<BundleCommand>(); }

}  // namespace nsmkit::cli
