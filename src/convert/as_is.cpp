#include "convert/as_is.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "convert/json_member.hpp"
#include "convert/smi_kinds.hpp"

namespace nsmkit::convert {

/// One schema. What its keywords do not cover here is a doubt.
struct AsIs::Node {
  struct Member {
    std::string name;
    const Node* node = nullptr;
    bool required = false;
  };

  std::string type;             ///< empty: any
  bool doubtful = false;        ///< a schema that keeps what it does not know, or of another shape
  std::vector<Member> members;  ///< by name
  const Node* any = nullptr;    ///< of members without a schema of their own
  const Node* items = nullptr;
  const Json* allowed = nullptr;  ///< enum
  const Json* minimum = nullptr;
  std::size_t min_length = 0;

  [[nodiscard]] bool fits(const Json& value) const;
  [[nodiscard]] bool members_fit(const Json& object, bool root) const;
  [[nodiscard]] bool has_type(const Json& value) const;
};

/// A kind in the version that the target stores.
struct AsIs::Kind {
  std::string api_version;
  std::string kind;
  const Node* schema = nullptr;
};

namespace {

constexpr std::int64_t kMostWeight = 1'000'000'000;

// At the root, what every object has is not in the schema.
bool is_own(const std::string& name) {
  return name == "apiVersion" || name == "kind" || name == "metadata" || name == "status";
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

bool is_kind(const Json& reference, const char* name) {
  const Json* kind = member(&reference, "kind");
  return kind != nullptr && kind->is_string() && kind->get_ref<const std::string&>() == name;
}

bool subject_stays(const Json& subject) {
  const Json* port = member(&subject, "port");
  return is_kind(subject, "ServiceAccount") && !subject.contains("group") &&
         (port == nullptr || port->is_number_integer());
}

Glance glance_at_target(const Json& spec) {
  const Json* destination = object_member(&spec, "destination");
  const Json* sources = list_member(&spec, "sources");
  const Json* rules = list_member(&spec, "rules");
  if (destination == nullptr || !subject_stays(*destination) || sources == nullptr ||
      !std::ranges::all_of(*sources, subject_stays) || rules == nullptr) {
    return Glance::kDoubt;
  }
  Glance glance = Glance::kStays;
  for (const Json& rule : *rules) {
    if (is_kind(rule, "TCPRoute")) {
      glance = Glance::kStaysWithoutPorts;
    } else if (!is_kind(rule, "HTTPRouteGroup")) {
      return Glance::kDoubt;
    }
  }
  return glance;
}

Glance glance_at_content(std::string_view kind, const Json& object) {
  const Json* spec = object_member(&object, "spec");
  if (spec == nullptr) return Glance::kDoubt;
  if (kind == "TrafficTarget") return glance_at_target(*spec);
  const bool stays = kind == "TrafficSplit"     ? split_stays(*spec)
                     : kind == "HTTPRouteGroup" ? routes_stay(*spec)
                     : kind == "TCPRoute"       ? !spec->contains("matches")
                                                : kind == "RateLimit" || kind == "CircuitBreaker";
  return stays ? Glance::kStays : Glance::kDoubt;
}

// Versions that lack what their objects hold: the steps say so.
bool is_too_old(const KindId& id, std::string_view kind) {
  return id.smi && (id.version == "v1alpha1" || (id.version == "v1alpha2" && kind == "TrafficSplit"));
}

}  // namespace

bool AsIs::Node::has_type(const Json& value) const {
  return type.empty() || (type == "string" && value.is_string()) || (type == "object" && value.is_object()) ||
         (type == "array" && value.is_array()) || (type == "integer" && value.is_number_integer()) ||
         (type == "number" && value.is_number()) || (type == "boolean" && value.is_boolean());
}

// Both stand in the order of their names.
bool AsIs::Node::members_fit(const Json& object, bool root) const {
  auto known = members.begin();
  for (const auto& [name, value] : object.get_ref<const Json::object_t&>()) {
    for (; known != members.end() && known->name < name; ++known) {
      if (known->required) return false;
    }
    const bool declared = known != members.end() && known->name == name;
    const Node* node = declared ? known->node : any;
    if (declared) ++known;
    if (root && is_own(name)) continue;
    if (node == nullptr || !node->fits(value)) return false;
  }
  return std::none_of(known, members.end(), [](const Member& member) { return member.required; });
}

// Stricter than the steps that drop and refuse: a null and a field that is not known are doubts.
bool AsIs::Node::fits(const Json& value) const {
  if (doubtful || value.is_null() || !has_type(value)) return false;
  if (allowed != nullptr && std::find(allowed->begin(), allowed->end(), value) == allowed->end()) {
    return false;
  }
  if (minimum != nullptr && value.is_number() && value < *minimum) return false;
  if (min_length > 0 && value.is_string() &&
      base::code_points(value.get_ref<const std::string&>()) < min_length) {
    return false;
  }
  if (value.is_object()) return members_fit(value, false);
  return !value.is_array() || items == nullptr ||
         std::ranges::all_of(value, [this](const Json& item) { return items->fits(item); });
}

AsIs::AsIs(const Target& target, const Options& options) {
  if (options.fill_namespaces) return;
  for (const releases::CrdResource& crd : target.crds.resources()) {
    base::ResourceRef ref;
    ref.api_version = crd.api_version();
    ref.kind = crd.kind;
    const KindId id = identify(ref);
    const auto stored = target.crds.by_kind(crd.kind);
    const auto goal = std::ranges::find_if(
        stored, [&crd](const releases::CrdResource* each) { return each->group == crd.group; });
    const bool exported =
        target.source == nullptr || target.source->find(ref.api_version, ref.kind) != nullptr;
    if (goal == stored.end() || *goal != &crd || crd.machine_made || crd.schema == nullptr ||
        crd.preserve_unknown_fields || id.group.empty() || id.group_corrected || is_too_old(id, crd.kind) ||
        !exported) {
      continue;
    }
    kinds_.push_back({std::move(ref.api_version), crd.kind, compile(*crd.schema)});
  }
}

AsIs::~AsIs() = default;

const AsIs::Node* AsIs::compile(const Json& schema) {
  Node& node = *nodes_.emplace_back(std::make_unique<Node>());
  node.doubtful = !schema.is_object() || schema.contains("x-kubernetes-preserve-unknown-fields") ||
                  schema.contains("x-kubernetes-embedded-resource");
  if (node.doubtful) return &node;
  if (const Json* type = member(&schema, "type")) {
    node.doubtful = !type->is_string();
    node.type = node.doubtful ? "" : type->get<std::string>();
  }
  if (const Json* declared = object_member(&schema, "properties")) {
    for (const auto& [name, below] : declared->items()) {
      node.members.push_back({name, compile(below), false});
    }
  }
  if (const Json* any = object_member(&schema, "additionalProperties")) {
    node.any = compile(*any);
  }
  if (const Json* required = list_member(&schema, "required")) {
    for (const Json& name : *required) {
      const auto found = std::ranges::find(node.members, name.get<std::string>(), &Node::Member::name);
      node.doubtful = node.doubtful || found == node.members.end();
      if (found != node.members.end()) found->required = true;
    }
  }
  if (const Json* items = object_member(&schema, "items")) {
    node.items = compile(*items);
  }
  node.allowed = list_member(&schema, "enum");
  node.minimum = member(&schema, "minimum");
  if (const Json* length = member(&schema, "minLength")) {
    node.min_length = length->get<std::size_t>();
  }
  return &node;
}

Glance AsIs::glance(const model::Resource& resource) const {
  const auto kind = std::ranges::find_if(kinds_, [&resource](const Kind& each) {
    return each.kind == resource.ref.kind && each.api_version == resource.ref.api_version;
  });
  if (kind == kinds_.end() || kind->schema->doubtful || !resource.object.is_object() ||
      !kind->schema->members_fit(resource.object, true)) {
    return Glance::kDoubt;
  }
  return glance_at_content(resource.ref.kind, resource.object);
}

}  // namespace nsmkit::convert
