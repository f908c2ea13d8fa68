#include "model/resource.hpp"

namespace nsmkit::model {

namespace {

std::string text_member(const Json& object, const char* name) {
  if (!object.is_object()) {
    return {};
  }
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

}  // namespace

base::ResourceRef reference_of(const Json& object) {
  base::ResourceRef ref;
  ref.api_version = text_member(object, "apiVersion");
  ref.kind = text_member(object, "kind");
  const auto metadata = object.is_object() ? object.find("metadata") : object.end();
  if (metadata != object.end()) {
    ref.name_space = text_member(*metadata, "namespace");
    ref.name = text_member(*metadata, "name");
  }
  return ref;
}

std::string display_name(const base::ResourceRef& ref) {
  std::string text = ref.kind.empty() ? "(no kind)" : ref.kind;
  text.push_back(' ');
  if (!ref.name_space.empty()) {
    text.append(ref.name_space).append("/");
  }
  return text.append(ref.name.empty() ? "(no name)" : ref.name);
}

GroupVersion split_api_version(std::string_view api_version) {
  const auto slash = api_version.find('/');
  if (slash == std::string_view::npos) {
    return {"", std::string(api_version)};
  }
  return {std::string(api_version.substr(0, slash)), std::string(api_version.substr(slash + 1))};
}

bool is_list(const Json& object) {
  return text_member(object, "kind").ends_with("List") && object.contains("items") &&
         object["items"].is_array();
}

}  // namespace nsmkit::model
