#include "diff/behaviour_access_text.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace nsmkit::diff {

namespace {

constexpr std::size_t kRoutesInText = 3;

std::string text_of(const RouteTable& table, const RouteChange& change) {
  const std::string text = to_text(table.route(change.route));
  if (change.extent != Extent::kPart) {
    return text;
  }
  return text + " (in part, such as " + change.example + ")";
}

std::string listed(const RouteTable& table, const std::vector<RouteChange>& changes) {
  std::vector<std::string> texts;
  std::ranges::transform(changes, std::back_inserter(texts),
                         [&table](const RouteChange& change) { return text_of(table, change); });
  std::ranges::sort(texts);
  std::string out;
  for (std::size_t i = 0; const std::string& text : texts) {
    if (i++ == kRoutesInText) {
      return out + "; and " + std::to_string(texts.size() - kRoutesInText) + " more";
    }
    out += (out.empty() ? "" : "; ") + text;
  }
  return out;
}

bool has(const RuleRoutes& rule, const RouteTable& table, const std::set<RouteId>& routes) {
  return std::ranges::any_of(table.set(rule.set), [&routes](RouteId id) { return routes.contains(id); });
}

/// The objects behind `routes`, on both sides: those that name them, and what has become of these.
std::vector<base::Location> places_of(const RouteTable& table, const AccessStatement& statement,
                                      const std::set<RouteId>& routes) {
  using Name = std::pair<std::string_view, std::string_view>;
  const auto name_of = [](const model::Resource& object) {
    return Name(object.ref.name_space, object.ref.name);
  };
  std::set<Name> targets;
  std::set<Name> groups;
  for (const std::size_t side : kSides) {
    for (const Grant* grant : statement.grants[side]) {
      for (const RuleRoutes& rule : grant->rules) {
        if (statement.open_to_all[1 - side] || has(rule, table, routes)) {
          targets.insert(name_of(*grant->target));
          if (rule.group != nullptr && has(rule, table, routes)) {
            groups.insert(name_of(*rule.group));
          }
        }
      }
    }
  }
  std::vector<base::Location> places;
  for (const std::size_t side : kSides) {
    std::set<const model::Resource*> seen;
    const auto add = [&](const model::Resource* object) {
      if (object != nullptr && seen.insert(object).second) {
        places.push_back(object->location);
      }
    };
    for (const Grant* grant : statement.grants[side]) {
      if (!targets.contains(name_of(*grant->target))) {
        continue;
      }
      add(grant->target);
      for (const RuleRoutes& rule : grant->rules) {
        add(rule.group != nullptr && groups.contains(name_of(*rule.group)) ? rule.group : nullptr);
      }
    }
  }
  return places;
}

std::string denied_text(const RouteTable& table, const AccessStatement& statement,
                        const std::string& routes) {
  const std::string who =
      statement.source + " can no longer reach " + statement.destination + statement.where;
  if (statement.routes[1].empty()) {
    return who + " at all; before: " + routes;
  }
  if (statement.open_to_all[0]) {
    std::vector<RouteChange> left;
    for (const RouteId id : statement.routes[1]) {
      left.push_back({id, Extent::kWhole, {}});
    }
    return who + " with any request, but only with: " + listed(table, left);
  }
  return who + " with: " + routes;
}

std::string allowed_text(const AccessStatement& statement, const std::string& routes) {
  const std::string who = statement.source + " can now reach " + statement.destination + statement.where;
  return statement.open_to_all[1] ? who + " with any request" : who + " with: " + routes;
}

/// Splits off what is certain.
std::vector<RouteChange> take_certain(std::vector<RouteChange>& changes) {
  const auto maybe = [](const RouteChange& change) { return change.extent == Extent::kMaybe; };
  const auto middle = std::stable_partition(changes.begin(), changes.end(), maybe);
  std::vector<RouteChange> certain(middle, changes.end());
  changes.erase(middle, changes.end());
  return certain;
}

}  // namespace

std::string subject_text(const AccessStatement& statement) {
  return statement.source + " -> " + statement.destination + statement.where;
}

std::vector<std::string> lines_of(const RouteTable& table, std::span<const RouteId> routes) {
  std::vector<std::string> lines;
  std::ranges::transform(routes, std::back_inserter(lines),
                         [&table](RouteId id) { return to_text(table.route(id)); });
  std::ranges::sort(lines);
  return lines;
}

std::vector<BehaviourChange> changes_of(const RouteTable& table, const AccessStatement& statement) {
  std::vector<RouteChange> maybe_gained = statement.changes.gained;
  std::vector<RouteChange> maybe_lost = statement.changes.lost;
  const std::vector<RouteChange> gained = take_certain(maybe_gained);
  const std::vector<RouteChange> lost = take_certain(maybe_lost);
  std::vector<BehaviourChange> changes;
  const auto add = [&](Effect effect, std::string text,
                       std::initializer_list<const std::vector<RouteChange>*> lists) {
    std::set<RouteId> routes;
    for (const auto* list : lists) {
      std::ranges::transform(*list, std::inserter(routes, routes.end()), &RouteChange::route);
    }
    changes.push_back({Topic::kAccess, effect, subject_text(statement), std::move(text),
                       lines_of(table, statement.routes[0]), lines_of(table, statement.routes[1]),
                       places_of(table, statement, routes)});
  };
  if (!gained.empty()) {
    add(Effect::kAllowed, allowed_text(statement, listed(table, gained)), {&gained});
  }
  if (!lost.empty()) {
    add(Effect::kDenied, denied_text(table, statement, listed(table, lost)), {&lost});
  }
  if (!maybe_gained.empty() || !maybe_lost.empty()) {
    std::string text = statement.source + " -> " + statement.destination + statement.where + ": ";
    text += maybe_gained.empty() ? "" : "may now be allowed: " + listed(table, maybe_gained);
    text += maybe_gained.empty() || maybe_lost.empty() ? "" : "; ";
    text += maybe_lost.empty() ? "" : "may no longer be allowed: " + listed(table, maybe_lost);
    add(Effect::kMaybe, text + "; this cannot be told for certain", {&maybe_gained, &maybe_lost});
  }
  return changes;
}

BehaviourChange mode_change(bool now_allowed) {
  const std::string subject = "any source -> destinations without a TrafficTarget";
  const std::vector<std::string> any{"any request"};
  if (now_allowed) {
    return {Topic::kAccess,
            Effect::kAllowed,
            subject,
            "destinations without a TrafficTarget are now open to all (access control mode deny -> allow)",
            {},
            any,
            {}};
  }
  return {Topic::kAccess,
          Effect::kDenied,
          subject,
          "destinations without a TrafficTarget are now closed to all (access control mode allow -> deny)",
          any,
          {},
          {}};
}

void say_modes(const std::array<std::optional<std::string>, 2>& given, Assumptions& assumptions) {
  const auto taken_from = [&](std::size_t side, const char* missing, const char* there) {
    assumptions.add(std::string("The access control mode of the side ") + missing +
                    " is not known; that of the side " + there + " (" + *given[side] +
                    ") is taken for both.");
  };
  if (given[0] && given[1]) {
    assumptions.add("The access control mode is " + *given[0] +
                    (given[0] == given[1] ? " on both sides." : " before and " + *given[1] + " after."));
  } else if (given[0]) {
    taken_from(0, "after", "before");
  } else if (given[1]) {
    taken_from(1, "before", "after");
  } else {
    assumptions.add(
        "The access control mode is not known; allow, the mesh's default, is taken: a destination without a "
        "TrafficTarget is open to all.");
  }
}

}  // namespace nsmkit::diff
