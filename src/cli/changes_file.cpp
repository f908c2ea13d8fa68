#include "cli/changes_file.hpp"

namespace nsmkit::cli {

namespace {
using OrderedJson = nlohmann::ordered_json;
}  // namespace

ChangesFile::ChangesFile(io::FileSystem& files, const std::string& path) {
  if (!path.empty()) {
    file_ = files.create(path);
    file_->write("{\"apiVersion\":\"nsmkit/v1\",\"kind\":\"Changes\",\"objects\":[");
  }
}

void ChangesFile::add(const model::Resource& resource, const Json& patch, bool skipped) {
  if (file_ == nullptr) {
    return;
  }
  const base::ResourceRef& ref = resource.ref;
  OrderedJson entry;
  entry["file"] = resource.location.file;
  entry["document"] = resource.location.document ? OrderedJson(*resource.location.document) : OrderedJson();
  entry["item"] = resource.location.item ? OrderedJson(*resource.location.item) : OrderedJson();
  entry["resource"] = {
      {"apiVersion", ref.api_version}, {"kind", ref.kind}, {"namespace", ref.name_space}, {"name", ref.name}};
  entry["skipped"] = skipped;
  entry["patch"] = patch;
  file_->write(first_ ? "\n" : ",\n");
  file_->write(entry.dump(-1, ' ', false, OrderedJson::error_handler_t::replace));
  first_ = false;
}

void ChangesFile::finish() {
  if (file_ != nullptr) {
    file_->write("\n]}\n");
    file_->commit();
  }
}

}  // namespace nsmkit::cli
