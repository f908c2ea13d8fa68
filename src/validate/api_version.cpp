#include "validate/api_version.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "releases/catalog.hpp"
#include "validate/schema_rules.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

using releases::CrdResource;
using releases::CrdSet;

// The API version of an object in parts; `group` is empty for the core group.
struct ApiVersion {
  std::string_view text, group, version;
};

ApiVersion split(std::string_view text) {
  const std::size_t slash = text.find('/');
  return slash == std::string_view::npos ? ApiVersion{text, {}, text}
                                         : ApiVersion{text, text.substr(0, slash), text.substr(slash + 1)};
}

std::string_view string_at(const Json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? std::string_view(it->get_ref<const std::string&>())
                                               : std::string_view();
}

// Every set that could explain an object: the target's first.
template <class Visit>
void each_resource(const CrdSet& set, const Visit& visit) {
  std::for_each(set.resources().begin(), set.resources().end(), visit);
  for (const CrdSet& known : releases::catalog().crd_sets()) {
    std::for_each(known.resources().begin(), known.resources().end(), visit);
  }
}

bool is_known_group(const CrdSet& set, std::string_view group) {
  bool known = false;
  each_resource(set, [&](const CrdResource& resource) { known = known || resource.group == group; });
  return known;
}

bool is_known_kind(const CrdSet& set, std::string_view kind) {
  bool known = false;
  each_resource(set, [&](const CrdResource& resource) { known = known || resource.kind == kind; });
  return known;
}

bool is_machine_made(const CrdSet& set, std::string_view group, std::string_view kind) {
  bool machine = false;
  each_resource(set, [&](const CrdResource& resource) {
    machine = machine || (resource.machine_made && resource.group == group && resource.kind == kind);
  });
  return machine;
}

// Another project may well have a RateLimit of its own; only a group that looks like the mesh's is
// taken for a slip.
bool resembles_mesh_group(std::string_view group) {
  static constexpr std::array<std::string_view, 3> kDomains = {"smi-spec.io", "smi.nginx.com",
                                                               "nsm.nginx.com"};
  if (group.empty()) {
    return true;
  }
  if (std::any_of(kDomains.begin(), kDomains.end(),
                  [&](std::string_view domain) { return group.ends_with(domain); })) {
    return true;
  }
  const auto& groups = releases::catalog().mesh_groups();
  const std::vector<std::string_view> names(groups.begin(), groups.end());
  return base::nearest(group, names).has_value();
}

std::string serving_releases(const ApiVersion& api, std::string_view kind) {
  const auto serving = releases::catalog().serving(api.group, api.version, kind);
  if (serving.empty()) {
    return "";
  }
  const std::string& first = serving.front()->version;
  const std::string& last = serving.back()->version;
  return serving.size() == 1 ? "Release " + first + " serves it. "
                             : "Releases " + first + " to " + last + " serve it. ";
}

std::string served_versions(const std::vector<const CrdResource*>& resources) {
  std::string out;
  for (const CrdResource* resource : resources) {
    out += (out.empty() ? "" : " or ") + resource->api_version();
  }
  return out;
}

Violation violation(const base::RuleInfo& rule, std::string pointer, std::string message,
                    std::string remedy) {
  return {&rule, rule.severity, std::move(pointer), false, std::move(message), std::move(remedy)};
}

Violation not_served(const ApiVersion& api, std::string_view kind, const CrdSet& set) {
  const auto served = set.by_kind(kind);
  const std::string name = std::string(kind);
  std::string message = shortened(api.text) + " " + name + " is not served by this release";
  if (served.empty()) {
    return violation(rules::kApiVersionNotServed, "/apiVersion",
                     std::move(message) + ", which has no " + name,
                     serving_releases(api, kind) + "Leave the object out for this release.");
  }
  return violation(rules::kApiVersionNotServed, "/apiVersion",
                   std::move(message) + "; it serves " + served_versions(served),
                   serving_releases(api, kind) + "Write apiVersion: " + served.front()->api_version() +
                       " and check that the fields still fit.");
}

Violation unknown_kind(const ApiVersion& api, std::string_view kind, const CrdSet& set) {
  std::vector<std::string_view> names;
  each_resource(set, [&](const CrdResource& resource) {
    if (resource.group == api.group) {
      names.emplace_back(resource.kind);
      names.emplace_back(resource.plural);
    }
  });
  const auto meant = base::nearest(kind, names);
  std::string suggestion(rules::kKindUnknown.remedy);
  each_resource(set, [&](const CrdResource& resource) {
    if (meant && (resource.kind == *meant || resource.plural == *meant)) {
      suggestion = "Did you mean " + resource.kind + "?";
    }
  });
  return violation(rules::kKindUnknown, "/kind",
                   "the group " + shortened(api.group) + " has no kind " + in_quotes(kind),
                   std::move(suggestion));
}

Violation not_a_name(const Json& object, const char* key) {
  const auto it = object.find(key);
  const std::string what =
      it == object.end() ? " is missing" : " is " + describe_value(*it) + "; it must be a name";
  return violation(rules::kKindUnknown, std::string("/") + key, key + what,
                   std::string(rules::kKindUnknown.remedy));
}

}  // namespace

ResolvedKind resolve_kind(const Json& object, const CrdSet& set) {
  const ApiVersion api = split(string_at(object, "apiVersion"));
  const std::string_view kind = string_at(object, "kind");
  if (const CrdResource* resource = set.find(api.group, api.version, kind)) {
    return {resource, true, std::nullopt};
  }
  const bool group_known = is_known_group(set, api.group);
  if (kind.empty()) {
    return {nullptr, group_known, not_a_name(object, "kind")};
  }
  const bool kind_known = is_known_kind(set, kind);
  if (api.text.empty()) {
    return {nullptr, kind_known, not_a_name(object, "apiVersion")};
  }
  if (is_machine_made(set, api.group, kind)) {
    return {nullptr, true, std::nullopt};
  }
  if (kind_known && (group_known || resembles_mesh_group(api.group))) {
    return {nullptr, true, not_served(api, kind, set)};
  }
  if (group_known) {
    return {nullptr, true, unknown_kind(api, kind, set)};
  }
  return {};
}

}  // namespace nsmkit::validate
