#include "diff/behaviour_compare.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace nsmkit::diff {

namespace {

bool holds(std::span<const RouteId> routes, RouteId id) { return std::ranges::binary_search(routes, id); }

/// What became of one route, over all cells where it takes requests.
struct Tally {
  bool kept = false;
  bool gone = false;
  bool unclear = false;
  bool certain = false;  ///< gone from a cell without doubt
  std::string example;
};

/// What one side takes of a cell.
struct Taken {
  std::vector<Doubtful> all;  ///< no conditions: sure
  bool sure = false;
  std::vector<const Doubtful*> doubtful;
};

Taken taken_of(const RouteCell& cell, std::span<const RouteId> side) {
  Taken taken;
  for (const RouteId id : cell.sure) {
    if (holds(side, id)) {
      taken.all.push_back({id, {}});
      taken.sure = true;
    }
  }
  for (const Doubtful& one : cell.doubtful) {
    if (holds(side, one.route)) {
      taken.all.push_back(one);
      taken.doubtful.push_back(&one);
    }
  }
  return taken;
}

void tally(const Taken& own, const Taken& other, const std::string& example, std::map<RouteId, Tally>& all) {
  for (const Doubtful& one : own.all) {
    Tally& route = all[one.route];
    const bool kept = other.sure || std::ranges::any_of(other.doubtful, [&one](const Doubtful* wide) {
                        return std::ranges::includes(one.conditions, wide->conditions);
                      });
    if (kept) {
      route.kept = true;
    } else if (!other.doubtful.empty()) {
      route.unclear = true;
    } else {
      route.gone = true;
      if (one.conditions.empty() && !route.certain) {
        route.certain = true;
        route.example = example;
      }
    }
  }
}

std::vector<RouteChange> changes_of(const std::map<RouteId, Tally>& tallies) {
  std::vector<RouteChange> changes;
  for (const auto& [route, tally] : tallies) {
    if (tally.gone && !tally.kept && !tally.unclear) {
      changes.push_back({route, Extent::kWhole, tally.example});
    } else if (tally.certain) {
      changes.push_back({route, Extent::kPart, tally.example});
    } else if (tally.gone || tally.unclear) {
      changes.push_back({route, Extent::kMaybe, {}});
    }
  }
  return changes;
}

std::vector<RouteChange> uncompared(std::span<const RouteId> own, std::span<const RouteId> other) {
  std::vector<RouteChange> changes;
  for (const RouteId id : own) {
    if (!holds(other, id)) {
      changes.push_back({id, other.empty() ? Extent::kWhole : Extent::kMaybe, {}});
    }
  }
  return changes;
}

std::vector<RouteId> united(std::span<const RouteId> before, std::span<const RouteId> after) {
  std::vector<RouteId> all;
  std::ranges::set_union(before, after, std::back_inserter(all));
  return all;
}

std::vector<RouteId> routes_of(std::span<const Labelled> labelled) {
  std::set<RouteId> routes;
  for (const Labelled& one : labelled) {
    routes.insert(one.route);
  }
  return {routes.begin(), routes.end()};
}

void make_set(std::vector<Labelled>& labelled) {
  std::ranges::sort(labelled);
  labelled.erase(std::unique(labelled.begin(), labelled.end()), labelled.end());
}

/// The labels that the requests of a cell meet; those of doubtful routes with their conditions.
struct Met {
  std::set<std::uint32_t> sure;
  std::set<std::pair<std::uint32_t, std::vector<std::uint32_t>>> doubtful;

  bool operator==(const Met&) const = default;
};

Met met_by(const RouteCell& cell, std::span<const Labelled> side) {
  const auto labels_of = [side](RouteId id) {
    const auto first = std::lower_bound(side.begin(), side.end(), Labelled{id, 0});
    const auto last = std::find_if(first, side.end(), [id](const Labelled& one) { return one.route != id; });
    return std::span(first, last);
  };
  Met met;
  for (const RouteId id : cell.sure) {
    for (const Labelled& one : labels_of(id)) {
      met.sure.insert(one.label);
    }
  }
  for (const Doubtful& doubt : cell.doubtful) {
    for (const Labelled& one : labels_of(doubt.route)) {
      if (!met.sure.contains(one.label)) {
        met.doubtful.emplace(one.label, doubt.conditions);
      }
    }
  }
  return met;
}

}  // namespace

RouteChanges compare_routes(const RouteTable& table, std::span<const RouteId> before,
                            std::span<const RouteId> after, Protocols protocols) {
  if (std::ranges::equal(before, after)) {
    return {};
  }
  const auto cells = cells_of(table, united(before, after), protocols);
  if (!cells) {
    return {uncompared(after, before), uncompared(before, after)};
  }
  std::map<RouteId, Tally> gained;
  std::map<RouteId, Tally> lost;
  for (const RouteCell& cell : *cells) {
    const Taken then = taken_of(cell, before);
    const Taken now = taken_of(cell, after);
    tally(then, now, cell.example, lost);
    tally(now, then, cell.example, gained);
  }
  return {changes_of(gained), changes_of(lost)};
}

LabelChange compare_labels(const RouteTable& table, std::vector<Labelled> before,
                           std::vector<Labelled> after) {
  using Verdict = LabelChange::Verdict;
  make_set(before);
  make_set(after);
  if (before == after) {
    return {};
  }
  const auto cells = cells_of(table, united(routes_of(before), routes_of(after)), Protocols::kHttp);
  if (!cells) {
    return {before.empty() || after.empty() ? Verdict::kChanged : Verdict::kMaybe, {}};
  }
  LabelChange change;
  for (const RouteCell& cell : *cells) {
    const Met then = met_by(cell, before);
    const Met now = met_by(cell, after);
    if (then == now) {
      continue;
    }
    if (then.doubtful == now.doubtful || (then.doubtful.empty() && now.doubtful.empty())) {
      return {Verdict::kChanged, cell.example};
    }
    change.verdict = Verdict::kMaybe;
  }
  // Where one side meets nothing at all, there is nothing to compare a pattern with.
  if (change.verdict == Verdict::kMaybe && (before.empty() || after.empty())) {
    change.verdict = Verdict::kChanged;
  }
  return change;
}

}  // namespace nsmkit::diff
