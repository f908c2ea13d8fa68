#include "validate/field_hint.hpp"

#include <optional>
#include <vector>

#include "base/pointer.hpp"
#include "base/text.hpp"

namespace nsmkit::validate {

namespace {

std::vector<std::string_view> missing_fields(const UnknownField& unknown) {
  std::vector<std::string_view> names;
  for (const auto& [name, node] : unknown.parent.properties) {
    if (!unknown.siblings.contains(name)) {
      names.emplace_back(name);
    }
  }
  return names;
}

std::string_view parent_of(std::string_view pointer) { return pointer.substr(0, pointer.rfind('/')); }

// The siblings are at hand, the root object is not; list indexes are told by the schema instead.
std::string dotted(const SchemaNode& root, std::string_view pointer) {
  std::string out, token;
  const SchemaNode* node = &root;
  for (base::PointerTokens tokens(pointer); tokens.next(token);) {
    const bool index = node != nullptr && node->items != nullptr && !node->properties.contains(token);
    out += index ? "[" + token + "]" : (out.empty() ? "" : ".") + token;
    node = node == nullptr ? nullptr : index ? node->items.get() : node->field(token);
  }
  return out;
}

std::string sibling(const UnknownField& unknown, std::string_view name) {
  const std::string parent = dotted(unknown.root, parent_of(unknown.pointer));
  return parent.empty() ? std::string(name) : parent + "." + std::string(name);
}

// `fallback.name` for `fallback.service`: the object has room for one string, and it is not there.
std::optional<std::string_view> only_string(const UnknownField& unknown) {
  std::optional<std::string_view> found;
  for (const auto& [name, node] : unknown.parent.properties) {
    if (node.types != kTypeString) {
      continue;
    }
    if (found || unknown.siblings.contains(name)) {
      return std::nullopt;
    }
    found = name;
  }
  return unknown.value.is_string() ? found : std::nullopt;
}

// `path` for `pathRegex`.
std::optional<std::string_view> longer_name(const UnknownField& unknown) {
  constexpr std::size_t kShortest = 4;
  for (const std::string_view name : missing_fields(unknown)) {
    if (unknown.name.size() >= kShortest && name.starts_with(unknown.name)) {
      return name;
    }
  }
  return std::nullopt;
}

bool could_hold(const SchemaNode& node, const Json& value) {
  if (value.is_object()) {
    return node.types == 0 || (node.types & kTypeObject) != 0;
  }
  return value.is_array() ? node.types == 0 || (node.types & kTypeArray) != 0
                          : (node.types & (kTypeObject | kTypeArray)) == 0;
}

// Collects dotted paths of fields called `name`, stopping at the second.
void find_elsewhere(const SchemaNode& node, const UnknownField& unknown, const std::string& path,
                    std::vector<std::string>& found) {
  for (const auto& [name, child] : node.properties) {
    const std::string here = path.empty() ? name : path + "." + name;
    if (name == unknown.name && &node != &unknown.parent && could_hold(child, unknown.value)) {
      found.push_back(here);
    }
    if (found.size() < 2) {
      find_elsewhere(child, unknown, here, found);
    }
  }
  if (node.items && found.size() < 2) {
    find_elsewhere(*node.items, unknown, path + "[]", found);
  }
}

}  // namespace

std::string guess_field(const UnknownField& unknown) {
  auto name = base::nearest(unknown.name, missing_fields(unknown));
  if (!name) {
    name = longer_name(unknown);
  }
  if (!name) {
    name = only_string(unknown);
  }
  if (name) {
    return sibling(unknown, *name);
  }
  std::vector<std::string> elsewhere;
  find_elsewhere(unknown.root, unknown, "", elsewhere);
  return elsewhere.size() == 1 ? elsewhere.front() : "";
}

bool schema_has(const SchemaNode& root, std::string_view pointer) {
  const SchemaNode* node = &root;
  std::string token;
  for (base::PointerTokens tokens(pointer); tokens.next(token);) {
    const SchemaNode* field = node->field(token);
    node = field != nullptr ? field : node->items.get();
    if (node == nullptr) {
      return false;
    }
  }
  return true;
}

}  // namespace nsmkit::validate
