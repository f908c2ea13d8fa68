#include "releases/upgrade_steps.hpp"

#include <algorithm>
#include <stdexcept>

#include "releases/config_data.hpp"

namespace nsmkit::releases {

namespace {

std::size_t place_of(std::string_view version) {
  const auto& all = catalog().releases();
  const auto found = std::ranges::find(all, version, &Release::version);
  return static_cast<std::size_t>(found - all.begin());
}

bool is_one_of(const std::vector<std::string>& versions, const Release& release) {
  return std::ranges::find(versions, release.version) != versions.end();
}

std::string listed(const std::vector<std::string>& versions) {
  std::string text;
  for (const std::string& version : versions) {
    text += (text.empty() ? "" : " or ") + version;
  }
  return text;
}

std::string bounds(std::string_view since, std::string_view until) {
  if (since == until) {
    return std::string(since);
  }
  if (until.empty()) {
    return std::string(since) + " and later";
  }
  return since.empty() ? std::string(until) + " and earlier"
                       : std::string(since) + " to " + std::string(until);
}

// The newest release of the line behind that of `from`, or of its own when there is a later one.
std::vector<const Release*> in_reach(const Release& from) {
  const auto& all = catalog().releases();
  std::vector<const Release*> reach;
  std::string next_line;
  for (std::size_t place = place_of(from.version) + 1; place < all.size(); ++place) {
    const Release& each = all[place];
    if (each.line != from.line && next_line.empty()) {
      next_line = each.line;
    }
    if (each.line != from.line && each.line != next_line) {
      break;
    }
    reach.push_back(&each);
  }
  return reach;
}

}  // namespace

const UpgradeStep& upgrade_step(std::string_view id) {
  const auto& steps = upgrade_data().steps;
  const auto found = std::ranges::find(steps, id, &UpgradeStep::id);
  if (found == steps.end()) {
    throw std::logic_error("no step of an upgrade is called " + std::string(id));
  }
  return *found;
}

bool leads_over(const Release& from, const Release& to, std::string_view version) {
  return place_of(from.version) < place_of(version) && place_of(version) <= place_of(to.version);
}

std::optional<std::string> release_mismatch(const UpgradeCondition& condition, const Release& from,
                                            const Release& to) {
  if (!condition.crosses.empty() && !leads_over(from, to, condition.crosses)) {
    return "the way does not lead over " + condition.crosses;
  }
  if (!condition.spans.empty() && !is_one_of(condition.spans, from) && !is_one_of(condition.spans, to)) {
    return "neither end of the way is " + listed(condition.spans);
  }
  if (!condition.from.empty() && !is_one_of(condition.from, from)) {
    return "it concerns meshes of " + listed(condition.from) + " alone; this one is " + from.version;
  }
  if (!condition.to.empty() && !is_one_of(condition.to, to)) {
    return "it concerns the target " + listed(condition.to) + " alone; this one is " + to.version;
  }
  if (!is_within(from, condition.from_since, condition.from_until)) {
    return "it concerns meshes of " + bounds(condition.from_since, condition.from_until) + "; this one is " +
           from.version;
  }
  if (!is_within(to, condition.to_since, condition.to_until)) {
    return "it concerns targets of " + bounds(condition.to_since, condition.to_until) + "; this one is " +
           to.version;
  }
  return std::nullopt;
}

const Release* next_in_place(const Release& from, const Release& to) {
  const std::vector<const Release*> reach = in_reach(from);
  const Release* next = nullptr;
  for (const Release* each : reach) {
    if (each == &to) {
      next = each;
      break;
    }
    // A later patch of the own line is no progress on the way to another one.
    if (each->line != from.line && place_of(each->version) < place_of(to.version)) {
      next = each;
    }
  }
  if (next == nullptr || place_of(next->version) < place_of(upgrade_data().first_in_place)) {
    return nullptr;
  }
  return next;
}

}  // namespace nsmkit::releases
