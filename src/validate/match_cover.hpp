#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/json.hpp"

namespace nsmkit::validate {

/// The matches of one HTTPRouteGroup, in order, to find those that an earlier one makes superfluous. Only
/// what is certain is claimed: conditions that are equal, absent, contained in each other, or a path that
/// begins with the other's. Time grows with the number of matches, not with its square.
class MatchCover {
 public:
  /// Enters a match; gives the index of an earlier one that takes every request which this one takes.
  std::optional<std::size_t> enter(const Json& match, std::size_t index);

 private:
  struct Conditions {
    std::vector<std::string> methods;            ///< sorted; empty stands for all
    std::map<std::string, std::string> headers;  ///< by name in lower case
  };

  /// Matches with the same methods and headers, by path.
  struct Group {
    Conditions conditions;
    std::optional<std::size_t> every_path;
    std::unordered_map<std::string, std::size_t> same_path;
    std::map<std::string, std::size_t, std::less<>> starts;           ///< none begins with another
    std::map<std::string, std::size_t, std::less<>> anchored_starts;  ///< those with a leading ^
  };

  static std::optional<Conditions> conditions_of(const Json& match);
  static bool covers(const Conditions& wide, const Conditions& narrow);
  static std::optional<std::size_t> find(const Group& group, std::string_view pattern);
  static void add(Group& group, std::string_view pattern, std::size_t index);
  Group* group_for(Conditions&& conditions);

  std::vector<Group> groups_;
};

}  // namespace nsmkit::validate
