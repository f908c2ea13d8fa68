#include "releases/image_mirror.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

#include "base/embedded.hpp"
#include "base/template.hpp"
#include "releases/config_fields.hpp"
#include "releases/deploy_flags.hpp"
#include "yaml/writer.hpp"

namespace nsmkit::releases {

namespace {

constexpr std::string_view kScriptFile = "releases/mirror-images.sh.in";

std::string platform_text(const ImageMirror& mirror) {
  return mirror.platform ? std::string(to_string(*mirror.platform)) : "kubernetes and openshift";
}

std::string script_remark(const Image& image) {
  std::string text = image.platform ? "on " + std::string(to_string(*image.platform)) + " only" : "";
  if (!image.condition.empty()) {
    text += std::string(text.empty() ? "" : ", ") + "only when " + image.condition;
  }
  return text.empty() ? "" : "# " + text + "\n";
}

std::string copy_lines(const ImageMirror& mirror) {
  std::string lines;
  for (const Image& image : mirror.images) {
    lines += script_remark(image) + "copy " + image.reference() + " " + image.mirror_name() + "\n";
  }
  return lines;
}

// All images of the mesh have one tag.
const std::string& mesh_tag(const ImageMirror& mirror) {
  const auto found = std::find_if(mirror.images.begin(), mirror.images.end(),
                                  [](const Image& image) { return image.of_mesh; });
  return found == mirror.images.end() ? mirror.release.version : found->tag;
}

struct Setting {
  std::string path;
  Json value;
};

std::vector<Setting> mirror_settings(const ImageMirror& mirror) {
  std::vector<Setting> settings = {{"registry.server", mirror.server},
                                   {"registry.imageTag", mesh_tag(mirror)},
                                   {"registry.disablePublicImages", true}};
  std::erase_if(settings, [&mirror](const Setting& each) {
    const ConfigField* field = config_field(each.path);
    return field == nullptr || !reads(mirror.release, *field);
  });
  return settings;
}

std::string deploy_command(const ImageMirror& mirror) {
  std::string command = "nginx-meshctl deploy";
  for (const Setting& setting : mirror_settings(mirror)) {
    const DeployFlag* flag = deploy_flag(config_field(setting.path)->flag);
    if (flag != nullptr && has_flag(mirror.release, *flag)) {
      command += " " + flag->name;
      command += setting.value.is_string() ? " " + setting.value.get<std::string>() : "";
    }
  }
  return command;
}

}  // namespace

ImageMirror image_mirror(const Release& release, std::optional<Platform> platform, std::string server) {
  return {release, platform, std::move(server), images_of(release, platform)};
}

std::string mirror_reference(const ImageMirror& mirror, const Image& image) {
  return mirror.server + "/" + image.mirror_name();
}

std::string image_list(const ImageMirror& mirror) {
  std::string list;
  for (const Image& image : mirror.images) {
    list += (mirror.server.empty() ? image.reference() : mirror_reference(mirror, image)) + "\n";
  }
  return list;
}

std::string skopeo_yaml(const ImageMirror& mirror) {
  Json registries = Json::object();
  for (const Image& image : mirror.images) {
    Json& registry = registries[image.registry()];
    registry["tls-verify"] = true;
    registry["images"][image.path()].push_back(image.tag);
  }
  const std::string server = mirror.server.empty() ? "REGISTRY" : mirror.server;
  std::string text = "# Images of NGINX Service Mesh " + mirror.release.version;
  text += " (" + platform_text(mirror) + "), for skopeo sync. FILE is this file.\n";
  text += "# Straight into a registry:\n";
  text += "#   skopeo sync --all --src yaml --dest docker FILE " + server + "\n";
  text += "# By way of a medium:\n";
  text += "#   skopeo sync --all --src yaml --dest dir FILE DIRECTORY\n";
  text += "#   skopeo sync --all --src dir --dest docker DIRECTORY " + server + "\n";
  text += "# Leave --scoped out: the chart looks for the last part of each name.\n";
  yaml::write_yaml(text, registries);
  return text;
}

std::string mirror_script(const ImageMirror& mirror) {
  const auto file = base::embedded(kScriptFile);
  if (!file) {
    throw std::runtime_error("embedded file is missing: " + std::string(kScriptFile));
  }
  const std::string platform = platform_text(mirror);
  std::string copies = copy_lines(mirror);
  if (copies.ends_with('\n')) {
    copies.pop_back();
  }
  const std::array values{
      base::TemplateValue{"RELEASE", mirror.release.version}, base::TemplateValue{"PLATFORM", platform},
      base::TemplateValue{"REGISTRY", mirror.server}, base::TemplateValue{"COPIES", copies}};
  return base::fill_template(*file, values);
}

Json mirror_values(const ImageMirror& mirror) {
  Json values = Json::object();
  for (Setting& setting : mirror_settings(mirror)) {
    values[Json::json_pointer(pointer_of(setting.path))] = std::move(setting.value);
  }
  return values;
}

std::string mirror_values_yaml(const ImageMirror& mirror) {
  std::string text = "# Helm values: NGINX Service Mesh " + mirror.release.version;
  text += " with all images from " + mirror.server + ".\n";
  text += "# The same with the command line: " + deploy_command(mirror) + "\n";
  text +=
      "# If the registry wants a login, give Helm registry.username and registry.password, or "
      "registry.key,\n";
  text += "# when it runs (--set-file), not in this file.\n";
  yaml::write_yaml(text, mirror_values(mirror));
  return text;
}

}  // namespace nsmkit::releases
