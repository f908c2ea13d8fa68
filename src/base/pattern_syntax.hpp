#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace nsmkit::base {

/// A regular expression as a tree. Children are indexes into SyntaxTree::nodes.
struct SyntaxNode {
  enum class Type : std::uint8_t { kEmpty, kBytes, kSequence, kChoice, kRepeat, kBegin, kEnd };
  Type type = Type::kEmpty;
  std::bitset<256> bytes;               ///< kBytes
  std::vector<std::uint32_t> children;  ///< kSequence, kChoice; one for kRepeat
  std::uint32_t least = 0;              ///< kRepeat
  std::optional<std::uint32_t> most;    ///< kRepeat; nothing stands for no bound
};

struct SyntaxTree {
  std::vector<SyntaxNode> nodes;
  std::uint32_t root = 0;
};

/// Most that a repeat may count to, and deepest nesting of groups.
inline constexpr std::uint32_t kMostRepeats = 64;
inline constexpr int kDeepestGroup = 50;

/// Reads a pattern of the syntax that base::PatternSet names; nothing for any other. What is read has the
/// same meaning for PCRE2, byte by byte and without options.
[[nodiscard]] std::optional<SyntaxTree> parse_pattern(std::string_view pattern);

}  // namespace nsmkit::base
