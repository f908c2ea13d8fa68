#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <utility>

#include "base/pointer.hpp"
#include "diff/behaviour_compare.hpp"
#include "diff/behaviour_limit_rate.hpp"
#include "diff/behaviour_parts.hpp"
#include "model/members.hpp"

namespace nsmkit::diff {

namespace {

constexpr std::size_t kConditionsInText = 3;

/// A RateLimit as each of its sources meets it.
struct Limit {
  const model::Resource* object = nullptr;
  std::uint32_t content = 0;  ///< the same for limits that do the same
  std::string line;
  std::vector<RuleRoutes> rules;
};

using Limits = std::vector<const Limit*>;

struct Destination {
  std::string text;
  std::array<Limits, 2> defaults;
  std::map<Subject, std::array<Limits, 2>> by_source;
};

std::string joined(const std::vector<std::string>& lines, std::string_view separator) {
  std::string out;
  for (const std::string& line : lines) {
    out += (out.empty() ? "" : std::string(separator)) + line;
  }
  return out;
}

class RateLimits {
 public:
  explicit RateLimits(Comparison& comparison) : comparison_(comparison), table_(comparison.table) {}

  void run() {
    for (const std::size_t side : kSides) {
      for (const model::Resource* object : comparison_.policies[side].of_kind("RateLimit")) {
        add(*object, side);
      }
    }
    if (!limits_.empty()) {
      comparison_.assumptions.add(
          "A RateLimit divides its rate evenly among its sources; burst and delay are not divided. Each Pod "
          "of "
          "the destination accepts the full rate.");
    }
    for (const auto& [key, destination] : destinations_) {
      compare(destination);
    }
  }

 private:
  void add(const model::Resource& object, std::size_t side) {
    const Subject to = subject_of(model::object_at(object.object, "/spec/destination"), object);
    if (to.name.empty()) {
      comparison_.assumptions.add("A RateLimit without a destination does nothing.", object.ref);
      return;
    }
    const std::optional<std::set<Subject>> sources = sources_of(object);
    if (!sources) {
      comparison_.assumptions.add("A RateLimit whose sources have no names does nothing.", object.ref);
      return;
    }
    const Limit& limit =
        limits_.emplace_back(limit_of(object, std::max<std::size_t>(sources->size(), 1), side));
    Destination& entry = destinations_[model::key_of({to.name_space, to.name, to.kind})];
    entry.text = to_text(to);
    if (sources->empty()) {
      entry.defaults[side].push_back(&limit);
      note_clash(entry.defaults[side], object);
    }
    for (const Subject& source : *sources) {
      Limits& own = entry.by_source[source][side];
      own.push_back(&limit);
      note_clash(own, object);
    }
  }

  void note_clash(const Limits& limits, const model::Resource& object) {
    if (limits.size() > 1) {
      comparison_.assumptions.add(
          "Which of several RateLimits of one source and destination is in force is not defined.",
          object.ref);
    }
  }

  // A map was shown by the mesh's own guide, for one source. Nothing: sources without names.
  static std::optional<std::set<Subject>> sources_of(const model::Resource& object) {
    std::set<Subject> sources;
    const Json* written = base::find(object.object, "/spec/sources");
    if (written == nullptr || written->is_null() || (written->is_array() && written->empty())) {
      return sources;
    }
    const Json list = written->is_array() ? *written : Json::array({*written});
    for (const Json& value : list) {
      Subject source = subject_of(value, object);
      if (!source.name.empty()) {
        sources.insert(std::move(source));
      }
    }
    return sources.empty() ? std::nullopt : std::optional(std::move(sources));
  }

  Limit limit_of(const model::Resource& object, std::size_t sources, std::size_t side) {
    Limit limit;
    limit.object = &object;
    const LimitRate rate = limit_rate(model::object_at(object.object, "/spec"), sources);
    std::vector<RouteId> routes;
    const Json& rules = model::list_at(object.object, "/spec/rules");
    std::vector<RouteSetId> sets;
    for (const Json& rule : rules) {
      limit.rules.push_back(comparison_.policies[side].routes(object, rule));
      sets.push_back(limit.rules.back().set);
    }
    limit.line = rate.text;
    if (rules.empty()) {
      routes.push_back(table_.add({Route::Type::kEverything, {}, {}, {}, {}}));
    } else {
      routes = table_.all_of(sets);
      limit.line += " for " + condition_text(routes);
    }
    const std::uint32_t label = number_of(rate.key, labels_);
    std::vector<Labelled> content;  // routes are sorted, so equal contents are equal lists
    std::ranges::transform(routes, std::back_inserter(content), [label](RouteId route) {
      return Labelled{route, label};
    });
    limit.content = number_of(content, contents_);
    content_of_.resize(contents_.size());
    content_of_[limit.content] = std::move(content);
    return limit;
  }

  template <typename Value>
  static std::uint32_t number_of(const Value& value, std::map<Value, std::uint32_t>& known) {
    return known.try_emplace(value, static_cast<std::uint32_t>(known.size())).first->second;
  }

  [[nodiscard]] std::string condition_text(const std::vector<RouteId>& routes) const {
    std::vector<std::string> texts;
    std::ranges::transform(routes, std::back_inserter(texts),
                           [this](RouteId id) { return diff::to_text(table_.route(id)); });
    std::ranges::sort(texts);
    return texts.empty() ? "no request" : joined(texts, " or ");
  }

  void compare(const Destination& destination) {
    const std::array<Met, 2> defaults{met_by(destination.defaults[0]), met_by(destination.defaults[1])};
    for (const auto& [source, own] : destination.by_source) {
      note_narrow(destination, own);
      const std::array<Met, 2> named{met_by(own[0]), met_by(own[1])};
      compare(to_text(source) + " -> " + destination.text, own[0].empty() ? defaults[0] : named[0],
              own[1].empty() ? defaults[1] : named[1]);
    }
    if (!destination.defaults[0].empty() || !destination.defaults[1].empty()) {
      compare(to_text(Subject{}) + " -> " + destination.text, defaults[0], defaults[1]);
    }
  }

  void note_narrow(const Destination& destination, const std::array<Limits, 2>& own) {
    for (const std::size_t side : kSides) {
      for (const Limit* limit : own[side]) {
        if (!limit->rules.empty() && !destination.defaults[side].empty()) {
          comparison_.assumptions.add(
              "A source with a RateLimit of its own does not meet the default one, also where its own is for "
              "some of its requests only.",
              limit->object->ref);
        }
      }
    }
  }

  /// The limits that one source meets on one side, and what they come to.
  struct Met {
    const Limits* limits;
    std::vector<std::uint32_t> contents;
  };

  static Met met_by(const Limits& limits) {
    std::set<std::uint32_t> all;
    for (const Limit* limit : limits) {
      all.insert(limit->content);
    }
    return {&limits, {all.begin(), all.end()}};
  }

  [[nodiscard]] std::vector<Labelled> labelled(const std::vector<std::uint32_t>& numbers) const {
    std::vector<Labelled> all;
    for (const std::uint32_t content : numbers) {
      all.insert(all.end(), content_of_[content].begin(), content_of_[content].end());
    }
    return all;
  }

  static std::vector<std::string> lines_of(const Limits& limits) {
    std::set<std::string> lines;
    for (const Limit* limit : limits) {
      lines.insert(limit->line);
    }
    return {lines.begin(), lines.end()};
  }

  LabelChange change_between(const Met& before, const Met& after) {
    if (before.contents == after.contents) {
      return {};
    }
    const auto [known, added] = compared_.try_emplace({before.contents, after.contents});
    if (added) {
      known->second = compare_labels(table_, labelled(before.contents), labelled(after.contents));
    }
    return known->second;
  }

  void compare(const std::string& subject, const Met& before, const Met& after) {
    const LabelChange change = change_between(before, after);
    if (change.verdict == LabelChange::Verdict::kSame) {
      comparison_.add_unchanged(Topic::kRateLimit, subject, [&after] { return lines_of(*after.limits); });
      return;
    }
    BehaviourChange statement{Topic::kRateLimit,        Effect::kChanged,        subject, {},
                              lines_of(*before.limits), lines_of(*after.limits), {}};
    const std::string then = text_of(statement.before);
    const std::string now = text_of(statement.after);
    statement.text = subject + ": " + then + " -> " + now;
    if (change.verdict == LabelChange::Verdict::kMaybe) {
      statement.effect = Effect::kMaybe;
      statement.text += "; this may change nothing, which cannot be told for certain";
    } else if (statement.before.empty()) {
      statement.effect = Effect::kAdded;
    } else if (statement.after.empty()) {
      statement.effect = Effect::kRemoved;
    }
    add_places(*before.limits, statement.places);
    add_places(*after.limits, statement.places);
    comparison_.result.changes.push_back(std::move(statement));
  }

  static std::string text_of(const std::vector<std::string>& lines) {
    if (lines.size() <= kConditionsInText) {
      return lines.empty() ? "no limit" : joined(lines, "; ");
    }
    return std::to_string(lines.size()) + " limits";
  }

  static void add_places(const Limits& limits, std::vector<base::Location>& places) {
    std::set<const model::Resource*> seen;
    for (const Limit* limit : limits) {
      places.push_back(limit->object->location);
      for (const RuleRoutes& rule : limit->rules) {
        if (rule.group != nullptr && seen.insert(rule.group).second) {
          places.push_back(rule.group->location);
        }
      }
    }
  }

  Comparison& comparison_;
  RouteTable& table_;
  std::deque<Limit> limits_;
  std::map<std::string, Destination> destinations_;
  std::map<std::string, std::uint32_t> labels_;
  std::map<std::vector<Labelled>, std::uint32_t> contents_;
  std::vector<std::vector<Labelled>> content_of_;
  std::map<std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>>, LabelChange> compared_;
};

}  // namespace

void compare_limits(Comparison& comparison) { RateLimits(comparison).run(); }

}  // namespace nsmkit::diff
