#include "releases/catalog.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "base/embedded.hpp"
#include "base/text.hpp"

namespace nsmkit::releases {

namespace {

constexpr std::string_view kReleasesFile = "releases/releases.json";
constexpr std::string_view kSetsFile = "crds/sets.json";

Json read_embedded(std::string_view path) {
  const auto text = base::embedded(path);
  if (!text) {
    throw std::runtime_error("embedded file is missing: " + std::string(path));
  }
  return Json::parse(text->begin(), text->end());
}

std::optional<std::string> optional_string(const Json& object, const char* key) {
  const auto it = object.find(key);
  if (it == object.end() || it->is_null()) {
    return std::nullopt;
  }
  return it->get<std::string>();
}

// Schemas that several sets share are parsed once.
using SchemaCache = std::map<std::string, std::shared_ptr<const Json>>;

std::shared_ptr<const Json> read_schema_file(const std::optional<std::string>& path, SchemaCache& cache) {
  if (!path) {
    return nullptr;
  }
  auto& entry = cache[*path];
  if (!entry) {
    entry = std::make_shared<const Json>(read_embedded("crds/" + *path));
  }
  return entry;
}

CrdResource read_resource(const Json& data, SchemaCache& cache) {
  CrdResource resource;
  resource.group = data.at("group").get<std::string>();
  resource.version = data.at("version").get<std::string>();
  resource.kind = data.at("kind").get<std::string>();
  resource.plural = data.at("plural").get<std::string>();
  resource.singular = data.at("singular").get<std::string>();
  resource.short_names = data.at("shortNames").get<std::vector<std::string>>();
  resource.scope = data.at("scope") == "Cluster" ? Scope::kCluster : Scope::kNamespaced;
  resource.served = data.at("served").get<bool>();
  resource.storage = data.at("storage").get<bool>();
  resource.status_subresource = data.at("statusSubresource").get<bool>();
  resource.machine_made = data.value("machineMade", false);
  resource.source = data.at("source").get<std::string>();
  resource.schema = read_schema_file(optional_string(data, "schema"), cache);
  return resource;
}

}  // namespace

Catalog::Catalog() {
  read_releases();
  read_crd_sets();
  collect_kinds();
}

void Catalog::read_releases() {
  const Json data = read_embedded(kReleasesFile);
  for (const Json& entry : data.at("releases")) {
    Release release;
    release.version = entry.at("version").get<std::string>();
    release.line = entry.at("line").get<std::string>();
    release.date = optional_string(entry, "date");
    release.predecessor = optional_string(entry, "predecessor");
    release.crd_set = optional_string(entry, "crdSet");
    release.source = entry.at("source").get<std::string>();
    releases_.push_back(std::move(release));
  }
}

void Catalog::read_crd_sets() {
  SchemaCache cache;
  const Json data = read_embedded(kSetsFile);
  for (const Json& entry : data.at("sets")) {
    std::vector<CrdResource> resources;
    for (const Json& resource : entry.at("resources")) {
      resources.push_back(read_resource(resource, cache));
    }
    crd_sets_.emplace_back(entry.at("name").get<std::string>(), std::move(resources));
  }
}

void Catalog::collect_kinds() {
  std::set<std::string> kinds, groups;
  for (const CrdSet& set : crd_sets_) {
    for (const CrdResource& resource : set.resources()) {
      kinds.insert(resource.kind);
      groups.insert(resource.group);
    }
  }
  mesh_kinds_.assign(kinds.begin(), kinds.end());
  mesh_groups_.assign(groups.begin(), groups.end());
}

const Release* Catalog::find_release(std::string_view text) const {
  if (text.starts_with('v')) {
    text.remove_prefix(1);
  }
  const Release* newest_of_line = nullptr;
  for (const Release& release : releases_) {
    if (release.version == text) {
      return &release;
    }
    if (release.line == text) {
      newest_of_line = &release;
    }
  }
  return newest_of_line;
}

std::optional<std::string_view> Catalog::suggest(std::string_view text) const {
  if (text.starts_with('v')) {
    text.remove_prefix(1);
  }
  // Newest first: of two equally close releases the newer one is the likelier wish.
  std::vector<std::string_view> names;
  names.reserve(releases_.size());
  for (const Release& release : releases_) {
    names.emplace_back(release.version);
  }
  std::reverse(names.begin(), names.end());
  // A patch that does not exist is nearer to its own line than any spelling is.
  for (const std::string_view name : names) {
    const std::string_view line = name.substr(0, name.rfind('.') + 1);
    if (text.starts_with(line)) {
      return name;
    }
  }
  return base::nearest(text, names);
}

const CrdSet* Catalog::crd_set(const Release& release) const {
  return release.crd_set ? crd_set(std::string_view(*release.crd_set)) : nullptr;
}

const CrdSet* Catalog::crd_set(std::string_view name) const {
  const auto it =
      std::find_if(crd_sets_.begin(), crd_sets_.end(), [&](const CrdSet& set) { return set.name() == name; });
  return it == crd_sets_.end() ? nullptr : &*it;
}

bool Catalog::is_mesh_kind(std::string_view group, std::string_view kind) const {
  return std::any_of(crd_sets_.begin(), crd_sets_.end(), [&](const CrdSet& set) {
    return std::any_of(set.resources().begin(), set.resources().end(), [&](const CrdResource& resource) {
      return resource.kind == kind && resource.group == group;
    });
  });
}

std::vector<const Release*> Catalog::serving(std::string_view group, std::string_view version,
                                             std::string_view kind) const {
  std::vector<const Release*> found;
  for (const Release& release : releases_) {
    const CrdSet* set = crd_set(release);
    if (set != nullptr && set->find(group, version, kind) != nullptr) {
      found.push_back(&release);
    }
  }
  return found;
}

const Catalog& catalog() {
  static const Catalog instance;
  return instance;
}

}  // namespace nsmkit::releases
