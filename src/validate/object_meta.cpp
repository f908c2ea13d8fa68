#include "validate/object_meta.hpp"

#include <algorithm>

#include "validate/k8s_names.hpp"
#include "validate/schema_rules.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

constexpr std::size_t kAnnotationBytes = std::size_t{256} * 1024;

// A string field; null and absent are the empty string, as in Go.
std::string_view string_field(const Json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? std::string_view(it->get_ref<const std::string&>())
                                               : std::string_view();
}

const Json& member(const Json& object, const char* key) {
  static const Json kNull;
  const auto it = object.find(key);
  return it == object.end() ? kNull : *it;
}

// A group and a version as Go's ParseGroupVersion splits them; a wrong form has no version.
std::string_view version_of(std::string_view api_version) {
  const std::size_t slash = api_version.find('/');
  if (slash == std::string_view::npos) {
    return api_version;
  }
  const std::string_view version = api_version.substr(slash + 1);
  return version.find('/') == std::string_view::npos ? version : std::string_view();
}

class ValueCheck {
 public:
  ValueCheck(const Json& meta, std::vector<Violation>& found) : meta_(meta), found_(found) {}

  void check(releases::Scope scope) {
    check_names();
    if (scope == releases::Scope::kNamespaced) {
      check_namespace();
    }
    check_labels();
    check_annotations();
    check_owners();
    check_finalizers();
  }

 private:
  void add(const base::RuleInfo& rule, std::string pointer, bool at_key, std::string message) {
    if (found_.size() < kMaxViolations) {
      found_.push_back(
          {&rule, rule.severity, std::move(pointer), at_key, std::move(message), std::string(rule.remedy)});
    }
  }

  void check_names() {
    const std::string_view name = string_field(meta_, "name");
    std::string_view prefix = string_field(meta_, "generateName");
    if (name.empty() && prefix.empty()) {
      add(rules::kMetadataName, "/metadata/name", false, "metadata.name is missing");
      found_.back().remedy = "Add metadata.name.";
    }
    if (const auto fault = dns_subdomain_fault(name); !name.empty() && !fault.empty()) {
      add(rules::kMetadataName, "/metadata/name", false, "metadata.name " + in_quotes(name) + " " + fault);
    }
    // A dash at its end is fine, because more follows.
    std::string masked(prefix);
    if (masked.size() > 1 && masked.back() == '-') {
      masked.replace(masked.size() - 2, 2, "a");
    }
    if (const auto fault = dns_subdomain_fault(masked); !prefix.empty() && !fault.empty()) {
      add(rules::kMetadataName, "/metadata/generateName", false,
          "metadata.generateName " + in_quotes(prefix) + " " + fault);
    }
  }

  void check_namespace() {
    const std::string_view name = string_field(meta_, "namespace");
    if (const auto fault = dns_label_fault(name); !name.empty() && !fault.empty()) {
      add(rules::kMetadataNamespace, "/metadata/namespace", false,
          "metadata.namespace " + in_quotes(name) + " " + fault);
    }
  }

  void check_labels() {
    for (const auto& [key, value] : member(meta_, "labels").items()) {
      if (const auto fault = qualified_name_fault(key); !fault.empty()) {
        add(rules::kMetadataLabels, join_pointer("/metadata/labels", key), true,
            "the label key " + in_quotes(key) + " " + fault);
      }
      const std::string_view text =
          value.is_string() ? value.get_ref<const std::string&>() : std::string_view();
      if (const auto fault = label_value_fault(text); !fault.empty()) {
        add(rules::kMetadataLabels, join_pointer("/metadata/labels", key), false,
            "the value " + in_quotes(text) + " of label " + shortened(key) + " " + fault);
      }
    }
  }

  void check_annotations() {
    std::size_t total = 0;
    for (const auto& [key, value] : member(meta_, "annotations").items()) {
      total += key.size() + (value.is_string() ? value.get_ref<const std::string&>().size() : 0);
      if (const auto fault = qualified_name_fault(go_lower(key)); !fault.empty()) {
        add(rules::kMetadataAnnotations, join_pointer("/metadata/annotations", key), true,
            "the annotation key " + in_quotes(key) + " " + fault);
      }
    }
    if (total > kAnnotationBytes) {
      add(rules::kMetadataAnnotations, "/metadata/annotations", true,
          "the annotations have " + std::to_string(total) + " bytes; at most " +
              std::to_string(kAnnotationBytes) + " are allowed");
    }
  }

  void check_owners() {
    bool has_controller = false;
    std::size_t index = 0;
    for (const Json& owner : member(meta_, "ownerReferences")) {
      check_owner(owner, join_pointer("/metadata/ownerReferences", std::to_string(index++)));
      const bool controls = owner.is_object() && member(owner, "controller") == true;
      if (controls && has_controller) {
        add(rules::kMetadataOwnerReferences, "/metadata/ownerReferences", true,
            "metadata.ownerReferences names two controllers; only one may be");
      }
      // The server remembers the controller by name, so one without a name is forgotten.
      has_controller = has_controller || (controls && !string_field(owner, "name").empty());
    }
  }

  void check_owner(const Json& owner, const std::string& pointer) {
    const std::string_view api_version = string_field(owner, "apiVersion");
    for (const char* key : {"apiVersion", "kind", "name", "uid"}) {
      const bool good = std::string_view(key) == "apiVersion" ? !version_of(api_version).empty()
                                                              : !string_field(owner, key).empty();
      if (!good) {
        add(rules::kMetadataOwnerReferences, pointer + "/" + key, false,
            std::string("the ") + key + " of an owner reference is missing, empty or malformed");
      }
    }
    if (api_version == "v1" && string_field(owner, "kind") == "Event") {
      add(rules::kMetadataOwnerReferences, pointer, false, "an Event may not own other objects");
    }
  }

  void check_finalizers() {
    bool orphan = false, foreground = false;
    std::size_t index = 0;
    for (const Json& finalizer : member(meta_, "finalizers")) {
      const std::string_view name =
          finalizer.is_string() ? finalizer.get_ref<const std::string&>() : std::string_view();
      if (const auto fault = qualified_name_fault(name); !fault.empty()) {
        add(rules::kMetadataFinalizers, join_pointer("/metadata/finalizers", std::to_string(index)), false,
            "the finalizer " + in_quotes(name) + " " + fault);
      }
      orphan = orphan || name == "orphan";
      foreground = foreground || name == "foregroundDeletion";
      ++index;
    }
    if (orphan && foreground) {
      add(rules::kMetadataFinalizers, "/metadata/finalizers", true,
          "the finalizers orphan and foregroundDeletion exclude each other");
    }
  }

  const Json& meta_;
  std::vector<Violation>& found_;
};

const Json& metadata_of(const Json& object) {
  static const Json kEmpty = Json::object();
  const Json& meta = member(object, "metadata");
  return meta.is_object() ? meta : kEmpty;
}

}  // namespace

std::vector<Violation> check_metadata_values(const Json& object, releases::Scope scope) {
  std::vector<Violation> found;
  ValueCheck(metadata_of(object), found).check(scope);
  return found;
}

bool metadata_accepted(const Json& object, releases::Scope scope) {
  return check_metadata_types(object).empty() && check_metadata_values(object, scope).empty();
}

}  // namespace nsmkit::validate
