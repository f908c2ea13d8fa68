#include "cli/config/migrated_files.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "base/json_text.hpp"
#include "base/pointer.hpp"
#include "meshconfig/replace_marks.hpp"
#include "meshconfig/rewrite.hpp"
#include "meshconfig/strip_rules.hpp"
#include "meshconfig/to_command.hpp"
#include "releases/annotations.hpp"
#include "releases/config_fields.hpp"
#include "yaml/writer.hpp"

namespace nsmkit::cli {

namespace {

using meshconfig::Migration;

std::string yaml_of(const Json& value) {
  std::string text;
  yaml::write_yaml(text, value);
  return text;
}

std::string label_lines(const Migration& migration) {
  const releases::Mark& label = releases::mark("namespace-auto-inject");
  std::string lines;
  for (const std::string& name : migration.namespaces) {
    lines += "kubectl label namespace " + meshconfig::shell_word(name) + " " + label.key +
             "=enabled --overwrite\n";
  }
  return lines;
}

std::string base_name(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

}  // namespace

std::vector<MigratedFile> migrated_files(const Migration& migration) {
  std::vector<MigratedFile> made{{"values.yaml", yaml_of(migration.values)}};
  std::vector<std::string> words{"nginx-meshctl", "deploy"};
  words.insert(words.end(), migration.arguments.begin(), migration.arguments.end());
  made.push_back({"deploy.sh", meshconfig::shell_line(words) + "\n"});
  if (migration.mesh_config) {
    made.push_back({"meshconfig.yaml", yaml_of(*migration.mesh_config)});
  }
  if (!migration.namespaces.empty()) {
    made.push_back({"label-namespaces.sh", label_lines(migration)});
  }
  if (migration.upstream_ca_conf) {
    made.push_back({"upstream-ca.json", base::json_text(*migration.upstream_ca_conf) + "\n"});
  }
  std::map<std::string, std::string> contents = migration.upstream_ca_files;
  const auto& arguments = migration.arguments;
  if (std::find(arguments.begin(), arguments.end(), meshconfig::kRegistryKeyFile) != arguments.end()) {
    contents.emplace(meshconfig::kRegistryKeyFile, "registry.key");
  }
  for (const auto& [name, path] : contents) {
    const Json* content = base::find(migration.values, releases::pointer_of(path));
    if (content != nullptr && content->is_string()) {
      made.push_back({name, content->get<std::string>()});
    }
  }
  return made;
}

bool add_workloads(const MeshFiles& input, const releases::Release& to, std::vector<MigratedFile>& files,
                   std::vector<base::Finding>& findings) {
  std::set<std::string> names;
  bool all = true;
  for (const MeshFile& file : input.files) {
    std::vector<meshconfig::CarrierEdit> edits;
    for (const meshconfig::Carrier& carrier : file.carriers) {
      auto changes = meshconfig::replace_marks(carrier, to);
      std::move(changes.findings.begin(), changes.findings.end(), std::back_inserter(findings));
      edits.push_back({&carrier, std::move(changes.remove), std::move(changes.insert)});
    }
    std::erase_if(edits, [](const auto& edit) { return edit.remove.empty() && edit.insert.empty(); });
    if (edits.empty()) {
      continue;
    }
    auto result = meshconfig::rewrite(file.text, edits);
    if (const auto* fault = std::get_if<yaml::EditFault>(&result)) {
      findings.push_back(base::make_finding(meshconfig::kEditRefused,
                                            "the file stays as it is: " + fault->message,
                                            {file.path, fault->position, {}, {}}));
      all = false;
      continue;
    }
    std::string name = file.path == "-" ? "workloads.yaml" : base_name(file.path);
    if (!names.insert(name).second) {
      usage_error("two inputs are called " + name + ": their changed manifests would be one file");
    }
    files.push_back({"workloads/" + name, std::get<std::string>(std::move(result))});
  }
  return all;
}

}  // namespace nsmkit::cli
