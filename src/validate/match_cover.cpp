#include "validate/match_cover.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "validate/path_pattern.hpp"
#include "validate/pcre.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate {

namespace {

// Each match is compared with this many combinations of methods and headers; real groups have a handful.
constexpr std::size_t kMaxGroups = 64;

using Starts = std::map<std::string, std::size_t, std::less<>>;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

/// The start that `text` begins with. Since none begins with another, it is the last one not after `text`.
std::optional<std::size_t> find_start(const Starts& starts, std::string_view text) {
  auto next = starts.upper_bound(text);
  if (next == starts.begin()) {
    return std::nullopt;
  }
  --next;
  return text.starts_with(next->first) ? std::optional(next->second) : std::nullopt;
}

void add_start(Starts& starts, const std::string& text, std::size_t index) {
  if (find_start(starts, text)) {
    return;
  }
  auto longer = starts.lower_bound(text);
  while (longer != starts.end() && longer->first.starts_with(text)) {
    longer = starts.erase(longer);
  }
  starts.emplace(text, index);
}

// False when a header has two conditions: which of them counts is unknown.
bool add_headers(const Json& headers, std::map<std::string, std::string>& all) {
  for (const auto& [name, value] : headers.items()) {
    if (!value.is_string() || !all.try_emplace(lower(name), value.get<std::string>()).second) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::optional<MatchCover::Conditions> MatchCover::conditions_of(const Json& match) {
  Conditions conditions;
  for (const Json& method : list_at(match, "/methods")) {
    if (!method.is_string()) {
      return std::nullopt;
    }
    conditions.methods.push_back(method.get<std::string>());
  }
  std::sort(conditions.methods.begin(), conditions.methods.end());
  if (std::binary_search(conditions.methods.begin(), conditions.methods.end(), "*")) {
    conditions.methods.clear();
  }
  bool clear = add_headers(object_at(match, "/headers"), conditions.headers);
  for (const Json& headers : list_at(match, "/headers")) {
    clear = clear && headers.is_object() && add_headers(headers, conditions.headers);
  }
  return clear ? std::optional(std::move(conditions)) : std::nullopt;
}

bool MatchCover::covers(const Conditions& wide, const Conditions& narrow) {
  const bool methods = wide.methods.empty() || (!narrow.methods.empty() &&
                                                std::includes(wide.methods.begin(), wide.methods.end(),
                                                              narrow.methods.begin(), narrow.methods.end()));
  if (!methods || wide.headers.size() > narrow.headers.size()) {
    return false;
  }
  return std::all_of(wide.headers.begin(), wide.headers.end(), [&narrow](const auto& header) {
    const auto same = narrow.headers.find(header.first);
    return same != narrow.headers.end() && (same->second == header.second || header.second == ".*");
  });
}

std::optional<std::size_t> MatchCover::find(const Group& group, std::string_view pattern) {
  if (group.every_path) {
    return group.every_path;
  }
  if (const auto same = group.same_path.find(std::string(pattern)); same != group.same_path.end()) {
    return same->second;
  }
  const auto start = literal_start(pattern);
  if (!start) {
    return std::nullopt;
  }
  const auto found = find_start(group.starts, start->text);
  return found || !start->anchored ? found : find_start(group.anchored_starts, start->text);
}

void MatchCover::add(Group& group, std::string_view pattern, std::size_t index) {
  if (group.every_path) {
    return;
  }
  if (matches_every_path(pattern)) {
    group.every_path = index;
  } else if (!check_pattern(pattern)) {
    group.same_path.try_emplace(std::string(pattern), index);
    if (const auto path = literal_path(pattern)) {
      add_start(path->anchored ? group.anchored_starts : group.starts, path->text, index);
    }
  }
}

MatchCover::Group* MatchCover::group_for(Conditions&& conditions) {
  const auto same = [&conditions](const Group& group) {
    return group.conditions.methods == conditions.methods && group.conditions.headers == conditions.headers;
  };
  const auto found = std::find_if(groups_.begin(), groups_.end(), same);
  if (found != groups_.end()) {
    return &*found;
  }
  if (groups_.size() == kMaxGroups) {
    return nullptr;
  }
  groups_.push_back({std::move(conditions), {}, {}, {}, {}});
  return &groups_.back();
}

std::optional<std::size_t> MatchCover::enter(const Json& match, std::size_t index) {
  auto conditions = match.is_object() ? conditions_of(match) : std::nullopt;
  if (!conditions) {
    return std::nullopt;
  }
  const std::string_view pattern = text_at(match, "/pathRegex");
  std::optional<std::size_t> earlier;
  for (const Group& group : groups_) {
    if (covers(group.conditions, *conditions)) {
      const auto found = find(group, pattern);
      earlier = earlier && found ? std::min(earlier, found) : earlier ? earlier : found;
    }
  }
  if (Group* group = group_for(std::move(*conditions))) {
    add(*group, pattern, index);
  }
  return earlier;
}

}  // namespace nsmkit::validate
