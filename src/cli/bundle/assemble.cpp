#include "cli/bundle/assemble.hpp"

#include <algorithm>
#include <map>
#include <sstream>
#include <string_view>

#include "base/embedded.hpp"
#include "bundle/bundle_rules.hpp"
#include "cli/bundle/secrets.hpp"
#include "io/memory_file_system.hpp"
#include "render/renderer.hpp"

namespace nsmkit::cli {

namespace {

// Larger files are no manifests that somebody wrote; archives of images are not searched.
constexpr std::uint64_t kLargestSearched = 16U << 20U;

std::string base_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// The path in a folder of the bundle, each segment made safe.
std::string safe_path(const std::string& folder, std::string_view path) {
  std::string safe = folder;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    if (slash > 0) {
      safe += "/" + bundle::safe_name(path.substr(0, slash));
    }
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return safe;
}

/// A path that is not taken yet: NAME, NAME-2, ...
std::string free_path(const std::string& path, const bundle::Contents& contents) {
  std::string free = path;
  for (int number = 2; contents.files().contains(free); ++number) {
    free = path + "-" + std::to_string(number);
  }
  return free;
}

bool kept_as_original(const MeshFile& file, const BundleParts& parts) {
  return parts.with_originals && (parts.include_secrets || !parts.inputs.with_secrets.contains(file.path));
}

void add_originals(const BundleParts& parts, bundle::Contents& contents, bundle::Manifest& manifest) {
  const std::string folder = std::string(BundleInputs::kFolder) + "/";
  std::map<std::string, std::string> originals;
  for (const MeshFile& file : parts.inputs.mesh.files) {
    if (!file.path.starts_with(folder) || !kept_as_original(file, parts)) {
      continue;
    }
    const std::string path =
        free_path(safe_path("originals", std::string_view(file.path).substr(folder.size())), contents);
    contents.add(path, file.text);
    originals[file.path] = path;
  }
  for (bundle::SourceFile& source : manifest.sources) {
    source.original = originals[source.name];
  }
}

void add_reports(const render::Report& report, bundle::Contents& contents) {
  for (const auto& renderer : render::all_renderers()) {
    if (renderer->name() == "json" || renderer->name() == "sarif") {
      std::ostringstream text;
      renderer->render(report, render::Color::kNever, text);
      contents.add("report." + std::string(renderer->name()), text.str());
    }
  }
}

void add_images(const releases::ImageMirror& mirror, bundle::Contents& contents) {
  contents.add("images.txt", releases::image_list(mirror));
  contents.add("mirror/images.yaml", releases::skopeo_yaml(mirror));
  contents.add("mirror/mirror-images.sh", releases::mirror_script(mirror), bundle::Mode::kScript);
  if (!mirror.server.empty()) {
    contents.add("mirror/values-mirror.yaml", releases::mirror_values_yaml(mirror));
  }
  std::string notes;
  for (const std::string& note : releases::mirror_notes(mirror)) {
    notes += "- " + note + "\n";
  }
  if (!notes.empty()) {
    contents.add("mirror/NOTES.txt", notes);
  }
}

MeshFile read_for_secrets(const std::string& path, Context& context) {
  MeshFile file;
  if (context.files.size(path) > kLargestSearched) {
    return file;
  }
  const std::string text = io::read_file(context.files, path);
  const bool is_manifest = path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json");
  if (is_manifest || meshconfig::looks_like_deploy_command(text)) {
    io::MemoryFileSystem files;
    files.files[path] = text;
    std::istringstream in;
    std::ostringstream out;
    Context in_memory{files, in, out, out};
    InputOptions input;
    input.paths = {path};
    MeshFiles read = read_mesh_files(input, {}, in_memory);
    file = std::move(read.files.front());
  }
  file.text = text;
  return file;
}

}  // namespace

std::vector<base::Finding> check_taken_along(const BundleParts& parts, Context& context) {
  std::vector<base::Finding> findings;
  for (const MeshFile& file : parts.inputs.mesh.files) {
    if (parts.with_originals && !kept_as_original(file, parts)) {
      findings.push_back(base::make_finding(
          bundle::kOriginalLeftOut, "the file holds secrets, so the bundle does not keep it as it was",
          {file.path, {}, {}, {}}));
    }
  }
  for (const std::string& path : parts.include) {
    if (context.files.type(path) != io::PathType::kFile) {
      usage_error("--include " + path + ": there is no such file");
    }
    if (!parts.include_secrets && holds_secrets(read_for_secrets(path, context))) {
      findings.push_back(base::make_finding(bundle::kSecretIncluded,
                                            "the file holds secrets, and --include-secrets was not given",
                                            {path, {}, {}, {}}));
    }
  }
  return findings;
}

void add_parts(const BundleParts& parts, bundle::Contents& contents, bundle::Manifest& manifest,
               Context& context) {
  manifest.sources = parts.inputs.sources;
  manifest.configuration = parts.configuration.entries;
  manifest.with_secrets = parts.include_secrets;
  manifest.allowed = parts.judgement.allowed;
  const render::Summary& summary = parts.judgement.report.summary;
  manifest.warnings = summary.warnings;
  manifest.infos = summary.infos;
  for (const bundle::AllowedRule& rule : manifest.allowed) {
    manifest.errors += rule.count;
  }
  for (const MigratedFile& file : parts.configuration.files) {
    contents.add(safe_path("config", file.name), file.text);
  }
  add_reports(parts.judgement.report, contents);
  if (parts.images != nullptr) {
    add_images(*parts.images, contents);
  }
  if (parts.with_originals) {
    add_originals(parts, contents, manifest);
  }
  for (const std::string& path : parts.include) {
    contents.add_external(free_path("included/" + bundle::safe_name(base_name(path)), contents),
                          context.files, path);
  }
}

}  // namespace nsmkit::cli
