#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nsmkit::diff {

/// One step on the way into an object: a member, or an item of a list.
struct PathStep {
  std::string name;  ///< of the member; of an item its index
  std::string key;   ///< of an item: what names it, where something does
  bool item = false;
  std::string shared = {};  ///< of an item: the key that others in the list have too, without its number
};

/// As users write it: spec.backends[catalog-v1].weight, metadata.annotations['example.com/note'].
[[nodiscard]] std::string path_text(std::span<const PathStep> path);

/// As facts about lists name it: spec.rules[].matches.
[[nodiscard]] std::string list_path(std::span<const PathStep> path);

/// A pattern for places in objects: spec.backends[*].weight, metadata.annotations.*, **.weight, or a JSON
/// pointer (/metadata/labels/app). `*` stands for any characters of one step, `**` for any number of steps;
/// an item is named by its index or by its key, those that share a key together by that or each with its
/// number. What stands below a match matches too.
class PathGlob {
 public:
  /// Throws base::Error (wrong usage) for a pattern without a step or with an unclosed bracket.
  explicit PathGlob(std::string_view pattern);

  /// The work grows with the steps of the pattern times those of the path.
  [[nodiscard]] bool matches(std::span<const PathStep> path) const;

 private:
  std::vector<std::string> steps_;
};

/// Whether one of them matches.
[[nodiscard]] bool any_matches(std::span<const PathGlob> globs, std::span<const PathStep> path);

}  // namespace nsmkit::diff
