#include "cli/rewritten_output.hpp"

#include <map>

#include "base/json_text.hpp"
#include "cli/common_options.hpp"
#include "model/input.hpp"
#include "normalize/split_name.hpp"
#include "yaml/writer.hpp"

namespace nsmkit::cli {

namespace {

std::string base_name(const std::string& path) {
  if (path == "-") {
    return "stdin.yaml";
  }
  const auto slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

normalize::Format format_of_name(const std::string& name) {
  return name.ends_with(".json") ? normalize::Format::kJson : normalize::Format::kYaml;
}

}  // namespace

void RewrittenOutput::Options::add_to(CLI::App& app) {
  auto* one = app.add_option("-o,--output", file, "File for all objects [default: standard output]");
  app.add_option("--output-dir", directory, "Directory for files with the names of the input files")
      ->excludes(one);
  app.add_flag("--split", split, "In --output-dir, one file an object: <namespace>/<kind>-<name>.yaml");
  app.add_option_function<std::string>(
         "-f,--format",
         [this](const std::string& name) {
           format = name == "json" ? normalize::Format::kJson : normalize::Format::kYaml;
         },
         "yaml or json [default: yaml; in --output-dir, as the file's name ends]")
      ->check(CLI::IsMember({"yaml", "json"}));
}

void RewrittenOutput::Options::check() const {
  if (split && directory.empty()) {
    usage_error("--split needs --output-dir");
  }
}

RewrittenOutput::RewrittenOutput(Options options, const std::vector<std::string>& paths, Context& context)
    : options_(std::move(options)), context_(context) {
  if (!options_.directory.empty()) {
    check_names(paths);
    context_.files.make_directories(options_.directory);
    return;
  }
  open(options_.file, options_.format.value_or(normalize::Format::kYaml));
}

void RewrittenOutput::open(const std::string& path, normalize::Format format) {
  if (path.empty()) {
    writer_.emplace(format, [this](std::string_view text) { context_.out << text; });
    return;
  }
  file_ = context_.files.create(path);
  writer_.emplace(format, [this](std::string_view text) { file_->write(text); });
}

// Before anything is read or written, so that a clash leaves nothing half done.
void RewrittenOutput::check_names(const std::vector<std::string>& paths) const {
  std::map<std::string, std::string> taken;
  for (const std::string& path : model::find_inputs(context_.files, paths).files) {
    const auto [other, fresh] = taken.try_emplace(base_name(path), path);
    if (!fresh && !options_.split) {
      usage_error("'" + other->second + "' and '" + path + "' would both be written to '" +
                  io::join_path(options_.directory, other->first) +
                  "'; give them one at a time, with a directory each");
    }
  }
}

void RewrittenOutput::begin_file(const std::string& path) {
  if (!options_.directory.empty() && !options_.split) {
    const std::string name = base_name(path);
    open(io::join_path(options_.directory, name), options_.format.value_or(format_of_name(name)));
  }
}

void RewrittenOutput::begin_list(const Json& head) {
  if (!options_.split) {
    writer_->begin_list(head);
  }
}

void RewrittenOutput::object(const model::Resource& resource) {
  if (options_.split) {
    split_object(resource);
  } else {
    writer_->object(resource.object);
  }
}

void RewrittenOutput::end_list(const Json& members) {
  if (!options_.split) {
    writer_->end_list(members);
  }
}

void RewrittenOutput::split_object(const model::Resource& resource) {
  std::string text;
  if (options_.format.value_or(normalize::Format::kYaml) == normalize::Format::kYaml) {
    yaml::write_yaml(text, resource.object);
  } else {
    base::write_json_indented(text, resource.object);
    text.push_back('\n');
  }
  pending_.emplace_back(split_path(resource.ref), std::move(text));
}

std::string RewrittenOutput::split_path(const base::ResourceRef& ref) {
  const std::string stem = normalize::split_name(ref);
  const std::string ending = options_.format == normalize::Format::kJson ? ".json" : ".yaml";
  std::string path = stem + ending;
  for (int copy = 2; !split_paths_.insert(path).second; ++copy) {
    path = stem + "-copy" + std::to_string(copy) + ending;
  }
  return path;
}

void RewrittenOutput::end_file(bool complete) {
  for (const auto& [name, text] : pending_) {
    if (complete) {
      const std::string path = io::join_path(options_.directory, name);
      context_.files.make_directories(path.substr(0, path.rfind('/')));
      io::write_file(context_.files, path, text);
    }
  }
  pending_.clear();
  if (!options_.directory.empty() && file_ != nullptr) {
    if (complete) {
      file_->commit();
    }
    file_.reset();
  }
}

void RewrittenOutput::finish() {
  if (file_ != nullptr) {
    file_->commit();
  }
}

}  // namespace nsmkit::cli
