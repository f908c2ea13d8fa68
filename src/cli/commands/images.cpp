#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/target_crds.hpp"
#include "releases/image_mirror.hpp"

namespace nsmkit::cli {

namespace {

using OrderedJson = nlohmann::ordered_json;
using releases::Image;
using releases::ImageMirror;
using releases::Release;
using releases::TagKind;

OrderedJson text_or_null(std::string_view text) { return text.empty() ? OrderedJson() : OrderedJson(text); }

OrderedJson platform_json(std::optional<releases::Platform> platform) {
  return platform ? OrderedJson(releases::to_string(*platform)) : OrderedJson();
}

std::string_view tag_kind_text(TagKind kind) {
  switch (kind) {
    case TagKind::kExact:
      return "exact";
    case TagKind::kMoving:
      return "moving";
    case TagKind::kLatest:
      break;
  }
  return "latest";
}

OrderedJson image_json(const ImageMirror& mirror, const Image& image) {
  OrderedJson json;
  json["reference"] = image.reference();
  json["registry"] = image.registry();
  json["path"] = image.path();
  json["tag"] = image.tag;
  json["tagKind"] = tag_kind_text(image.tag_kind);
  json["inChart"] = image.chart_reference();
  json["inMirror"] = mirror.server.empty() ? OrderedJson() : OrderedJson(mirror_reference(mirror, image));
  json["ofMesh"] = image.of_mesh;
  json["platform"] = platform_json(image.platform);
  json["condition"] = text_or_null(image.condition);
  json["purpose"] = image.purpose;
  json["sources"] = image.sources;
  return json;
}

std::string json_text(const ImageMirror& mirror) {
  OrderedJson json = {{"apiVersion", "nsmkit/v1"}, {"kind", "ImageList"}};
  json["release"] = mirror.release.version;
  json["platform"] = platform_json(mirror.platform);
  json["registry"] = text_or_null(mirror.server);
  json["images"] = OrderedJson::array();
  for (const Image& image : mirror.images) {
    json["images"].push_back(image_json(mirror, image));
  }
  json["values"] = mirror.server.empty() ? OrderedJson() : OrderedJson(mirror_values(mirror));
  json["notes"] = mirror_notes(mirror);
  return json.dump(2) + "\n";
}

class ImagesCommand final : public Command {
 public:
  CLI::App& setup(CLI::App& app) override {
    CLI::App& command = *app.add_subcommand("images", "List the images of a release, and how to mirror them");
    command.add_option("--to", to_, "Release whose images are wanted, e.g. 2.0.0")->required();
    command.add_option("--platform", platform_, "kubernetes or openshift [default: the images of both]")
        ->check(CLI::IsMember({"kubernetes", "openshift"}));
    command.add_option("--registry", registry_, "Your registry, as host[:port][/path]");
    command.add_option("-f,--format", format_, "How to write them; see below")
        ->check(CLI::IsMember({"list", "json", "skopeo", "script", "values"}))
        ->capture_default_str();
    command.add_option("-o,--output", output_, "File to write to instead of standard output");
    command.footer(
        "Formats:\n"
        "  list    one image a line: where it is pulled from; with --registry, its name in your registry\n"
        "  json    all that is known of each\n"
        "  skopeo  YAML for skopeo sync --src yaml\n"
        "  script  mirror-images.sh, which copies the images with skopeo, docker or podman\n"
        "  values  the Helm values that make the chart pull everything from --registry\n\n"
        "Tags that move, and images that only some need, are noted on standard error, or in the JSON.\n\n"
        "Examples:\n"
        "  nsmkit images --to 2.0.0 --platform kubernetes\n"
        "  nsmkit images --to 2.0.0 --format script -o mirror-images.sh\n"
        "  sh mirror-images.sh registry.example.com/nsm\n"
        "  nsmkit images --to 2.0.0 --format skopeo -o images.yaml\n"
        "  skopeo sync --all --src yaml --dest docker images.yaml registry.example.com/nsm\n"
        "  nsmkit images --to 2.0.0 --registry registry.example.com/nsm --format values > "
        "values-mirror.yaml");
    return command;
  }

  base::ExitStatus run(const GlobalOptions& global, Context& context) override {
    const Release& release = find_release(to_);
    check(release);
    const ImageMirror mirror = image_mirror(release, releases::platform_named(platform_), registry_);
    const std::string text = text_of(mirror);
    if (output_.empty()) {
      context.out << text;
    } else {
      io::write_file(context.files, output_, text);
    }
    if (!global.quiet) {
      report(mirror, context);
    }
    return base::ExitStatus::kOk;
  }

 private:
  void check(const Release& release) const {
    if (!knows_images(release)) {
      usage_error("the images of release " + release.version +
                  " are not known: it came without a chart\nThey are known from release " +
                  releases::first_with_images().version + " on.");
    }
    if (registry_.empty()) {
      if (format_ == "values") {
        usage_error("--format values needs --registry, the registry that the values shall name");
      }
      return;
    }
    if (const auto fault = registry_fault(release, registry_)) {
      usage_error("--registry '" + registry_ + "' " + *fault);
    }
  }

  [[nodiscard]] std::string text_of(const ImageMirror& mirror) const {
    if (format_ == "json") {
      return json_text(mirror);
    }
    if (format_ == "skopeo") {
      return skopeo_yaml(mirror);
    }
    if (format_ == "script") {
      return mirror_script(mirror);
    }
    return format_ == "values" ? mirror_values_yaml(mirror) : image_list(mirror);
  }

  void report(const ImageMirror& mirror, Context& context) const {
    if (format_ != "json") {
      for (const std::string& note : mirror_notes(mirror)) {
        context.err << "note: " << note << '\n';
      }
    }
    if (!output_.empty()) {
      context.err << count_text(mirror.images.size(), "image") << " of " << mirror.release.version
                  << " written to " << output_ << '\n';
    }
  }

  std::string to_;
  std::string platform_;
  std::string registry_;
  std::string format_ = "list";
  std::string output_;
};

}  // namespace

std::unique_ptr<Command> make_images_command() { return std::make_unique<ImagesCommand>(); }

}  // namespace nsmkit::cli
