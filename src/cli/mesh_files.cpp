#include "cli/mesh_files.hpp"

#include <iterator>
#include <sstream>

#include "base/error.hpp"
#include "io/memory_file_system.hpp"
#include "model/reading_rules.hpp"

namespace nsmkit::cli {

namespace {

class CarrierSink final : public model::ResourceSink {
 public:
  CarrierSink(MeshFile& file, std::vector<base::Finding>& findings) : file_(file), findings_(findings) {}

  [[nodiscard]] bool claims(const Json& object) const override {
    return meshconfig::recognise(object).has_value();
  }

  void resource(model::Resource&& resource) override {
    if (!claims(resource.object)) {
      file_.others.push_back(std::move(resource));
      return;
    }
    UnreadCarrier unread{resource.ref, resource.location};
    if (auto carrier = meshconfig::read_carrier(std::move(resource), findings_)) {
      file_.carriers.push_back(std::move(*carrier));
    } else {
      file_.unread.push_back(std::move(unread));
    }
  }

  void end_file(bool /*complete*/, yaml::Comments comments) override { file_.comments = comments; }

 private:
  MeshFile& file_;
  std::vector<base::Finding>& findings_;
};

std::string read_text(const std::string& path, Context& context) {
  return path == "-" ? std::string(std::istreambuf_iterator<char>(context.in), {})
                     : io::read_file(context.files, path);
}

void add(model::LoadCounts& sum, const model::LoadCounts& counts) {
  sum.documents += counts.documents;
  sum.resources += counts.resources;
  sum.skipped += counts.skipped;
}

void read_documents(MeshFile& file, const yaml::Limits& limits, MeshFiles& input) {
  io::MemoryFileSystem files;
  files.files[file.path] = file.text;
  std::istringstream text(file.text);
  CarrierSink sink(file, input.findings);
  model::LoadResult loaded = model::load(files, {file.path}, text, limits, sink);
  file.complete = loaded.complete();
  std::move(loaded.findings.begin(), loaded.findings.end(), std::back_inserter(input.findings));
  add(input.counts, loaded.counts);
}

void read_file(const std::string& path, const yaml::Limits& limits, Context& context, MeshFiles& input) {
  MeshFile file;
  file.path = path;
  try {
    file.text = read_text(path, context);
  } catch (const base::Error& error) {
    input.findings.push_back(base::make_finding(model::kFileUnreadable, error.what(), {path, {}, {}, {}}));
    input.complete = false;
    return;
  }
  if (meshconfig::looks_like_deploy_command(file.text)) {
    file.is_command = true;
    file.carriers.push_back(meshconfig::read_deploy_command(file.text, path, input.findings));
    ++input.counts.documents;
  } else {
    read_documents(file, limits, input);
  }
  input.complete = input.complete && file.complete;
  input.files.push_back(std::move(file));
}

}  // namespace

std::vector<meshconfig::Carrier> MeshFiles::carriers() const {
  std::vector<meshconfig::Carrier> all;
  for (const MeshFile& file : files) {
    all.insert(all.end(), file.carriers.begin(), file.carriers.end());
  }
  return all;
}

MeshFiles read_mesh_files(const InputOptions& options, const DeployArgsOption& deploy, Context& context) {
  deploy.check(options);
  MeshFiles input;
  model::Inputs inputs = model::find_inputs(context.files, options.paths);
  input.findings = std::move(inputs.findings);
  input.complete = !base::any_incomplete(input.findings);
  input.counts.ignored = inputs.ignored;
  for (const std::string& path : inputs.files) {
    ++input.counts.files;
    read_file(path, options.limits, context, input);
  }
  if (!deploy.text.empty()) {
    MeshFile file;
    file.path = DeployArgsOption::kName;
    file.text = deploy.text;
    file.is_command = true;
    file.carriers.push_back(meshconfig::read_deploy_command(file.text, file.path, input.findings));
    ++input.counts.files;
    ++input.counts.documents;
    input.files.push_back(std::move(file));
  }
  return input;
}

std::string summary_text(const MeshFiles& input) {
  std::uint64_t carriers = 0;
  std::uint64_t others = 0;
  for (const MeshFile& file : input.files) {
    carriers += file.carriers.size();
    others += file.others.size();
  }
  std::string text = count_text(input.counts.files, "file") + ": " + count_text(carriers, "carrier") +
                     " of mesh configuration";
  if (others > 0) {
    text += ", " + count_text(others, "other object") + " passed over";
  }
  return text;
}

}  // namespace nsmkit::cli
