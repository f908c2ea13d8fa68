#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <utility>

#include "diff/behaviour_access_text.hpp"
#include "diff/behaviour_compare.hpp"
#include "diff/behaviour_matrix.hpp"
#include "diff/behaviour_parts.hpp"
#include "model/members.hpp"

namespace nsmkit::diff {

namespace {

using Port = std::optional<std::int64_t>;

/// Who may reach whom: one destination and one source. No port stands for all ports.
struct Pair {
  Subject destination;
  Subject source;
  bool unclear = false;  ///< stands for TrafficTargets without sources, of which nobody knows what they mean
  std::array<std::map<Port, std::vector<const Grant*>>, 2> grants;
};

struct Destination {
  Subject subject;
  std::array<std::vector<const Grant*>, 2> grants;
  std::array<bool, 2> unclear{};  ///< some TrafficTarget names no sources: it may mean anybody
  std::vector<std::size_t> pairs;
};

class Access {
 public:
  explicit Access(Comparison& comparison) : comparison_(comparison), table_(comparison.table) {
    everything_ = table_.add_set({table_.add({Route::Type::kEverything, {}, {}, {}, {}})});
  }

  void run() {
    for (const std::size_t side : kSides) {
      for (const model::Resource* target : comparison_.policies[side].of_kind("TrafficTarget")) {
        add(*target, side);
      }
    }
    settle_modes();
    for (const auto& [key, destination] : destinations_) {
      compare(destination);
    }
    if (wants_matrix()) {
      comparison_.result.access = matrix_.made();
    }
  }

 private:
  [[nodiscard]] bool wants_matrix() const { return comparison_.options.matrix == Matrix::kMade; }

  void add(const model::Resource& target, std::size_t side) {
    const Subject destination = subject_of(model::object_at(target.object, "/spec/destination"), target);
    if (destination.name.empty()) {
      comparison_.assumptions.add("A TrafficTarget without a destination does nothing.", target.ref);
      return;
    }
    const Grant& grant = grants_.emplace_back(grant_of(target, side));
    const Port port = model::integer_at(target.object, "/spec/destination/port");
    if (port) {
      comparison_.assumptions.add(
          "A TrafficTarget for one port guards the other ports of its destination, too.");
    }
    Destination& entry =
        destinations_[model::key_of({destination.name_space, destination.name, destination.kind})];
    entry.subject = destination;
    entry.grants[side].push_back(&grant);
    if (model::text_at(target.object, "/spec/destination/namespace").empty()) {
      comparison_.assumptions.add("A subject without a namespace is in that of its policy.", target.ref);
    }
    bool any = false;
    std::set<Subject> seen;
    for (const Json& value : model::list_at(target.object, "/spec/sources")) {
      const Subject source = subject_of(value, target);
      if (!source.name.empty() && seen.insert(source).second) {
        any = true;
        pair_of(entry, source, false).grants[side][port].push_back(&grant);
      }
    }
    if (!any) {
      comparison_.assumptions.add("What a TrafficTarget without sources allows is not defined.", target.ref);
      entry.unclear[side] = true;
      pair_of(entry, {}, true).grants[side][port].push_back(&grant);
    }
  }

  Grant grant_of(const model::Resource& target, std::size_t side) {
    Grant grant{&target, {}};
    for (const Json& rule : model::list_at(target.object, "/spec/rules")) {
      grant.rules.push_back(comparison_.policies[side].routes(target, rule));
    }
    if (grant.rules.empty()) {
      comparison_.assumptions.add("What a TrafficTarget without rules allows is not defined.", target.ref);
      grant.rules.push_back(
          {table_.add_set({table_.add({Route::Type::kUnknown, {}, {}, {}, "a TrafficTarget without rules"})}),
           nullptr});
    }
    return grant;
  }

  Pair& pair_of(Destination& destination, const Subject& source, bool unclear) {
    const Subject& to = destination.subject;
    const auto [found, added] = pair_ids_.try_emplace(
        model::key_of({to.kind, to.name_space, to.name, source.kind, source.name_space, source.name}),
        pairs_.size());
    if (added) {
      pairs_.push_back({to, source, unclear, {}});
      destination.pairs.push_back(found->second);
    }
    return pairs_[found->second];
  }

  void settle_modes() {
    const std::array<std::optional<std::string>, 2> given{known_mode(comparison_.before),
                                                          known_mode(comparison_.after)};
    for (const std::size_t side : kSides) {
      mode_allows_[side] = given[side].value_or(given[1 - side].value_or("allow")) == "allow";
    }
    const bool one_is_guessed = given[0].has_value() != given[1].has_value();
    if (!destinations_.empty() || one_is_guessed || mode_allows_[0] != mode_allows_[1]) {
      say_modes(given, comparison_.assumptions);
    }
    if (mode_allows_[0] != mode_allows_[1]) {
      comparison_.result.changes.push_back(mode_change(mode_allows_[1]));
    }
  }

  static std::optional<std::string> known_mode(const Mesh& mesh) {
    return mesh.access_mode == "allow" || mesh.access_mode == "deny" ? mesh.access_mode : std::nullopt;
  }

  /// Whether everybody may do everything, for want of a TrafficTarget.
  [[nodiscard]] bool open(const Destination& destination, std::size_t side) const {
    return mode_allows_[side] && destination.grants[side].empty();
  }

  void compare(const Destination& destination) {
    const std::array<bool, 2> open_to_all{open(destination, 0), open(destination, 1)};
    for (const std::size_t id : destination.pairs) {
      const Pair& pair = pairs_[id];
      // What is gone may still be allowed by one without sources, and what is new may have been.
      unclear_ = pair.unclear ? std::array{true, true} : destination.unclear;
      compare(pair, open_to_all);
    }
    unclear_ = destination.unclear;
    if (open_to_all[0] != open_to_all[1]) {
      AccessStatement statement{
          to_text(Subject{}), to_text(destination.subject), "", open_to_all, {}, {}, {}};
      const std::size_t closed = open_to_all[0] ? 1 : 0;
      statement.grants[closed] = destination.grants[closed];
      statement.routes[1 - closed] = table_.all_of(std::array{everything_});
      finish(statement);
    }
  }

  void compare(const Pair& pair, const std::array<bool, 2>& open_to_all) {
    std::set<std::int64_t> ports;
    bool all_ports = open_to_all[0] || open_to_all[1];
    for (const auto& grants : pair.grants) {
      for (const auto& [port, list] : grants) {
        all_ports = all_ports || !port;
        if (port) {
          ports.insert(*port);
        }
      }
    }
    if (all_ports) {
      compare_at(pair, {}, ports.empty() ? "" : ", every other port", open_to_all);
    }
    for (const std::int64_t port : ports) {
      compare_at(pair, port, ", port " + std::to_string(port), open_to_all);
    }
  }

  void compare_at(const Pair& pair, const Port& port, const std::string& where,
                  const std::array<bool, 2>& open_to_all) {
    AccessStatement statement{{}, {}, where, open_to_all, {}, {}, {}};
    std::array<std::vector<RouteSetId>, 2> sets;
    for (const std::size_t side : kSides) {
      add_grants(pair.grants[side], {}, statement.grants[side]);
      if (port) {
        add_grants(pair.grants[side], port, statement.grants[side]);
      }
      sets[side] = open_to_all[side] ? std::vector{everything_} : sets_of(statement.grants[side]);
    }
    if (sets[0] == sets[1] && comparison_.options.unchanged == Unchanged::kCounted && !wants_matrix()) {
      ++comparison_.result.unchanged;  // most of a backup: not worth putting into words
      return;
    }
    statement.source = pair.unclear ? "sources that are not named" : to_text(pair.source);
    statement.destination = to_text(pair.destination);
    for (const std::size_t side : kSides) {
      statement.routes[side] = table_.all_of(sets[side]);
    }
    finish(statement);
  }

  static void add_grants(const std::map<Port, std::vector<const Grant*>>& grants, const Port& port,
                         std::vector<const Grant*>& out) {
    if (const auto found = grants.find(port); found != grants.end()) {
      out.insert(out.end(), found->second.begin(), found->second.end());
    }
  }

  static std::vector<RouteSetId> sets_of(const std::vector<const Grant*>& grants) {
    std::set<RouteSetId> sets;
    for (const Grant* grant : grants) {
      std::ranges::transform(grant->rules, std::inserter(sets, sets.end()), &RuleRoutes::set);
    }
    return {sets.begin(), sets.end()};
  }

  void finish(AccessStatement& statement) {
    const auto key = std::pair(table_.add_set(statement.routes[0]), table_.add_set(statement.routes[1]));
    const auto [known, added] = compared_.try_emplace(key);
    if (added) {
      known->second =
          compare_routes(table_, statement.routes[0], statement.routes[1], Protocols::kHttpAndTcp);
    }
    statement.changes = known->second;
    if (unclear_[0]) make_doubtful(statement.changes.gained);
    if (unclear_[1]) make_doubtful(statement.changes.lost);
    if (wants_matrix()) {
      matrix_.add(statement.source, statement.destination + statement.where,
                  {!statement.routes[0].empty(), !statement.routes[1].empty()}, statement.changes);
    }
    auto changes = changes_of(table_, statement);
    if (changes.empty()) {
      comparison_.add_unchanged(Topic::kAccess, subject_text(statement),
                                [&] { return lines_of(table_, statement.routes[1]); });
    }
    std::ranges::move(changes, std::back_inserter(comparison_.result.changes));
  }

  static void make_doubtful(std::vector<RouteChange>& changes) {
    std::ranges::for_each(changes, [](RouteChange& change) { change.extent = Extent::kMaybe; });
  }

  Comparison& comparison_;
  RouteTable& table_;
  MatrixMaker matrix_;
  std::array<bool, 2> unclear_{};  ///< of the pair that is being compared
  RouteSetId everything_ = 0;
  std::array<bool, 2> mode_allows_{true, true};
  std::deque<Grant> grants_;
  std::map<std::string, Destination> destinations_;
  std::unordered_map<std::string, std::size_t> pair_ids_;
  std::deque<Pair> pairs_;
  std::map<std::pair<RouteSetId, RouteSetId>, RouteChanges> compared_;
};

}  // namespace

void compare_access(Comparison& comparison) { Access(comparison).run(); }

}  // namespace nsmkit::diff
