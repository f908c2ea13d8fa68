#include <algorithm>
#include <optional>
#include <sstream>

#include "checklist/call_graph.hpp"
#include "checklist/planner.hpp"
#include "cli/checklist_evidence.hpp"
#include "cli/command.hpp"
#include "cli/mesh_files.hpp"
#include "cli/target_crds.hpp"
#include "model/resource_set.hpp"
#include "releases/image_mirror.hpp"
#include "render/checklist_html.hpp"
#include "render/checklist_json.hpp"
#include "render/checklist_markdown.hpp"
#include "render/checklist_text.hpp"

namespace nsmkit::cli {

namespace {

using checklist::Checklist;
using checklist::Choice;

// RFC 1123: what a namespace or a Helm release can be called.
bool is_label(std::string_view name) {
  const auto is_inner = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !name.empty() && name.size() <= 63 && std::ranges::all_of(name, is_inner) && name.front() != '-' &&
         name.back() != '-';
}

// The grammar of the OCI distribution specification.
bool is_tag(std::string_view tag) {
  const auto is_inner = [](unsigned char c) {
    return c < 0x80 && (std::isalnum(c) != 0 || c == '_' || c == '.' || c == '-');
  };
  return !tag.empty() && tag.size() <= 128 && std::ranges::all_of(tag, is_inner) && tag.front() != '.' &&
         tag.front() != '-';
}

class ChecklistCommand final : public Command {
 public:
  CLI::App& setup(CLI::App& app) override {
    CLI::App& command =
        *app.add_subcommand("checklist", "Write the steps of an upgrade, as far as they apply to this mesh");
    input_.add_to(command, InputOptions::Paths::kOptional);
    deploy_.add_to(command);
    command.add_option("--from", from_, "Release that runs now [default: as the files tell]");
    command.add_option("--to", to_, "Release to upgrade to, e.g. 2.0.0")->required();
    command.add_option("--platform", platform_, "kubernetes or openshift [default: as the files tell]")
        ->check(CLI::IsMember({"kubernetes", "openshift"}));
    command
        .add_option("--installer", installer_,
                    "meshctl or helm: what the mesh was installed with [default: as the files tell]")
        ->check(CLI::IsMember({"meshctl", "helm"}));
    command.add_flag("--change-deploy-config", request_.change_deploy_config,
                     "Settings of the deployment shall change with the upgrade");
    command.add_option("--registry-server", request_.registry_server,
                       "Registry to pull the target's images from");
    command.add_option("--image-tag", request_.image_tag, "Tag of the target's images; else its version");
    command.add_flag("--air-gapped", request_.air_gapped, "All images come from --registry-server");
    command.add_option("--mesh-namespace", request_.mesh_namespace,
                       "Namespace of the mesh's control plane [default: as the files tell, or nginx-mesh]");
    command.add_option("--release-name", request_.release_name,
                       "Name of the Helm release [default: as the files tell, or nsm]");
    command.add_option("--kubernetes", request_.kubernetes, "Version of the cluster, e.g. 1.22: checks it");
    command
        .add_option("--plan", plan_,
                    "in-place, manual or all [default: the one that fits; both where lines are skipped]")
        ->check(CLI::IsMember({"in-place", "manual", "all"}));
    command.add_option("--bundle", request_.bundle, "Name of the restore bundle in the commands")
        ->capture_default_str();
    command.add_option("-f,--format", format_, "text, markdown, json or html")
        ->check(CLI::IsMember({"text", "markdown", "json", "html"}))
        ->capture_default_str();
    command.add_option("-o,--output", output_, "File to write to instead of standard output");
    command.footer(
        "Reads a backup of the policies, the mesh's configuration in any form, and manifests of workloads "
        "and\n"
        "Namespaces; each is recognised by its content, and none is needed. What they show of the mesh goes "
        "into the\n"
        "commands, and rules out steps that do not apply: those are listed at the end, with the reason.\n"
        "What is said on the command line wins over the files; where the two differ, the page says so.\n\n"
        "Examples:\n"
        "  nsmkit checklist backup/ mesh-config.yaml values.yaml --to 2.0.0\n"
        "  nsmkit checklist --from 1.4.1 --to 1.7.0 --installer helm --kubernetes 1.22\n"
        "  nsmkit checklist backup/ manifests/ --to 2.0.0 --format markdown -o UPGRADE.md\n"
        "  nsmkit checklist backup/ --from 1.6.0 --to 1.7.0 --platform openshift --format html -o "
        "upgrade.html");
    return command;
  }

  base::ExitStatus run(const GlobalOptions& global, Context& context) override {
    resolve();
    MeshFiles input;
    if (!input_.paths.empty() || !deploy_.text.empty()) {
      input = read_mesh_files(input_, deploy_, context);
    }
    Checklist checklist = checklist::make_checklist(request_, collect_evidence(input, request_));
    std::ranges::move(input.findings, std::back_inserter(checklist.findings));
    std::ranges::stable_sort(checklist.findings, base::report_order);
    write(checklist, input, global, context);
    if (!global.quiet) {
      print_summary(checklist, input, context.err);
    }
    const bool errors = base::any_at_least(checklist.findings, base::Severity::kError);
    return !input.complete ? base::ExitStatus::kIo
           : errors        ? base::ExitStatus::kFindings
                           : base::ExitStatus::kOk;
  }

 private:
  void resolve() {
    request_.to = &find_release(to_);
    request_.from = from_.empty() ? nullptr : &find_release(from_);
    request_.platform = releases::platform_named(platform_);
    if (!installer_.empty()) {
      request_.installer =
          installer_ == "helm" ? checklist::Installer::kHelm : checklist::Installer::kMeshctl;
    }
    request_.choice = plan_ == "in-place" ? Choice::kInPlace
                      : plan_ == "manual" ? Choice::kManual
                      : plan_ == "all"    ? Choice::kAll
                                          : Choice::kBest;
    check_names();
  }

  void check_names() const {
    const auto check_label = [](const char* option, const std::string& name) {
      if (!name.empty() && !is_label(name)) {
        usage_error(std::string(option) + " '" + name +
                    "' is no name that Kubernetes takes: up to 63 small letters, digits and dashes");
      }
    };
    check_label("--mesh-namespace", request_.mesh_namespace);
    check_label("--release-name", request_.release_name);
    if (!request_.image_tag.empty() && !is_tag(request_.image_tag)) {
      usage_error("--image-tag '" + request_.image_tag + "' is no tag of an image");
    }
    if (!request_.registry_server.empty()) {
      if (const auto fault = releases::registry_fault(*request_.to, request_.registry_server)) {
        usage_error("--registry-server '" + request_.registry_server + "' " + *fault);
      }
    }
    if (request_.bundle.empty()) {
      usage_error("--bundle needs a name");
    }
  }

  void write(const Checklist& checklist, MeshFiles& input, const GlobalOptions& global,
             Context& context) const {
    if (output_.empty()) {
      render_to(checklist, input, color_out(global, context), context.out);
      return;
    }
    std::ostringstream text;
    render_to(checklist, input, render::Color::kNever, text);
    io::write_file(context.files, output_, text.str());
  }

  void render_to(const Checklist& checklist, MeshFiles& input, render::Color color, std::ostream& out) const {
    if (format_ == "json") {
      render::write_checklist_json(checklist, out);
    } else if (format_ == "markdown") {
      render::write_checklist_markdown(checklist, out);
    } else if (format_ == "html") {
      render::write_checklist_html(checklist, graph_of(input), out);
    } else {
      render::write_checklist_text(checklist, color, out);
    }
  }

  // Takes the objects out of the input: nothing else needs them any more.
  static std::optional<checklist::CallGraph> graph_of(MeshFiles& input) {
    model::ResourceSet resources;
    for (MeshFile& file : input.files) {
      for (model::Resource& resource : file.others) {
        // An export may hold an object twice, as YAML and as JSON.
        if (resources.find(resource.ref.kind, resource.ref.name_space, resource.ref.name).empty()) {
          resources.add(std::move(resource), model::ResourceSet::Verdict::kAccepted);
        }
      }
    }
    checklist::CallGraph graph = checklist::call_graph(resources);
    return graph.nodes.empty() ? std::nullopt : std::optional(std::move(graph));
  }

  void print_summary(const Checklist& checklist, const MeshFiles& input, std::ostream& err) const {
    if (!input.files.empty()) {
      std::uint64_t carriers = 0;
      std::uint64_t others = 0;
      for (const MeshFile& file : input.files) {
        carriers += file.carriers.size();
        others += file.others.size();
      }
      err << count_text(input.counts.files, "file") << ": " << count_text(carriers, "carrier")
          << " of mesh configuration, " << count_text(others, "other object") << "; ";
    }
    err << checklist.from << " to " << checklist.to;
    for (const checklist::Plan& plan : checklist.plans) {
      err << (&plan == &checklist.plans.front() ? ": " : ", ") << to_string(plan.method) << " with "
          << count_text(plan.steps.size(), "step");
    }
    err << (output_.empty() ? "" : "; written to " + output_) << '\n';
  }

  InputOptions input_;
  DeployArgsOption deploy_;
  checklist::Request request_;
  std::string from_;
  std::string to_;
  std::string platform_;
  std::string installer_;
  std::string plan_;
  std::string format_ = "text";
  std::string output_;
};

}  // namespace

std::unique_ptr<Command> make_checklist_command() { return std::make_unique<ChecklistCommand>(); }

}  // namespace nsmkit::cli
