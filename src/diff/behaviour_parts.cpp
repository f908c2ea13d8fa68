#include "diff/behaviour_parts.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

#include "base/shown_text.hpp"
#include "model/members.hpp"

namespace nsmkit::diff {

namespace {

constexpr std::size_t kShownName = 120;

std::string shown(std::string_view text) { return base::shown_text(text, kShownName); }

std::span<const model::Resource* const> objects_of(const Mesh::ByKind& objects, const std::string& kind) {
  const auto found = objects.find(kind);
  return found == objects.end() ? std::span<const model::Resource* const>() : found->second;
}

std::string shown(const base::ResourceRef& ref) { return shown(model::display_name(ref)); }

}  // namespace

void Assumptions::add(std::string text) { general_.insert(std::move(text)); }

void Assumptions::add(const std::string& text, const base::ResourceRef& object) {
  by_text_[text].names.insert(shown(object));
}

void Assumptions::take(const Assumptions& other) {
  general_.insert(other.general_.begin(), other.general_.end());
  for (const auto& [text, objects] : other.by_text_) {
    by_text_[text].names.insert(objects.names.begin(), objects.names.end());
  }
}

std::vector<std::string> Assumptions::lines() const {
  std::set<std::string> lines = general_;
  for (const auto& [text, objects] : by_text_) {
    const std::size_t count = objects.names.size();
    const std::string number = count == 1 ? "" : std::to_string(count) + " objects, the first: ";
    lines.insert(text + " (" + number + *objects.names.begin() + ")");
  }
  return {lines.begin(), lines.end()};
}

Subject subject_of(const Json& value, const model::Resource& from) {
  const std::string_view name_space = model::text_at(value, "/namespace");
  return {std::string(model::text_at(value, "/kind")),
          name_space.empty() ? from.ref.name_space : std::string(name_space),
          std::string(model::text_at(value, "/name"))};
}

std::string to_text(const Subject& subject) {
  if (subject.name.empty()) {
    return "any other source";
  }
  return (subject.kind.empty() ? "" : shown(subject.kind) + " ") +
         (subject.name_space.empty() ? "" : shown(subject.name_space) + "/") + shown(subject.name);
}

Policies::Policies(const Mesh& mesh, RouteTable& table, Assumptions& assumptions)
    : mesh_(mesh), table_(table), assumptions_(assumptions) {}

const std::vector<const model::Resource*>& Policies::of_kind(const std::string& kind) {
  const auto [found, added] = by_kind_.try_emplace(kind);
  if (added) {
    std::unordered_set<std::string> names;
    for (const model::Resource* object : objects_of(mesh_.accepted, kind)) {
      if (names.insert(model::key_of({object->ref.name_space, object->ref.name})).second) {
        found->second.push_back(object);
      } else {
        assumptions_.add("Of several objects with one name the first is taken.", object->ref);
      }
    }
    for (const model::Resource* object : objects_of(mesh_.refused, kind)) {
      assumptions_.add("Objects that the API server refuses are left out.", object->ref);
    }
  }
  return found->second;
}

Policies::Groups& Policies::groups(const std::string& kind) {
  const auto [found, added] = groups_.try_emplace(kind);
  if (added) {
    for (const model::Resource* object : of_kind(kind)) {
      found->second[model::key_of({object->ref.name_space, object->ref.name})].resource = object;
    }
  }
  return found->second;
}

Policies::Group* Policies::find_group(Groups& groups, const model::Resource& from, std::string_view name) {
  for (const std::string_view place : {std::string_view(from.ref.name_space), std::string_view()}) {
    if (const auto found = groups.find(model::key_of({place, name})); found != groups.end()) {
      return &found->second;
    }
  }
  return nullptr;
}

void Policies::read(Group& group) {
  if (group.read) return;
  group.read = true;
  assumptions_.add(
      "A pathRegex begins at the start of the path and may end before its end; a header pattern may match "
      "anywhere in the value, and asks for the header to be there.");
  std::vector<RouteId> all;
  for (const Json& match : model::list_at(group.resource->object, "/spec/matches")) {
    const RouteId route = table_.add(route_of(match));
    all.push_back(route);
    group.by_name[std::string(model::text_at(match, "/name"))].push_back(route);
  }
  group.all = table_.add_set(std::move(all));
}

RuleRoutes Policies::routes(const model::Resource& from, const Json& rule) {
  const std::string kind(model::text_at(rule, "/kind"));
  const std::string_view name = model::text_at(rule, "/name");
  const bool tcp = kind == "TCPRoute" && from.ref.kind == "TrafficTarget";
  if (kind != "HTTPRouteGroup" && !tcp) {
    assumptions_.add("A rule of a kind that the mesh does not know leads nowhere.", from.ref);
    return {table_.add_set({}), nullptr};
  }
  Groups& known = groups(kind);
  if (known.empty()) {
    assumptions_.add("One side holds no " + kind + ", so what its rules take is not known.");
    return {table_.add_set({table_.add(
                {Route::Type::kUnknown,
                 {},
                 {},
                 {},
                 kind + " " + from.ref.name_space + "/" + std::string(name) + " is not among the inputs"})}),
            nullptr};
  }
  Group* group = find_group(known, from, name);
  if (group == nullptr) {
    assumptions_.add("A rule whose " + kind + " does not exist permits nothing.", from.ref);
    return {table_.add_set({}), nullptr};
  }
  group->used = true;
  if (tcp) {
    assumptions_.add("A TCPRoute allows TCP connections and says nothing about HTTP requests.");
    return {table_.add_set({table_.add({Route::Type::kTcp, {}, {}, {}, {}})}), group->resource};
  }
  read(*group);
  const Json& matches = model::list_at(rule, "/matches");
  if (matches.empty()) {
    return {group->all, group->resource};
  }
  std::vector<RouteId> chosen;
  for (const Json& match : matches) {
    const auto found =
        match.is_string() ? group->by_name.find(match.get_ref<const std::string&>()) : group->by_name.end();
    if (found == group->by_name.end()) {
      assumptions_.add("A rule whose match does not exist permits nothing.", from.ref);
    } else {
      chosen.insert(chosen.end(), found->second.begin(), found->second.end());
    }
  }
  return {table_.add_set(std::move(chosen)), group->resource};
}

void Policies::take_used(const Policies& other) {
  for (const auto& [kind, known] : other.groups_) {
    Groups& own = groups(kind);
    for (const auto& [key, group] : known) {
      if (const auto found = own.find(key); group.used && found != own.end()) found->second.used = true;
    }
  }
}

std::map<std::string, RuleRoutes> Policies::unused_groups() {
  std::map<std::string, RuleRoutes> unused;
  for (auto& [key, group] : groups("HTTPRouteGroup")) {
    if (group.used) continue;
    read(group);
    unused.emplace(key, RuleRoutes{group.all, group.resource});
  }
  return unused;
}

bool Policies::uses_group(const std::string& key) {
  const Groups& all = groups("HTTPRouteGroup");
  const auto found = all.find(key);
  return found != all.end() && found->second.used;
}

Comparison::Comparison(const Mesh& mesh_before, const Mesh& mesh_after, const BehaviourOptions& wanted)
    : before(mesh_before),
      after(mesh_after),
      options(wanted),
      policies{Policies(mesh_before, table, assumptions), Policies(mesh_after, table, assumptions)} {}

void Comparison::take(Comparison&& other) {
  std::ranges::move(other.result.changes, std::back_inserter(result.changes));
  result.unchanged += other.result.unchanged;
  assumptions.take(other.assumptions);
  for (const std::size_t side : kSides) {
    policies[side].take_used(other.policies[side]);
  }
}

void Comparison::add_unchanged(Topic topic, const std::string& subject,
                               const std::function<std::vector<std::string>()>& lines) {
  ++result.unchanged;
  if (options.unchanged == Unchanged::kListed) {
    const std::vector<std::string> same = lines();
    result.changes.push_back({topic, Effect::kUnchanged, subject, subject + ": unchanged", same, same, {}});
  }
}

}  // namespace nsmkit::diff
