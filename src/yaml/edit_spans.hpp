#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/position.hpp"
#include "yaml/edit.hpp"
#include "yaml/tape.hpp"

namespace nsmkit::yaml {

constexpr std::uint32_t kNoNode = UINT32_MAX;

/// One node of a text and the bytes it takes. Offsets count bytes from the start of the text.
struct SpanNode {
  TapeType type = TapeType::kScalar;
  bool flow = false;       ///< a collection in { } or [ ]
  bool pair = false;       ///< a mapping without braces inside [ ]: `[a: 1]`
  bool merge_key = false;  ///< `<<`
  base::Position position;
  std::size_t start = 0;    ///< with its anchor and tag
  std::size_t content = 0;  ///< after them
  std::size_t end = 0;      ///< after its last byte; of a block scalar: at the start of a line
  std::uint32_t parent = kNoNode;
  std::uint32_t last = 0;               ///< index after the last descendant
  std::uint32_t target = kNoNode;       ///< of an alias: the node it stands for
  std::string anchor;                   ///< given to it, or named by an alias
  std::string name;                     ///< of a key: as JSON has it
  std::vector<std::uint32_t> children;  ///< of a mapping: key and value by turns
};

/// The nodes of all documents of a text in pre-order.
struct SpanTree {
  std::vector<SpanNode> nodes;
  std::vector<std::uint32_t> documents;  ///< their roots
  bool is_json = false;
};

/// Reads where the nodes of `text` stand. The text must be one that Reader reads without a problem.
[[nodiscard]] std::variant<SpanTree, EditFault> read_spans(std::string_view text);

/// A member of a mapping (`key` and its value) or an item of a sequence (no key).
struct Member {
  std::uint32_t key = kNoNode;
  std::uint32_t value = kNoNode;
  std::size_t start = 0;  ///< of the key, of `?`, or of the dash of an item in block style
  std::size_t end = 0;
  bool odd = false;  ///< written with `?`, or in a way that the editor does not know
};

[[nodiscard]] std::vector<Member> members_of(const SpanTree& tree, std::string_view text, std::uint32_t node);

/// The first byte from `at` on that is neither white space nor in a comment; `text.size()` at the end.
[[nodiscard]] std::size_t skip_trivia(std::string_view text, std::size_t at);

/// Where `{}` may be written when the block collection `node` has lost all its members: after the colon or
/// dash that stands before it and after its anchor and tag. npos when nothing stands before it.
[[nodiscard]] std::size_t end_of_prefix(const SpanTree& tree, std::string_view text, std::uint32_t node);

}  // namespace nsmkit::yaml
