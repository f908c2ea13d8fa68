#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "yaml/edit_plan.hpp"

namespace nsmkit::yaml {

/// Finds what edits name in the text, and refuses what would change more than that.
class EditResolver {
 public:
  /// `values` are those of the documents, for messages.
  EditResolver(std::string_view text, const SpanTree& tree, const std::vector<Json>& values)
      : text_(text), tree_(tree), values_(values) {}

  /// What is to change in each collection, or the fault.
  [[nodiscard]] std::variant<Plans, EditFault> resolve(const std::vector<Edit>& edits);

 private:
  bool add(const Edit& edit);
  bool remove(std::uint32_t document, const std::string& pointer);
  bool insert(std::uint32_t document, const Insertion& insertion);
  std::optional<std::uint32_t> find(std::uint32_t document, std::string_view pointer);
  std::optional<std::uint32_t> child(std::uint32_t node, const std::string& token, const std::string& path);
  CollectionPlan& plan_of(std::uint32_t node);
  bool check_insertions(std::uint32_t node, const CollectionPlan& plan);
  bool check_shared();
  bool check_aliases(const std::vector<bool>& gone, const std::vector<bool>& touched);
  bool fail(std::string message, base::Position position);

  std::string_view text_;
  const SpanTree& tree_;
  const std::vector<Json>& values_;
  Plans plans_;
  std::optional<EditFault> fault_;
};

}  // namespace nsmkit::yaml
