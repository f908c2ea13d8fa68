#include "diff/secret_places.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_source.hpp"
#include "base/pointer.hpp"
#include "base/secret_name.hpp"
#include "model/resource.hpp"
#include "releases/catalog.hpp"
#include "releases/config_fields.hpp"
#include "yaml/reader.hpp"

namespace nsmkit::diff {

namespace {

constexpr std::string_view kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

// More text than this is not read as a document of its own.
constexpr std::size_t kMostEmbedded = std::size_t{1} << 20U;
constexpr std::uint32_t kDeepest = 200;

bool is_in_secret(std::span<const PathStep> path) {
  if (path.empty()) return false;
  const std::string& first = path.front().name;
  const bool annotation =
      first == "metadata" && path.size() > 2 && path[1].name == "annotations" && path[2].name == kLastApplied;
  return first == "data" || first == "stringData" || annotation;
}

// Short for what sounds secret: whole names, and ends of names of environment variables.
bool is_short_for_secret(std::string_view name) {
  constexpr std::array<std::string_view, 8> kWhole{"auth", "auths", "pw",     "pwd",
                                                   "pass", "jwt",   "bearer", "basic"};
  const std::string plain = base::plain_name(name);
  return std::ranges::find(kWhole, plain) != kWhole.end() || plain.ends_with("pass") ||
         plain.ends_with("pwd");
}

bool names_secret(std::string_view name) {
  return (base::sounds_secret(name) || is_short_for_secret(name)) && !base::names_secret_object(name);
}

// Secrets of the mesh's values, wherever the values stand: /registry/key. Those at the top have names of
// their own, which say it.
bool is_value_of_mesh(std::string_view pointer) {
  static const std::vector<std::string> kPointers = [] {
    std::vector<std::string> pointers;
    for (const releases::ConfigField& field : releases::config_fields()) {
      if (field.secret) pointers.push_back(releases::pointer_of(field.path));
    }
    return pointers;
  }();
  return std::ranges::any_of(kPointers,
                             [pointer](const std::string& secret) { return pointer.ends_with(secret); });
}

bool is_named_secret(std::span<const PathStep> path) {
  const bool is_value = !path.empty() && !path.back().item && path.back().name == "value";
  std::string pointer;
  for (const PathStep& step : path) {
    const std::string_view name =
        step.item ? (is_value ? std::string_view(step.key) : "") : std::string_view(step.name);
    if (names_secret(name)) return true;
    pointer.append("/").append(name);
    // A parameter has the path of a value for its name: registry.password.
    if (step.item && is_value_of_mesh(releases::pointer_of(name))) return true;
  }
  return is_value_of_mesh(pointer);
}

// A text that is a document of its own: values.yaml in a ConfigMap, what was applied last.
std::optional<Json> embedded(const std::string& text) {
  if (text.size() > kMostEmbedded || text.find_first_of("\n{") == std::string::npos) return std::nullopt;
  base::TextSource source(text);
  yaml::Limits limits;
  limits.max_depth = kDeepest;
  std::optional<yaml::Element> element = yaml::Reader(source, limits).next();
  if (!element || element->type != yaml::ElementType::kDocument || !element->value.is_structured()) {
    return std::nullopt;
  }
  return std::move(element->value);
}

/// Looks for a secret in what stands below a place.
class Search {
 public:
  Search(const base::ResourceRef& ref, std::span<const PathStep> path)
      : ref_(ref), path_(path.begin(), path.end()) {}

  bool find(const Json& value) {
    if (value.is_object()) {
      return std::ranges::any_of(value.items(), [this](const auto& member) {
        return find_below({member.key(), {}, false}, member.value());
      });
    }
    if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        if (follows_secret_flag(value, i) || find_below(item_step(value[i], i), value[i])) return true;
      }
      return false;
    }
    return is_secret(ref_, path_, value);
  }

 private:
  bool find_below(PathStep step, const Json& value) {
    path_.push_back(std::move(step));
    const bool found = find(value);
    path_.pop_back();
    return found;
  }

  const base::ResourceRef& ref_;
  std::vector<PathStep> path_;
};

}  // namespace

bool is_policy(const base::ResourceRef& ref) {
  return !ref.kind.starts_with("MeshConfig") &&
         releases::catalog().is_mesh_kind(model::split_api_version(ref.api_version).group, ref.kind);
}

bool is_secret(const base::ResourceRef& ref, std::span<const PathStep> path, const Json& value) {
  if (ref.kind == "Secret") return is_in_secret(path);
  if (ref.kind == "ConfigMap" && !path.empty() && path.front().name == "binaryData") return value.is_string();
  const auto* text = value.get_ptr<const std::string*>();
  if ((text == nullptr && !value.is_number()) || (text != nullptr && text->empty()) || is_policy(ref)) {
    return false;
  }
  if (is_named_secret(path)) return true;
  if (text == nullptr) return false;
  if (base::looks_secret(*text) || base::sets_secret(*text)) return true;
  const std::optional<Json> document = embedded(*text);
  return document && holds_secret(model::reference_of(*document), {}, *document);
}

bool holds_secret(const base::ResourceRef& ref, std::span<const PathStep> path, const Json& value) {
  return Search(ref, path).find(value);
}

// `--password x` as two arguments.
bool follows_secret_flag(const Json& list, std::size_t index) {
  const auto* flag = index == 0 ? nullptr : list[index - 1].get_ptr<const std::string*>();
  return flag != nullptr && flag->starts_with('-') && flag->find('=') == std::string::npos &&
         list[index].is_string() && names_secret(*flag);
}

bool stands_beside_secret_name(const Json& object, std::string_view pointer) {
  const auto slash = pointer.rfind('/');
  if (slash == std::string_view::npos) return false;
  const Json* parent = base::find(object, pointer.substr(0, slash));
  if (parent == nullptr) return false;
  if (parent->is_array()) {
    std::size_t index = 0;
    const std::string_view last = pointer.substr(slash + 1);
    std::from_chars(last.data(), last.data() + last.size(), index);
    return index < parent->size() && follows_secret_flag(*parent, index);
  }
  const std::string name = item_step(*parent, 0).key;
  return pointer.ends_with("/value") && (names_secret(name) || is_value_of_mesh(releases::pointer_of(name)));
}

PathStep item_step(const Json& item, std::size_t index) {
  PathStep step{std::to_string(index), {}, true};
  if (item.is_object()) {
    for (const char* member : {"name", "key"}) {
      const auto name = item.find(member);
      if (step.key.empty() && name != item.end() && name->is_string()) step.key = name->get<std::string>();
    }
  }
  return step;
}

}  // namespace nsmkit::diff
