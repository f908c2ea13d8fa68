#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "yaml/events.hpp"
#include "yaml/limits.hpp"
#include "yaml/problem.hpp"

namespace nsmkit::yaml {

enum class TapeType : std::uint8_t { kScalar, kMapping, kSequence, kAlias };

/// One node as written, before its meaning is resolved.
struct TapeNode {
  TapeType type = TapeType::kScalar;
  bool plain = false;
  bool hollow = false;  ///< a sequence whose items are read one by one: empty to the decoder
  base::Position start;
  std::uint32_t end = 0;     ///< index after the last descendant
  std::uint32_t target = 0;  ///< of an alias: the node it stands for
  std::uint32_t text_offset = 0;
  std::uint32_t text_length = 0;
  std::uint32_t tag_length = 0;  ///< the tag follows the text in the arena
};

/// The nodes of one document, or of one item of a long List, in pre-order.
class Tape {
 public:
  explicit Tape(const Limits& limits) : limits_(limits) {}

  /// Appends the node that starts with `event` and all below it, reading on from `source`. Gives the
  /// problem that ended it, if one did. `depth` is the number of levels around the node.
  std::optional<Problem> append(EventSource& source, Event event, std::uint32_t depth);

  /// Appends a collection without content, to be filled by further calls of append and then closed.
  std::uint32_t open(const Event& event, bool hollow = false);
  void close(std::uint32_t index) { nodes_[index].end = size(); }

  /// Drops all nodes from `size` on, unless an anchor was seen: an alias may still refer to it.
  void shrink(std::uint32_t size, std::size_t arena_size);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(nodes_.size()); }
  [[nodiscard]] std::size_t arena_size() const { return arena_.size(); }
  [[nodiscard]] const TapeNode& operator[](std::uint32_t index) const { return nodes_[index]; }

  [[nodiscard]] std::string_view text(const TapeNode& node) const {
    return std::string_view(arena_).substr(node.text_offset, node.text_length);
  }
  [[nodiscard]] std::string_view tag(const TapeNode& node) const {
    return std::string_view(arena_).substr(node.text_offset + node.text_length, node.tag_length);
  }

  void clear();

 private:
  std::optional<Problem> add(const Event& event, std::uint32_t depth);

  Limits limits_;
  std::vector<TapeNode> nodes_;
  std::vector<std::uint32_t> open_;
  std::string arena_;
  std::unordered_map<std::string, std::uint32_t> anchors_;
  std::uint64_t nesting_work_ = 0;
};

/// The problem that a source's syntax error stands for.
[[nodiscard]] Problem syntax_problem(const SyntaxError& error);

}  // namespace nsmkit::yaml
