#include "diff/secret_places.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/secret_name.hpp"
#include "model/resource.hpp"
#include "releases/catalog.hpp"

namespace nsmkit::diff {

namespace {

constexpr std::string_view kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

bool is_in_secret(std::span<const PathStep> path) {
  if (path.empty()) return false;
  const std::string& first = path.front().name;
  const bool annotation =
      first == "metadata" && path.size() > 2 && path[1].name == "annotations" && path[2].name == kLastApplied;
  return first == "data" || first == "stringData" || annotation;
}

bool names_secret(std::string_view name) {
  return base::sounds_secret(name) && !base::names_secret_object(name);
}

bool is_named_secret(std::span<const PathStep> path) {
  const bool is_value = !path.empty() && !path.back().item && path.back().name == "value";
  return std::ranges::any_of(path, [is_value](const PathStep& step) {
    return step.item ? is_value && names_secret(step.key) : names_secret(step.name);
  });
}

bool is_policy(const base::ResourceRef& ref) {
  return releases::catalog().is_mesh_kind(model::split_api_version(ref.api_version).group, ref.kind);
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
      std::size_t index = 0;
      return std::ranges::any_of(
          value, [&](const Json& item) { return find_below(item_step(item, index++), item); });
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

bool is_secret(const base::ResourceRef& ref, std::span<const PathStep> path, const Json& value) {
  if (ref.kind == "Secret") return is_in_secret(path);
  const auto* text = value.get_ptr<const std::string*>();
  if ((text == nullptr && !value.is_number()) || (text != nullptr && text->empty()) || is_policy(ref)) {
    return false;
  }
  return is_named_secret(path) ||
         (text != nullptr && (base::looks_secret(*text) || base::sets_secret(*text)));
}

bool holds_secret(const base::ResourceRef& ref, std::span<const PathStep> path, const Json& value) {
  return Search(ref, path).find(value);
}

PathStep item_step(const Json& item, std::size_t index) {
  PathStep step{std::to_string(index), {}, true};
  if (item.is_object()) {
    const auto name = item.find("name");
    if (name != item.end() && name->is_string()) step.key = name->get<std::string>();
  }
  return step;
}

}  // namespace nsmkit::diff
