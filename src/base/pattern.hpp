#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nsmkit::base {

/// Where in a text a pattern may begin to match. No pattern is tied to the end unless it says so with $.
enum class PatternStart : std::uint8_t { kAtBegin, kAnywhere };

/// The work a comparison may take, in visits of pattern parts. Once it is used up, the answer is "unknown".
struct WorkLimit {
  std::uint64_t left = 0;

  /// Takes `steps`; false when there are not so many left.
  bool take(std::uint64_t steps) {
    const bool enough = steps <= left;
    left = enough ? left - steps : 0;
    return enough;
  }
};

/// Several regular expressions read as one automaton, to tell exactly which of them can match together: so
/// whether one contains another, whether two overlap, whether some of them cover a third. Texts hold no line
/// breaks. Read are literals, `.`, classes, groups, alternatives, repeats, and ^ and $; look-around,
/// back-references, options and possessive repeats are not (PCRE2 pattern syntax).
class PatternSet {
 public:
  /// Takes a pattern in and gives its number, from 0 on; nothing for a pattern that is not read.
  std::optional<std::uint32_t> add(std::string_view pattern);

  /// Texts that the same patterns match.
  struct Cell {
    std::vector<std::uint32_t> patterns;  ///< sorted; may be empty
    std::string example;                  ///< a shortest text of the cell, in bytes
  };

  /// Every cell that has a text beginning with `prefix`, in the order of length; nothing when `limit` is used
  /// up.
  [[nodiscard]] std::optional<std::vector<Cell>> cells(std::string_view prefix, PatternStart start,
                                                       WorkLimit& limit) const;

  using Bytes = std::bitset<256>;

  /// A state of the automaton: what is read there, and where that leads.
  struct Node {
    enum class Type : std::uint8_t { kBytes, kFork, kBegin, kEnd, kMatch };
    Type type = Type::kMatch;
    std::uint32_t next = 0;
    std::uint32_t other = 0;    ///< kFork: the second way
    std::uint32_t bytes = 0;    ///< kBytes: index into the sets of bytes
    std::uint32_t pattern = 0;  ///< whose node it is
  };

 private:
  std::vector<Node> nodes_;
  std::vector<Bytes> sets_;
  std::vector<std::uint32_t> starts_;
  friend class PatternWalk;
};

}  // namespace nsmkit::base
