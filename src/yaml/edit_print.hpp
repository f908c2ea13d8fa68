#pragma once

#include <cstddef>
#include <string>

#include "base/json.hpp"
#include "yaml/edit_text.hpp"

namespace nsmkit::yaml {

/// How a text lays out its collections.
struct Layout {
  std::size_t step = 2;         ///< columns from a mapping to one below it
  std::size_t list_offset = 0;  ///< columns from a key to the dashes of its list
  std::string line_break = "\n";
};

/// The layout of the document with that root, as its first nested mapping and first list show it.
[[nodiscard]] Layout layout_of(const SpanTree& tree, const TextEdits& edits, std::uint32_t root);

/// A member as whole lines in block style at `column`; scalars as kubectl writes them.
[[nodiscard]] std::string block_member(const std::string& key, const Json& value, std::size_t column,
                                       const Layout& layout);

/// How a member of a flow mapping is written.
struct FlowStyle {
  bool json = false;        ///< all strings in quotes
  bool over_lines = false;  ///< nested collections too take a line for each member
  bool space = true;        ///< after a colon or comma
  std::size_t column = 0;   ///< over lines: of the member
  std::size_t step = 2;
  std::string line_break = "\n";
};

[[nodiscard]] std::string flow_member(const std::string& key, const Json& value, const FlowStyle& style);

}  // namespace nsmkit::yaml
