#include <algorithm>
#include <cstdio>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "base/pointer.hpp"
#include "base/shown_text.hpp"
#include "diff/behaviour_compare.hpp"
#include "diff/behaviour_parts.hpp"
#include "model/members.hpp"

namespace nsmkit::diff {

namespace {

constexpr std::size_t kShownName = 120;
constexpr std::uint64_t kMostWeight = std::uint64_t{1} << 40U;  // a hundred times the sum fits 64 bits
constexpr double kPercent = 100.0;

/// Weights of the backends of one split, by Service.
struct Shares {
  std::map<std::string, std::uint64_t> weights;
  std::uint64_t total = 0;
  std::string unclear;  ///< why the shares cannot be told; empty when they can

  /// The same for shares that are the same: without those of 0, in lowest terms.
  [[nodiscard]] std::string key() const {
    std::uint64_t divisor = 0;
    for (const auto& [service, weight] : weights) {
      divisor = std::gcd(divisor, weight);
    }
    std::string key = unclear;
    for (const auto& [service, weight] : weights) {
      if (weight > 0 || !unclear.empty()) {
        key += model::key_of({service, std::to_string(divisor == 0 ? 0 : weight / divisor)});
      }
    }
    return key;
  }
};

// Weights are relative. The schema takes whole numbers from 0 on; what else an old layout held is no share.
Shares shares_of(const Json& backends) {
  Shares shares;
  const auto written = [&backends] { return backends.dump(-1, ' ', false, Json::error_handler_t::replace); };
  for (const Json& backend : backends) {
    const std::string service(model::text_at(backend, "/service"));
    const auto weight = model::integer_at(backend, "/weight");
    if (service.empty() || (weight && *weight < 0) ||
        (!weight && base::find(backend, "/weight") != nullptr)) {
      shares.unclear = "weights that are no whole numbers from 0 on: " + written();
      return shares;
    }
    if (weight && static_cast<std::uint64_t>(*weight) > kMostWeight) {
      shares.unclear = "weights too large to be told apart: " + written();
      return shares;
    }
    shares.weights[service] += static_cast<std::uint64_t>(weight.value_or(0));
    shares.total += static_cast<std::uint64_t>(weight.value_or(0));
  }
  if (shares.total == 0) {
    shares.unclear = "no backend has a weight above 0: " + written();
  }
  return shares;
}

std::string percent(std::uint64_t weight, std::uint64_t total) {
  if (weight * 100 % total == 0) {
    return std::to_string(weight * 100 / total) + " %";
  }
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.2f",
                static_cast<double>(weight) * kPercent / static_cast<double>(total));
  return std::string(buffer.data()) + " %";
}

std::string share_text(const Shares& shares, const std::string& service) {
  const auto found = shares.weights.find(service);
  return found == shares.weights.end() ? "none" : percent(found->second, shares.total);
}

std::string shown(const std::string& text) { return base::shown_text(text, kShownName); }

std::string to_text(const Shares& shares) {
  if (!shares.unclear.empty()) {
    return "shares unknown, " + base::shown_text(shares.unclear, 200);
  }
  std::string text;
  for (const auto& [service, weight] : shares.weights) {
    text += (text.empty() ? "" : ", ") + shown(service) + " " + share_text(shares, service);
  }
  return text;
}

// "catalog-v1 90 % -> 50 %, catalog-v2 10 % -> 50 %"; exact weights where rounding hides the change.
std::string change_text(const Shares& before, const Shares& after) {
  if (!before.unclear.empty() || !after.unclear.empty()) {
    return to_text(before) + " -> " + to_text(after);
  }
  std::set<std::string> services;
  for (const Shares* shares : {&before, &after}) {
    for (const auto& [service, weight] : shares->weights) {
      services.insert(service);
    }
  }
  std::string text;
  bool differs = false;
  for (const std::string& service : services) {
    const std::string then = share_text(before, service);
    const std::string now = share_text(after, service);
    differs = differs || then != now;
    text += (text.empty() ? "" : ", ") + shown(service) + " " + (then == now ? now : then + " -> " + now);
  }
  const auto weights = [](const Shares& shares) {
    std::string out;
    for (const auto& [service, weight] : shares.weights) {
      out += (out.empty() ? "" : " : ") + std::to_string(weight);
    }
    return out;
  };
  return differs ? text : text + " (weights " + weights(before) + " -> " + weights(after) + ")";
}

struct Split {
  const model::Resource* object = nullptr;
  Shares shares;
  std::uint32_t label = 0;
  bool always = true;              ///< for all requests to the Service
  std::vector<RouteId> condition;  ///< sorted
  std::vector<RuleRoutes> rules;
};

struct Apex {
  std::string text;
  std::array<std::vector<Split>, 2> splits;
};

class Splits {
 public:
  explicit Splits(Comparison& comparison) : comparison_(comparison), table_(comparison.table) {}

  void run() {
    for (const std::size_t side : kSides) {
      for (const model::Resource* object : comparison_.policies[side].of_kind("TrafficSplit")) {
        add(*object, side);
      }
    }
    for (const auto& [key, apex] : apexes_) {
      compare(apex);
    }
  }

 private:
  void add(const model::Resource& object, std::size_t side) {
    const std::string_view service = model::text_at(object.object, "/spec/service");
    if (service.empty()) {
      comparison_.assumptions.add("A TrafficSplit without a Service does nothing.", object.ref);
      return;
    }
    Split split;
    split.object = &object;
    split.shares = shares_of(model::list_at(object.object, "/spec/backends"));
    split.label =
        labels_.try_emplace(split.shares.key(), static_cast<std::uint32_t>(labels_.size())).first->second;
    std::vector<RouteSetId> sets;
    for (const Json& match : model::list_at(object.object, "/spec/matches")) {
      split.always = false;
      // All matches of a group count; a list of names beside it is not part of a TrafficSplit.
      Json reference = Json::object();
      if (match.is_object()) {
        reference = match;
        reference.erase("matches");
      }
      split.rules.push_back(comparison_.policies[side].routes(object, reference));
      sets.push_back(split.rules.back().set);
    }
    split.condition = split.always ? std::vector{table_.add({Route::Type::kEverything, {}, {}, {}, {}})}
                                   : table_.all_of(sets);
    Apex& apex = apexes_[model::key_of({object.ref.name_space, service})];
    apex.text = diff::to_text(Subject{"Service", object.ref.name_space, std::string(service)});
    if (!apex.splits[side].empty()) {
      comparison_.assumptions.add("Which of several TrafficSplits of one Service comes first is not defined.",
                                  object.ref);
    }
    apex.splits[side].push_back(std::move(split));
  }

  [[nodiscard]] std::vector<std::string> lines_of(const std::vector<Split>& splits) const {
    std::vector<std::string> lines;
    for (const Split& split : splits) {
      lines.push_back((split.always ? "" : condition_text(split) + ": ") + to_text(split.shares));
    }
    std::ranges::sort(lines);
    return lines;
  }

  [[nodiscard]] std::string condition_text(const Split& split) const {
    std::vector<std::string> texts;
    for (const RouteId id : split.condition) {
      texts.push_back(diff::to_text(table_.route(id)));
    }
    std::ranges::sort(texts);
    std::string out;
    for (const std::string& text : texts) {
      out += (out.empty() ? "" : " or ") + text;
    }
    return out.empty() ? "no request" : out;
  }

  static std::vector<Labelled> labelled(const std::vector<Split>& splits) {
    std::vector<Labelled> all;
    for (const Split& split : splits) {
      for (const RouteId route : split.condition) {
        all.push_back({route, split.label});
      }
    }
    return all;
  }

  void compare(const Apex& apex) {
    const std::vector<Split>& before = apex.splits[0];
    const std::vector<Split>& after = apex.splits[1];
    const LabelChange change = compare_labels(table_, labelled(before), labelled(after));
    if (change.verdict == LabelChange::Verdict::kSame) {
      comparison_.add_unchanged(Topic::kSplit, apex.text, [&] { return lines_of(after); });
      return;
    }
    BehaviourChange statement{Topic::kSplit,    Effect::kChanged, apex.text, {},
                              lines_of(before), lines_of(after),  {}};
    const bool one_to_one =
        before.size() == 1 && after.size() == 1 && before[0].condition == after[0].condition;
    if (change.verdict == LabelChange::Verdict::kMaybe) {
      statement.effect = Effect::kMaybe;
      statement.text = apex.text + ": requests may be spread in another way; this cannot be told for certain";
    } else if (before.empty()) {
      statement.effect = Effect::kAdded;
      statement.text = apex.text + " is now split: " + joined(statement.after);
    } else if (after.empty()) {
      statement.effect = Effect::kRemoved;
      statement.text = apex.text + " is no longer split; before: " + joined(statement.before);
    } else if (one_to_one) {
      const std::string condition =
          before[0].always ? "" : ", requests that match " + condition_text(before[0]);
      statement.subject += condition;
      statement.text = statement.subject + ": " + change_text(before[0].shares, after[0].shares);
    } else {
      statement.text = apex.text + ": other requests are split, or in other shares" +
                       (change.example.empty() ? "" : ", such as " + change.example) +
                       "; before: " + joined(statement.before) + "; after: " + joined(statement.after);
    }
    for (const auto& side : apex.splits) {
      for (const Split& split : side) {
        statement.places.push_back(split.object->location);
        for (const RuleRoutes& rule : split.rules) {
          if (rule.group != nullptr && !one_to_one) {
            statement.places.push_back(rule.group->location);
          }
        }
      }
    }
    comparison_.result.changes.push_back(std::move(statement));
  }

  static std::string joined(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& line : lines) {
      out += (out.empty() ? "" : "; ") + line;
    }
    return out;
  }

  Comparison& comparison_;
  RouteTable& table_;
  std::map<std::string, std::uint32_t> labels_;
  std::map<std::string, Apex> apexes_;
};

}  // namespace

void compare_splits(Comparison& comparison) { Splits(comparison).run(); }

}  // namespace nsmkit::diff
