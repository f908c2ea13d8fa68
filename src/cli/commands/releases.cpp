#include <nlohmann/json.hpp>
#include <string_view>

#include "cli/command.hpp"
#include "cli/release_crds.hpp"
#include "cli/target_crds.hpp"
#include "releases/catalog.hpp"
#include "yaml/writer.hpp"

namespace nsmkit::cli {

namespace {

using OrderedJson = nlohmann::ordered_json;
using releases::Release;

constexpr std::string_view kUnknown = "-";

std::string_view text_of(const std::optional<std::string>& value) {
  return value ? std::string_view(*value) : kUnknown;
}

std::string padded(std::string_view text, std::size_t width) {
  return std::string(text) + std::string(text.size() < width ? width - text.size() : 1, ' ');
}

OrderedJson optional_json(const std::optional<std::string>& value) {
  return value ? OrderedJson(*value) : OrderedJson();
}

OrderedJson release_json(const Release& release) {
  OrderedJson json;
  json["version"] = release.version;
  json["date"] = optional_json(release.date);
  json["predecessor"] = optional_json(release.predecessor);
  json["crdSet"] = optional_json(release.crd_set);
  json["source"] = release.source;
  return json;
}

OrderedJson resource_json(const releases::CrdResource& resource) {
  OrderedJson json;
  json["kind"] = resource.kind;
  json["apiVersion"] = resource.api_version();
  json["plural"] = resource.plural;
  json["scope"] = resource.scope == releases::Scope::kCluster ? "Cluster" : "Namespaced";
  json["served"] = resource.served;
  json["storage"] = resource.storage;
  json["source"] = resource.source;
  return json;
}

class ReleasesCommand final : public Command {
 public:
  CLI::App& setup(CLI::App& app) override {
    CLI::App& command = *app.add_subcommand("releases", "List the releases nsmkit knows, or show one");
    auto* release = command.add_option("RELEASE", release_, "A release, such as 1.7.0, v1.7.0 or 1.7");
    command.add_option("-f,--format", format_, "text or json")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    command
        .add_option("--crds", crds_, "Directory to write the release's CRDs to, as kubectl create takes them")
        ->needs(release);
    command.footer(
        "A CRD set is named after the release that brought it; releases without changes share it.\n\n"
        "Examples:\n"
        "  nsmkit releases\n"
        "  nsmkit releases 1.7 --format json\n"
        "  nsmkit releases 2.0.0 --crds crds/");
    return command;
  }

  base::ExitStatus run(const GlobalOptions& global, Context& context) override {
    if (release_.empty()) {
      print_list(context.out);
      return base::ExitStatus::kOk;
    }
    const Release& release = find_release(release_);
    if (crds_.empty()) {
      print_release(release, context.out);
    } else {
      write_crds(release, global, context);
    }
    return base::ExitStatus::kOk;
  }

 private:
  void print_list(std::ostream& out) const {
    const auto& releases = releases::catalog().releases();
    if (format_ == "json") {
      OrderedJson json = {{"apiVersion", "nsmkit/v1"}, {"kind", "ReleaseList"}};
      json["releases"] = OrderedJson::array();
      for (const Release& release : releases) {
        json["releases"].push_back(release_json(release));
      }
      out << json.dump(2) << '\n';
      return;
    }
    out << padded("RELEASE", 9) << padded("DATE", 12) << "CRD SET\n";
    for (const Release& release : releases) {
      out << padded(release.version, 9) << padded(text_of(release.date), 12) << text_of(release.crd_set)
          << '\n';
    }
  }

  void print_release(const Release& release, std::ostream& out) const {
    const releases::CrdSet* set = releases::catalog().crd_set(release);
    if (format_ == "json") {
      OrderedJson json = {{"apiVersion", "nsmkit/v1"}, {"kind", "Release"}};
      json.update(release_json(release));
      json["resources"] = OrderedJson::array();
      for (const auto& resource : set == nullptr ? std::vector<releases::CrdResource>() : set->resources()) {
        json["resources"].push_back(resource_json(resource));
      }
      out << json.dump(2) << '\n';
      return;
    }
    out << "release:      " << release.version << "\ndate:         " << text_of(release.date)
        << "\npredecessor:  " << text_of(release.predecessor)
        << "\nCRD set:      " << text_of(release.crd_set) << "\nsource:       " << release.source << '\n';
    if (set == nullptr) {
      out << "\nThe release came without CRD files.\n";
      return;
    }
    out << '\n' << padded("KIND", 18) << padded("APIVERSION", 38) << padded("SCOPE", 12) << "STATE\n";
    for (const auto& resource : set->resources()) {
      const bool cluster = resource.scope == releases::Scope::kCluster;
      out << padded(resource.kind, 18) << padded(resource.api_version(), 38)
          << padded(cluster ? "Cluster" : "Namespaced", 12)
          << (resource.storage  ? "stored"
              : resource.served ? "served"
                                : "not served")
          << '\n';
    }
  }

  void write_crds(const Release& release, const GlobalOptions& global, Context& context) const {
    const releases::CrdSet* set = releases::catalog().crd_set(release);
    if (set == nullptr) {
      usage_error("release " + release.version + " came without CRD files");
    }
    context.files.make_directories(crds_);
    const auto crds = crd_objects(*set);
    for (const CrdObject& crd : crds) {
      std::string text;
      yaml::write_yaml(text, crd.object);
      io::write_file(context.files, io::join_path(crds_, crd.name + ".yaml"), text);
    }
    if (!global.quiet) {
      context.err << count_text(crds.size(), "CRD") << " of " << release.version << " written to " << crds_
                  << '\n';
    }
  }

  std::string release_;
  std::string format_ = "text";
  std::string crds_;
};

}  // namespace

std::unique_ptr<Command> make_releases_command() { return std::make_unique<ReleasesCommand>(); }

}  // namespace nsmkit::cli
