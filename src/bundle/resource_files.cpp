#include "bundle/resource_files.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/error.hpp"
#include "model/resource.hpp"
#include "releases/restore_order.hpp"
#include "yaml/recheck.hpp"
#include "yaml/writer.hpp"

namespace nsmkit::bundle {

namespace {

using releases::RestoreKind;

const RestoreKind* kind_of(const base::ResourceRef& ref) {
  return releases::restore_kind(model::split_api_version(ref.api_version).group, ref.kind);
}

std::string path_of(const std::string& folder, const RestoreKind& kind, const base::ResourceRef& ref) {
  const std::string space = ref.name_space.empty() ? "default" : ref.name_space;
  return folder + "/" + safe_name(space) + "/" + safe_name(std::string(kind.plural()) + "-" + ref.name) +
         ".yaml";
}

std::string object_path(const RestoreKind& kind, const base::ResourceRef& ref, bool owned) {
  return path_of(owned ? "resources/controller-owned" : "resources/waves/" + std::to_string(kind.wave), kind,
                 ref);
}

std::string list_path(const RestoreKind& kind) { return "resources/" + kind.file; }

std::string yaml_of(const Json& value) {
  std::string text;
  yaml::write_yaml(text, value);
  return text;
}

/// The Lists of the upgrade guide, made item by item: `kubectl` prints the items of a List just as a list by
/// itself.
class Lists {
 public:
  void add(const RestoreKind& kind, const Json& object) {
    std::string text;
    yaml::write_yaml_item(text, object);
    prove(text, Json::array({object}), list_path(kind));
    items_[kind.file] += text;
  }

  void finish(Contents& contents) {
    for (const RestoreKind& kind : releases::restore_kinds()) {
      const std::string& items = items_[kind.file];
      contents.add(list_path(kind),
                   "apiVersion: v1\nitems:" + (items.empty() ? " []\n" : "\n" + items) + "kind: List\n");
    }
  }

 private:
  std::map<std::string, std::string> items_;
};

/// By wave, resource, namespace, name.
struct Keyed {
  const RestoreKind* kind = nullptr;
  base::ResourceRef ref;
  Restorable object;

  [[nodiscard]] auto key() const { return std::tie(kind->wave, kind->resource, ref.name_space, ref.name); }
};

}  // namespace

std::string file_fault(const Json& object) {
  ObjectEntry entry;
  entry.ref = model::reference_of(object);
  const RestoreKind* kind = kind_of(entry.ref);
  if (kind == nullptr) {
    return "is of no kind that a restore creates";
  }
  entry.wave = kind->wave;
  entry.file = object_path(*kind, entry.ref, false);
  return restore_fault(restore_entry(entry)).value_or("");
}

RestoreEntry restore_entry(const ObjectEntry& object) {
  const RestoreKind* kind = kind_of(object.ref);
  return {object.wave,
          kind == nullptr ? std::string() : kind->resource,
          object.ref.name_space.empty() ? "-" : object.ref.name_space,
          object.ref.name,
          object.file,
          object.owner.empty() ? Ownership::kPlain : Ownership::kOwned};
}

void add_resources(std::vector<Restorable> objects, Contents& contents, Manifest& manifest) {
  std::vector<Keyed> sorted;
  for (Restorable& object : objects) {
    base::ResourceRef ref = model::reference_of(object.object);
    const RestoreKind* kind = kind_of(ref);
    sorted.push_back({kind, std::move(ref), std::move(object)});
  }
  std::ranges::stable_sort(sorted, [](const Keyed& a, const Keyed& b) { return a.key() < b.key(); });
  Lists lists;
  std::vector<RestoreEntry> entries;
  for (Keyed& each : sorted) {
    const bool owned = !each.object.owner.empty();
    const std::string path = object_path(*each.kind, each.ref, owned);
    std::string text = yaml_of(each.object.object);
    prove(text, each.object.object, path);
    contents.add(path, std::move(text));
    if (!owned) {
      lists.add(*each.kind, each.object.object);
    }
    manifest.objects.push_back(
        {std::move(each.ref), each.kind->wave, path, owned ? std::string() : list_path(*each.kind),
         contents.files().at(path).entry.sha256, std::move(each.object.source), std::move(each.object.owner),
         std::move(each.object.stripped), each.object.conversion});
    entries.push_back(restore_entry(manifest.objects.back()));
  }
  lists.finish(contents);
  contents.add(std::string(kRestoreListPath), restore_list(entries));
}

void prove(std::string_view text, const Json& value, const std::string& path) {
  const yaml::Recheck read = yaml::recheck(text);
  if (read.problem || read.documents.size() != 1 || read.documents.front().value != value) {
    throw base::Error(base::ExitStatus::kBug,
                      path + ": a second YAML reader does not find what was written" +
                          (read.problem ? ": " + read.problem->message : std::string()));
  }
}

}  // namespace nsmkit::bundle
