#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/position.hpp"

namespace nsmkit::yaml {

/// One node of a value, in the order of the text.
struct SourceNode {
  base::Position key;  ///< of its key; unknown for list items and the root
  base::Position value;
  std::uint32_t end = 0;  ///< index after the last descendant
  std::uint32_t name_offset = 0;
  std::uint32_t name_length = 0;
  std::uint32_t text_offset = 0;
  std::uint32_t text_length = 0;
  bool is_item = false;  ///< stands in a list
  bool is_list = false;
};

/// The flat pre-order table of a document's nodes, and the texts they refer to.
struct SourceTable {
  std::vector<SourceNode> nodes;
  std::string texts;

  /// Children of nodes that have many, by name or position; filled when one of them is first asked for, so
  /// that many findings in one long list do not each walk through it. Not for use by several threads at once.
  mutable std::unordered_map<std::uint32_t, std::unordered_map<std::string, std::uint32_t>> children;
};

/// Where the nodes of a JSON value stand in the text it came from. A cheap view: copies share the table.
/// Pointers are JSON pointers (RFC 6901) from the root of this view; one that leads nowhere gives the
/// position of the deepest node on its way, so there always is one.
class SourceMap {
 public:
  SourceMap() = default;
  explicit SourceMap(std::shared_ptr<const SourceTable> table, std::uint32_t root = 0)
      : table_(std::move(table)), root_(root) {}

  /// Where the value starts.
  [[nodiscard]] base::Position value(std::string_view pointer) const;

  /// Where the key starts; the value for list items and the root.
  [[nodiscard]] base::Position key(std::string_view pointer) const;

  /// The text of an unquoted scalar that is no string, as written (`off`, `0x1F`); nothing for others.
  [[nodiscard]] std::optional<std::string_view> text(std::string_view pointer) const;

  /// The view of a node below; of the whole when there is no such node.
  [[nodiscard]] SourceMap at(std::string_view pointer) const;

  /// Frees the positions below `pointer`; its own then stands for them. Does nothing to a table that is
  /// shared.
  void forget_below(std::string_view pointer);

  /// Views of the items of the list at `pointer`, in order.
  [[nodiscard]] std::vector<SourceMap> items(std::string_view pointer) const;

 private:
  struct Found {
    const SourceNode* node;
    bool exact;
  };
  [[nodiscard]] Found find(std::string_view pointer) const;
  [[nodiscard]] const SourceNode* child(const SourceNode& parent, const std::string& name) const;
  [[nodiscard]] const SourceNode* indexed_child(std::uint32_t parent, const std::string& name) const;
  [[nodiscard]] std::string_view name_of(const SourceNode& node) const;

  std::shared_ptr<const SourceTable> table_;
  std::uint32_t root_ = 0;
};

}  // namespace nsmkit::yaml
