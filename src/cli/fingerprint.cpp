#include "cli/fingerprint.hpp"

#include "base/pointer.hpp"

namespace nsmkit::cli {

namespace {

// What tells an item of a list from its neighbours, whatever its place: the members that name it, or its
// value.
std::string name_of(const Json& item) {
  if (item.is_string()) {
    return item.get<std::string>();
  }
  std::string name;
  for (const char* member : {"kind", "namespace", "name", "service"}) {
    const auto found = item.is_object() ? item.find(member) : item.end();
    if (found != item.end() && found->is_string()) {
      name.append(name.empty() ? "" : "/").append(found->get_ref<const std::string&>());
    }
  }
  return name.empty() ? "*" : name;
}

bool is_number(const std::string& token) {
  return !token.empty() && token.find_first_not_of("0123456789") == std::string::npos;
}

std::string stable_path(std::string_view pointer, const Json* object) {
  std::string path, walked, token;
  for (base::PointerTokens tokens(pointer); tokens.next(token);) {
    const Json* parent = object == nullptr ? nullptr : base::find(*object, walked);
    base::append_token(walked, token);
    if (parent == nullptr ? is_number(token) : parent->is_array()) {
      const Json* item = object == nullptr ? nullptr : base::find(*object, walked);
      path.append("[").append(item == nullptr ? "*" : name_of(*item)).append("]");
    } else {
      path.append(path.empty() ? "" : ".").append(token);
    }
  }
  return path;
}

}  // namespace

FindingKey key_of(const base::Finding& finding, const Json* object) {
  FindingKey key;
  key.rule = finding.rule->slug;
  key.path = stable_path(finding.pointer, object);
  if (finding.resource) {
    key.group = model::split_api_version(finding.resource->api_version).group;
    key.kind = finding.resource->kind;
    key.name_space = finding.resource->name_space;
    key.name = finding.resource->name;
  } else {
    key.file = finding.location.file;
  }
  return key;
}

std::string fingerprint_text(const FindingKey& key, std::size_t occurrence) {
  std::string text = key.rule + "|";
  if (key.file.empty()) {
    text += key.group + "/" + key.kind + "|" + key.name_space + "/" + key.name + "|" + key.path;
  } else {
    text += key.file + "|" + key.path;
  }
  return occurrence == 0 ? text : text + "#" + std::to_string(occurrence + 1);
}

ObjectIndex::ObjectIndex(const model::ResourceSet& resources, const std::vector<base::Finding>& findings) {
  const auto place = [](const base::Location& at) { return Place{at.file, at.document, at.item}; };
  for (const base::Finding& finding : findings) {
    if (finding.resource) {
      objects_[place(finding.location)] = nullptr;
    }
  }
  if (objects_.empty()) {
    return;
  }
  for (const model::Resource& resource : resources.all()) {
    if (const auto found = objects_.find(place(resource.location)); found != objects_.end()) {
      found->second = &resource;
    }
  }
}

const model::Resource* ObjectIndex::find(const base::Location& location) const {
  const auto found = objects_.find(Place{location.file, location.document, location.item});
  return found == objects_.end() ? nullptr : found->second;
}

}  // namespace nsmkit::cli
