#include "cli/bundle/configuration.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>

#include "bundle/bundle_rules.hpp"
#include "cli/bundle/inputs.hpp"
#include "io/memory_file_system.hpp"
#include "meshconfig/check.hpp"

namespace nsmkit::cli {

namespace {

using meshconfig::Carrier;
using meshconfig::Layout;

constexpr std::string_view kConfigFolder = "config/";

bool is_configuration(const Carrier& carrier) { return carrier.layout != Layout::kObject; }

void append(std::vector<base::Finding>& all, std::vector<base::Finding>&& more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

// What was written is read again and checked like a file of the user's.
std::vector<base::Finding> check_result(const std::vector<MigratedFile>& made,
                                        const meshconfig::MigrateOptions& options) {
  io::MemoryFileSystem files;
  InputOptions input;
  for (const MigratedFile& file : made) {
    if (file.name == "values.yaml" || file.name == "meshconfig.yaml") {
      input.paths.push_back(std::string(kConfigFolder) + file.name);
      files.files[input.paths.back()] = file.text;
    }
  }
  if (input.paths.empty()) {
    return {};
  }
  std::istringstream in;
  std::ostringstream out;
  Context context{files, in, out, out};
  MeshFiles read = read_mesh_files(input, {}, context);
  meshconfig::CheckFacts facts{options.from, options.to, false, {}};
  const std::vector<Carrier> carriers = read.carriers();
  std::ranges::for_each(carriers, [&](const Carrier& each) { meshconfig::collect_check_facts(each, facts); });
  std::vector<base::Finding> findings = std::move(read.findings);
  for (const Carrier& carrier : carriers) {
    append(findings, meshconfig::check(carrier, facts));
  }
  return findings;
}

}  // namespace

CarriedConfiguration carry_configuration(const MeshFiles& input, const meshconfig::MigrateOptions& options) {
  CarriedConfiguration result;
  const std::vector<Carrier> carriers = input.carriers();
  for (const Carrier& carrier : carriers) {
    result.entries.push_back({meshconfig::display_name(carrier), carrier.location});
  }
  for (const MeshFile& file : input.files) {
    for (const UnreadCarrier& unread : file.unread) {
      result.skipped.push_back({unread.ref, unread.location, "its content cannot be read"});
    }
  }
  if (std::ranges::any_of(carriers, is_configuration)) {
    meshconfig::Migration migration = meshconfig::migrate(carriers, options);
    result.files = migrated_files(migration);
    result.findings = std::move(migration.findings);
    append(result.findings, check_result(result.files, options));
  } else {
    result.findings.push_back(base::make_finding(
        bundle::kNoConfiguration,
        "the inputs hold no configuration of the mesh: no values, no ConfigMap, no deploy command",
        {BundleInputs::kFolder, {}, {}, {}}));
  }
  add_workloads(input, *options.to, result.files, result.findings);
  return result;
}

}  // namespace nsmkit::cli
