#include "validate/references.hpp"

#include "base/text.hpp"
#include "validate/spec.hpp"
#include "validate/value_text.hpp"

namespace nsmkit::validate {

namespace {

// Similar names are looked for among this many only: time must not grow with the square of the input.
constexpr std::size_t kNamesForHint = 32;
constexpr std::size_t kLongestName = 253;  // a DNS subdomain

void add_route_references(std::span<const model::Resource* const> objects, std::string_view list,
                          std::vector<RouteReference>& found) {
  for (const model::Resource* object : objects) {
    std::size_t index = 0;
    for (const Json& value : list_at(object->object, list)) {
      found.push_back({object, element(list, index++), &value});
    }
  }
}

std::string own_or(const Json& subject, const model::Resource& from) {
  const std::string_view named = text_at(subject, "/namespace");
  return named.empty() ? from.ref.name_space : std::string(named);
}

using Role = TargetReference::Role;

void add_subject(const model::Resource& from, const std::string& pointer, const Json& subject, Role role,
                 std::vector<TargetReference>& found) {
  const std::string_view name = text_at(subject, "/name");
  if (!name.empty()) {
    found.push_back({&from, pointer + "/name", std::string(text_at(subject, "/kind")), own_or(subject, from),
                     std::string(name), role});
  }
}

void add_subjects(const model::Resource& from, std::vector<TargetReference>& found) {
  add_subject(from, "/spec/destination", object_at(from.object, "/spec/destination"), Role::kDestination,
              found);
  std::size_t index = 0;
  for (const Json& source : list_at(from.object, "/spec/sources")) {
    add_subject(from, element("/spec/sources", index++), source, Role::kSource, found);
  }
}

void add_service(const model::Resource& from, std::string pointer, std::string_view name, Role role,
                 std::vector<TargetReference>& found) {
  if (!name.empty()) {
    found.push_back({&from, std::move(pointer), "Service", from.ref.name_space, std::string(name), role});
  }
}

void add_split(const model::Resource& split, std::vector<TargetReference>& found) {
  add_service(split, "/spec/service", text_at(split.object, "/spec/service"), Role::kApex, found);
  std::size_t index = 0;
  for (const Json& backend : list_at(split.object, "/spec/backends")) {
    add_service(split, element("/spec/backends", index++, "/service"), text_at(backend, "/service"),
                Role::kBackend, found);
  }
}

// Written as namespace/name; the namespace left out is `default`, not the object's own.
void add_fallback(const model::Resource& breaker, std::vector<TargetReference>& found) {
  const std::string_view text = text_at(breaker.object, "/spec/fallback/service");
  const auto slash = text.find('/');
  const std::string_view name = slash == std::string_view::npos ? text : text.substr(slash + 1);
  add_service(breaker, "/spec/fallback/service", name, Role::kFallback, found);
  if (!name.empty()) {
    found.back().name_space = slash == std::string_view::npos ? "default" : text.substr(0, slash);
  }
}

}  // namespace

Lookup::Lookup(const RuleContext& context, std::string_view kind, std::string_view api_version) {
  for (const auto objects : {context.all(kind), context.refused(kind)}) {
    for (const model::Resource* object : objects) {
      if (api_version.empty() || object->ref.api_version == api_version) {
        add(*object);
      }
    }
  }
}

void Lookup::add(const model::Resource& resource) {
  by_id_.try_emplace(key_of({resource.ref.name_space, resource.ref.name}), &resource);
  by_name_.try_emplace(resource.ref.name, &resource);
  auto& names = names_[resource.ref.name_space];
  if (names.size() < kNamesForHint) {
    names.push_back(resource.ref.name);
  }
}

bool Lookup::covers(std::string_view name_space) const {
  return name_space.empty() ? !empty() : names_.contains(name_space);
}

const model::Resource* Lookup::find(std::string_view name_space, std::string_view name) const {
  if (name_space.empty()) {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : found->second;
  }
  for (const std::string_view place : {name_space, std::string_view()}) {
    if (const auto found = by_id_.find(key_of({place, name})); found != by_id_.end()) {
      return found->second;
    }
  }
  return nullptr;
}

std::string Lookup::hint(std::string_view name_space, std::string_view name) const {
  if (const model::Resource* namesake = find("", name)) {
    return "namespace " + shortened(namesake->ref.name_space) + " has one of this name";
  }
  const auto names = names_.find(name_space);
  if (names == names_.end() || name.size() > kLongestName) {
    return {};
  }
  const auto meant = base::nearest(name, names->second);
  return meant ? "did you mean " + in_quotes(*meant) + "?" : std::string();
}

void NamedObjects::add(std::string_view name_space, std::string_view name) {
  keys_.insert(key_of({name_space, name}));
  keys_.insert(key_of({name}));
}

bool NamedObjects::has(std::string_view name_space, std::string_view name) const {
  if (name_space.empty()) {
    return keys_.contains(key_of({name}));
  }
  return keys_.contains(key_of({name_space, name})) || keys_.contains(key_of({"", name}));
}

std::vector<RouteReference> route_references(const RuleContext& context, Objects objects) {
  std::vector<RouteReference> found;
  for (const std::string_view kind : kReferrers) {
    const std::string_view list = kind == "TrafficSplit" ? "/spec/matches" : "/spec/rules";
    add_route_references(context.all(kind), list, found);
    if (objects == Objects::kAll) {
      add_route_references(context.refused(kind), list, found);
    }
  }
  return found;
}

void report_missing_routes(RuleContext& context, std::string_view kind) {
  const Lookup routes(context, kind);
  const std::string kind_text(kind);
  std::size_t unchecked = 0;
  RouteReference first{};
  for (const RouteReference& reference : route_references(context, Objects::kAccepted)) {
    const std::string_view name = text_at(*reference.value, "/name");
    const std::string& name_space = reference.from->ref.name_space;
    if (name.empty() || text_at(*reference.value, "/kind") != kind) {
      continue;
    }
    if (routes.empty()) {
      first = unchecked++ == 0 ? reference : first;
    } else if (routes.find(name_space, name) == nullptr) {
      const std::string hint = routes.hint(name_space, name);
      base::Finding& finding = context.report(
          *reference.from, reference.pointer + "/name",
          "there is no " + kind_text + " " + scoped(name_space, name) + (hint.empty() ? "" : "; " + hint));
      if (reference.from->ref.kind == "RateLimit") {
        finding.severity = base::Severity::kWarning;
      }
    }
  }
  if (unchecked > 0) {
    context
        .report(*first.from, first.pointer + "/name",
                "the inputs hold no " + kind_text + ", so " +
                    (unchecked == 1
                         ? "this reference was not checked"
                         : std::to_string(unchecked) + " references were not checked; this is the first"),
                "Give the export of the " + kind_text +
                    "s as well; if the mesh has none, create what is "
                    "named here or remove the reference.")
        .severity = base::Severity::kInfo;
  }
}

std::vector<TargetReference> target_references(const RuleContext& context) {
  std::vector<TargetReference> found;
  for (const model::Resource* split : context.all("TrafficSplit")) {
    add_split(*split, found);
  }
  for (const model::Resource* limit : context.all("RateLimit")) {
    add_subjects(*limit, found);
  }
  for (const model::Resource* breaker : context.all("CircuitBreaker")) {
    add_subjects(*breaker, found);
    add_fallback(*breaker, found);
  }
  return found;
}

std::vector<TargetReference> subjects_of(const model::Resource& traffic_target) {
  std::vector<TargetReference> found;
  add_subjects(traffic_target, found);
  return found;
}

}  // namespace nsmkit::validate
