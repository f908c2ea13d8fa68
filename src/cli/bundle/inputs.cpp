#include "cli/bundle/inputs.hpp"

#include <algorithm>
#include <iterator>

#include "base/error.hpp"
#include "cli/bundle/secrets.hpp"
#include "io/digest.hpp"
#include "io/memory_file_system.hpp"
#include "model/input.hpp"
#include "model/reading_rules.hpp"

namespace nsmkit::cli {

namespace {

/// One file of the user's and the name it goes by.
struct Named {
  std::string name;
  std::string path;
};

std::string base_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::string relative_name(const std::string& argument, const std::string& file) {
  if (file == "-") {
    return "standard-input.yaml";
  }
  return file == argument ? base_name(file) : file.substr(file.find_first_not_of('/', argument.size()));
}

// Files whose names are taken go below the number of their argument.
std::vector<Named> name_files(const InputOptions& options, Context& context, MeshFiles& mesh) {
  std::vector<Named> named;
  std::set<std::string> taken;
  for (std::size_t number = 1; const std::string& argument : options.paths) {
    model::Inputs inputs = model::find_inputs(context.files, {argument});
    std::move(inputs.findings.begin(), inputs.findings.end(), std::back_inserter(mesh.findings));
    mesh.counts.ignored += inputs.ignored;
    for (const std::string& file : inputs.files) {
      std::string name = std::string(BundleInputs::kFolder) + "/" + relative_name(argument, file);
      if (!taken.insert(name).second) {
        name = std::string(BundleInputs::kFolder) + "/input-" + std::to_string(number) + "/" +
               relative_name(argument, file);
        taken.insert(name);
      }
      named.push_back({std::move(name), file});
    }
    ++number;
  }
  return named;
}

std::string read_text(const std::string& path, Context& context) {
  return path == "-" ? std::string(std::istreambuf_iterator<char>(context.in), {})
                     : io::read_file(context.files, path);
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

BundleInputs read_bundle_inputs(const InputOptions& options, const DeployArgsOption& deploy,
                                Context& context) {
  deploy.check(options);
  BundleInputs inputs;
  MeshFiles found;
  io::MemoryFileSystem files;
  InputOptions renamed = options;
  renamed.paths.clear();
  std::set<std::string> read;
  for (Named& file : name_files(options, context, found)) {
    if (!read.insert(file.path).second) {
      continue;  // the same file twice on the command line
    }
    try {
      std::string text = read_text(file.path, context);
      inputs.sources.push_back({file.name, io::sha256(text), text.size(), {}});
      files.files[file.name] = std::move(text);
      renamed.paths.push_back(file.name);
    } catch (const base::Error& error) {
      found.findings.push_back(
          base::make_finding(model::kFileUnreadable, error.what(), {file.name, {}, {}, {}}));
    }
    inputs.given[std::move(file.name)] = std::move(file.path);
  }
  inputs.given.emplace(BundleInputs::kFolder, options.paths.empty() ? "" : options.paths.front());
  if (!renamed.paths.empty() || !deploy.text.empty()) {
    Context in_memory{files, context.in, context.out, context.err};
    inputs.mesh = read_mesh_files(renamed, deploy, in_memory);
  }
  for (const MeshFile& file : inputs.mesh.files) {
    if (holds_secrets(file)) {
      inputs.with_secrets.insert(file.path);
    }
  }
  inputs.mesh.complete = inputs.mesh.complete && !base::any_incomplete(found.findings);
  inputs.mesh.counts.ignored += found.counts.ignored;
  std::move(found.findings.begin(), found.findings.end(), std::back_inserter(inputs.mesh.findings));
  std::ranges::sort(inputs.sources, {}, &bundle::SourceFile::name);
  return inputs;
}

base::Finding with_given_paths(base::Finding finding, const BundleInputs& inputs) {
  const auto given = inputs.given.find(finding.location.file);
  if (given != inputs.given.end()) {
    finding.location.file = given->second;
  }
  const std::string folder = std::string(BundleInputs::kFolder) + "/";
  if (finding.message.find(folder) != std::string::npos) {
    // Longer names first: one can be the start of another.
    std::for_each(inputs.given.rbegin(), inputs.given.rend(), [&](const auto& each) {
      if (each.first.starts_with(folder)) {
        replace_all(finding.message, each.first, each.second);
      }
    });
  }
  return finding;
}

}  // namespace nsmkit::cli
