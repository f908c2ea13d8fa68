#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "yaml/edit.hpp"
#include "yaml/edit_print.hpp"
#include "yaml/edit_spans.hpp"
#include "yaml/edit_text.hpp"

namespace nsmkit::yaml {

/// What is to change among the members of one collection.
struct CollectionPlan {
  std::vector<bool> removed;  ///< by number of the member
  std::vector<const Insertion*> insert;
};

/// By node of the collection.
using Plans = std::map<std::uint32_t, CollectionPlan>;

/// What the planners work on; `edits` takes what they decide.
struct EditContext {
  std::string_view text;
  const SpanTree& tree;
  TextEdits& edits;
};

/// One collection with its plan, and where its insertions go.
struct Placement {
  std::vector<Member> members;
  std::vector<bool> removed;
  std::map<std::size_t, std::vector<const Insertion*>> in_place_of;  ///< by removed member
  std::map<std::size_t, std::vector<const Insertion*>> after;        ///< by member that stays
  bool emptied = false;                                              ///< nothing stays and nothing comes

  [[nodiscard]] bool goes(std::size_t i) const { return removed[i] && !in_place_of.contains(i); }
};

[[nodiscard]] Placement place(const EditContext& context, std::uint32_t node, const CollectionPlan& plan);

/// Decides what changes in the text for one collection; each gives a fault where it cannot be done.
[[nodiscard]] std::optional<EditFault> edit_block(const EditContext& context, std::uint32_t node,
                                                  const CollectionPlan& plan);
[[nodiscard]] std::optional<EditFault> edit_flow(const EditContext& context, std::uint32_t node,
                                                 const CollectionPlan& plan);

/// Insertions into an empty `{}`: below it in block style, or inside it.
[[nodiscard]] std::optional<EditFault> fill_empty(const EditContext& context, std::uint32_t node,
                                                  const CollectionPlan& plan);

/// The root of the document that `node` stands in.
[[nodiscard]] std::uint32_t root_of(const SpanTree& tree, std::uint32_t node);

}  // namespace nsmkit::yaml
