#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "validate/metadata_fields.hpp"
#include "validate/object_meta.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

class MetaDropLister {
 public:
  explicit MetaDropLister(std::vector<Drop>& drops) : drops_(drops) {}

  void list(const Json& meta, releases::Scope scope) {
    for (auto it = meta.begin(); it != meta.end(); ++it) {
      if (!is_server_set(it.key())) {
        list_field(it.key(), *it, scope);
      }
    }
  }

 private:
  void list_field(const std::string& key, const Json& value, releases::Scope scope) {
    const auto field = metadata_fields().find(key);
    const std::string pointer = join_pointer("/metadata", key);
    if (field == metadata_fields().end()) {
      drops_.push_back({DropKind::kUnknownField, pointer, guess(key)});
    } else if (key == "namespace") {
      list_namespace(value, pointer, scope);
    } else if (value.is_null() || is_empty(value)) {
      drops_.push_back({value.is_null() ? DropKind::kNull : DropKind::kEmpty, pointer, ""});
    } else if (key == "clusterName") {
      drops_.push_back({DropKind::kIgnored, pointer, ""});
    } else if (value.is_object()) {
      list_null_strings(value, pointer);
    } else if (field->second == MetaType::kOwnerList) {
      list_owners(value, pointer);
    }
  }

  static bool is_empty(const Json& value) {
    return value.is_string() ? value.get_ref<const std::string&>().empty() : value.empty();
  }

  static std::string guess(const std::string& key) {
    std::vector<std::string_view> names;
    for (const auto& [name, type] : metadata_fields()) {
      names.emplace_back(name);
    }
    const auto name = base::nearest(key, names);
    return name ? "metadata." + std::string(*name) : "";
  }

  void list_namespace(const Json& value, const std::string& pointer, releases::Scope scope) {
    if (scope == releases::Scope::kCluster) {
      drops_.push_back({DropKind::kIgnored, pointer, ""});
    } else if (value.is_null() || is_empty(value)) {
      drops_.push_back({DropKind::kChanged, pointer, "the namespace of the request"});
    }
  }

  void list_null_strings(const Json& value, const std::string& pointer) {
    for (auto it = value.begin(); it != value.end(); ++it) {
      if (it->is_null()) {
        drops_.push_back({DropKind::kChanged, join_pointer(pointer, it.key()), "\"\""});
      }
    }
  }

  void list_owners(const Json& value, const std::string& pointer) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      const std::string here = join_pointer(pointer, std::to_string(i));
      for (auto it = value[i].begin(); value[i].is_object() && it != value[i].end(); ++it) {
        if (!owner_fields().contains(it.key())) {
          drops_.push_back({DropKind::kUnknownField, join_pointer(here, it.key()), ""});
        } else if (it->is_null()) {
          drops_.push_back({DropKind::kNull, join_pointer(here, it.key()), ""});
        }
      }
    }
  }

  std::vector<Drop>& drops_;
};

}  // namespace

std::vector<Drop> list_metadata_drops(const Json& object, releases::Scope scope) {
  std::vector<Drop> drops;
  if (const auto meta = object.find("metadata"); meta != object.end()) {
    if (meta->is_object()) {
      MetaDropLister(drops).list(*meta, scope);
    } else if (meta->is_null()) {
      drops.push_back({DropKind::kNull, "/metadata", ""});
    }
  }
  return drops;
}

}  // namespace nsmkit::validate
