#include "yaml/edit.hpp"

#include <algorithm>
#include <map>

#include "base/byte_source.hpp"
#include "base/pointer.hpp"
#include "yaml/edit_expect.hpp"
#include "yaml/edit_resolve.hpp"
#include "yaml/reader.hpp"

namespace nsmkit::yaml {

namespace {

/// What Reader makes of a text.
struct Documents {
  std::vector<Json> values;
  std::map<ProblemType, std::size_t> notes;
};

// Settings are never that deep; values are copied and compared by recursion.
constexpr std::uint32_t kMaxDepth = 1000;

std::variant<Documents, EditFault> read_documents(std::string_view text) {
  Limits limits;
  limits.max_depth = kMaxDepth;
  base::TextSource source(text);
  Reader reader(source, limits);
  Documents documents;
  while (auto element = reader.next()) {
    if (element->problem) {
      return EditFault{"the text cannot be read: " + element->problem->message, element->problem->position};
    }
    documents.values.push_back(std::move(element->value));
    for (const Problem& note : element->notes) {
      ++documents.notes[note.type];
    }
  }
  return documents;
}

std::optional<EditFault> unsafe(const std::string& why, base::Position position = {}) {
  return EditFault{"the file could not be edited safely: " + why + "; edit it by hand", position};
}

/// One edit for each document that has any.
std::vector<Edit> merged(const std::vector<Edit>& edits) {
  std::map<std::uint32_t, Edit> by_document;
  for (const Edit& edit : edits) {
    Edit& all = by_document[edit.document];
    all.document = edit.document;
    all.remove.insert(all.remove.end(), edit.remove.begin(), edit.remove.end());
    all.insert.insert(all.insert.end(), edit.insert.begin(), edit.insert.end());
  }
  std::vector<Edit> all;
  for (auto& [document, edit] : by_document) {
    all.push_back(std::move(edit));
  }
  return all;
}

/// Nothing when `result` reads as the original does with the edits made by value.
std::optional<EditFault> verify(const std::string& result, Documents expected,
                                const std::vector<Edit>& edits) {
  const auto read = read_documents(result);
  if (std::holds_alternative<EditFault>(read)) {
    return unsafe("the result would not be readable");
  }
  const auto& actual = std::get<Documents>(read);
  for (const Edit& edit : edits) {
    apply_to_value(expected.values.at(edit.document), edit);
  }
  if (actual.values.size() != expected.values.size()) {
    return unsafe("the result would have another number of documents");
  }
  for (std::size_t i = 0; i < expected.values.size(); ++i) {
    if (actual.values[i] != expected.values[i]) {
      return unsafe("the result would differ in more than what was to be changed");
    }
  }
  for (const auto& [type, count] : actual.notes) {
    const auto before = expected.notes.find(type);
    if (before == expected.notes.end() || before->second < count) {
      return unsafe("the result would be read with a warning that the original does not give");
    }
  }
  return std::nullopt;
}

std::optional<EditFault> make(const EditContext& context, const Plans& plans) {
  // Inner collections first: where one ends with the outer one, what is added to it comes first.
  auto at = plans.rbegin();
  while (at != plans.rend()) {
    const auto& [node, plan] = *at++;
    const SpanNode& span = context.tree.nodes[node];
    auto fault = span.children.empty() ? fill_empty(context, node, plan)
                 : span.flow           ? edit_flow(context, node, plan)
                                       : edit_block(context, node, plan);
    if (fault) {
      return fault;
    }
  }
  return std::nullopt;
}

// A document that has become `{}` at the start of a file would have kubectl take all of it for JSON.
void keep_yaml(std::string& result, std::string_view text, const std::string& line_break) {
  const std::size_t first = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const auto opens_json = [first](std::string_view of) {
    const auto at = of.find_first_not_of(" \t\r\n", first);
    return at != std::string_view::npos && of[at] == '{';
  };
  const auto after = result.find_first_not_of(" \t\r\n", std::min(result.size(), first + 2));
  if (!opens_json(text) && opens_json(result) && after != std::string::npos) {
    result.insert(first, "---" + line_break);
  }
}

}  // namespace

std::variant<std::string, EditFault> edit(std::string_view text, const std::vector<Edit>& edits) {
  const std::vector<Edit> all = merged(edits);
  auto read = read_documents(text);
  if (auto* fault = std::get_if<EditFault>(&read)) {
    return std::move(*fault);
  }
  auto& documents = std::get<Documents>(read);
  auto spans = read_spans(text);
  if (auto* fault = std::get_if<EditFault>(&spans)) {
    return std::move(*fault);
  }
  const auto& tree = std::get<SpanTree>(spans);
  if (tree.documents.size() != documents.values.size()) {
    return *unsafe("its documents are not told apart for certain");
  }
  auto plans = EditResolver(text, tree, documents.values).resolve(all);
  if (auto* fault = std::get_if<EditFault>(&plans)) {
    return std::move(*fault);
  }
  TextEdits changes(text, tree);
  if (auto fault = make({text, tree, changes}, std::get<Plans>(plans))) {
    return *fault;
  }
  auto result = changes.apply();
  if (!result) {
    return *unsafe("the changes touch one another");
  }
  keep_yaml(*result, text, changes.line_break());
  if (auto fault = verify(*result, std::move(documents), all)) {
    return *fault;
  }
  return std::move(*result);
}

}  // namespace nsmkit::yaml
