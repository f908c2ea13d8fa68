#include "convert/as_is.hpp"

#include <algorithm>
#include <cstdint>

#include "base/utf8.hpp"
#include "convert/json_member.hpp"
#include "convert/smi_kinds.hpp"

namespace nsmkit::convert {

namespace {

constexpr std::int64_t kMostWeight = 1'000'000'000;

bool has_type(const Json& value, const Json& type) {
  const std::string& name = type.get_ref<const std::string&>();
  return (name == "object" && value.is_object()) || (name == "array" && value.is_array()) ||
         (name == "string" && value.is_string()) || (name == "boolean" && value.is_boolean()) ||
         (name == "integer" && value.is_number_integer()) || (name == "number" && value.is_number());
}

bool scalar_fits(const Json& value, const Json& schema) {
  const Json* allowed = list_member(&schema, "enum");
  if (allowed != nullptr && std::find(allowed->begin(), allowed->end(), value) == allowed->end()) {
    return false;
  }
  const Json* minimum = member(&schema, "minimum");
  if (minimum != nullptr && value.is_number() && value < *minimum) {
    return false;
  }
  const Json* length = member(&schema, "minLength");
  return length == nullptr || !value.is_string() ||
         base::code_points(value.get_ref<const std::string&>()) >= length->get<std::size_t>();
}

bool fits(const Json& value, const Json& schema);

bool has_required(const Json& object, const Json& schema) {
  const Json* required = list_member(&schema, "required");
  return required == nullptr || std::ranges::all_of(*required, [&object](const Json& name) {
           return object.contains(name.get_ref<const std::string&>());
         });
}

// At the root, what every object has is not in the schema.
bool is_own(const std::string& name) {
  return name == "apiVersion" || name == "kind" || name == "metadata" || name == "status";
}

bool members_fit(const Json& object, const Json& schema, bool root) {
  if (!has_required(object, schema)) return false;
  const Json* declared = object_member(&schema, "properties");
  const Json* any = object_member(&schema, "additionalProperties");
  for (const auto& [name, value] : object.items()) {
    if (root && is_own(name)) continue;
    const Json* known = member(declared, name);
    known = known == nullptr ? any : known;
    if (known == nullptr || !known->is_object() || !fits(value, *known)) return false;
  }
  return true;
}

// Stricter than the steps that drop and refuse: a null, a field that is not known and a schema that keeps
// such fields are doubts.
bool fits(const Json& value, const Json& schema) {
  const Json* type = member(&schema, "type");
  if (value.is_null() || (type != nullptr && (!type->is_string() || !has_type(value, *type)))) return false;
  if (!scalar_fits(value, schema)) return false;
  if (value.is_object()) {
    return !schema.contains("x-kubernetes-preserve-unknown-fields") &&
           !schema.contains("x-kubernetes-embedded-resource") && members_fit(value, schema, false);
  }
  if (value.is_array()) {
    const Json* items = object_member(&schema, "items");
    return items == nullptr ||
           std::ranges::all_of(value, [items](const Json& item) { return fits(item, *items); });
  }
  return true;
}

// Below, what the steps of each kind would look at in an object that fits its schema.

bool split_stays(const Json& spec) {
  const Json* backends = list_member(&spec, "backends");
  return backends != nullptr && std::ranges::all_of(*backends, [](const Json& each) {
           const Json* weight = member(&each, "weight");
           return weight != nullptr && weight->is_number_integer() && *weight >= 0 &&
                  *weight <= kMostWeight && !each.contains("matches");
         });
}

bool routes_stay(const Json& spec) {
  const Json* matches = member(&spec, "matches");
  return matches == nullptr ||
         (matches->is_array() && std::ranges::all_of(*matches, [](const Json& match) {
            const Json* headers = member(&match, "headers");
            return headers == nullptr ||
                   (headers->is_object() && !headers->empty() &&
                    std::ranges::all_of(*headers, [](const Json& value) { return value.is_string(); }));
          }));
}

bool subject_stays(const Json& subject) {
  const Json* port = member(&subject, "port");
  const Json* kind = member(&subject, "kind");
  return subject.is_object() && !subject.contains("group") &&
         (port == nullptr || port->is_number_integer()) && kind != nullptr && *kind == "ServiceAccount";
}

bool target_stays(const Json& spec) {
  const Json* destination = object_member(&spec, "destination");
  const Json* sources = list_member(&spec, "sources");
  const Json* rules = list_member(&spec, "rules");
  return destination != nullptr && subject_stays(*destination) && sources != nullptr &&
         std::ranges::all_of(*sources, subject_stays) && rules != nullptr &&
         std::ranges::all_of(*rules, [](const Json& rule) {
           const Json* kind = member(&rule, "kind");
           return kind != nullptr && *kind == "HTTPRouteGroup";
         });
}

bool content_stays(std::string_view kind, const Json& object) {
  const Json* spec = object_member(&object, "spec");
  if (spec == nullptr) return false;
  if (kind == "TrafficSplit") return split_stays(*spec);
  if (kind == "HTTPRouteGroup") return routes_stay(*spec);
  if (kind == "TrafficTarget") return target_stays(*spec);
  if (kind == "TCPRoute") return !spec->contains("matches");
  return kind == "RateLimit" || kind == "CircuitBreaker";
}

}  // namespace

bool stays_as_is(const model::Resource& resource, const Target& target, const Options& options) {
  const KindId id = identify(resource.ref);
  if (id.group.empty() || id.group_corrected || options.fill_namespaces) return false;
  const auto stored = target.crds.by_kind(resource.ref.kind);
  const auto goal = std::ranges::find_if(stored, [&id](const auto* crd) { return crd->group == id.group; });
  if (goal == stored.end() || (*goal)->machine_made || (*goal)->schema == nullptr ||
      (*goal)->preserve_unknown_fields || (*goal)->api_version() != resource.ref.api_version) {
    return false;
  }
  if (target.source != nullptr &&
      target.source->find(resource.ref.api_version, resource.ref.kind) == nullptr) {
    return false;
  }
  // Versions that lack what their objects hold: the steps say so.
  if (id.smi &&
      (id.version == "v1alpha1" || (id.version == "v1alpha2" && resource.ref.kind == "TrafficSplit"))) {
    return false;
  }
  return members_fit(resource.object, *(*goal)->schema, true) &&
         content_stays(resource.ref.kind, resource.object);
}

}  // namespace nsmkit::convert
