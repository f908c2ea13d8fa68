#include "yaml/edit_plan.hpp"

namespace nsmkit::yaml {

namespace {

/// Writes the first members of a mapping that is `{}` in the text.
class EmptyFiller {
 public:
  EmptyFiller(const EditContext& context, std::uint32_t node, const CollectionPlan& plan)
      : text_(context.text),
        tree_(context.tree),
        edits_(context.edits),
        index_(node),
        node_(context.tree.nodes[node]),
        plan_(plan) {}

  void run() {
    if (tree_.is_json || stands_in_flow()) {
      fill_inside();
    } else {
      fill_below();
    }
  }

 private:
  // So does a `{` that starts a file: it may be meant as JSON.
  [[nodiscard]] bool stands_in_flow() const {
    if (node_.parent == kNoNode) {
      const std::size_t first = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
      return text_.find_first_not_of(" \t\r\n", first) == node_.content;
    }
    return tree_.nodes[node_.parent].flow;
  }

  void fill_inside() {
    FlowStyle style;
    style.json = tree_.is_json;
    style.line_break = edits_.line_break();
    const auto root_members = members_of(tree_, text_, root_of(tree_, index_));
    if (tree_.is_json && !root_members.empty()) {
      style.over_lines = edits_.starts_line(root_members[0].start);
      style.step = style.over_lines ? edits_.column_of(root_members[0].start) : style.step;
      const std::size_t colon = skip_trivia(text_, tree_.nodes[root_members[0].key].end);
      style.space = colon + 1 < text_.size() && (text_[colon + 1] == ' ' || text_[colon + 1] == '\n');
    }
    const std::size_t column = edits_.lines()[edits_.line_of(node_.content)].indent;
    style.column = column + style.step;
    const auto line = [&](std::size_t indent) {
      return style.over_lines ? edits_.line_break() + std::string(indent, ' ') : std::string();
    };
    std::string text;
    for (const Insertion* insertion : plan_.insert) {
      text += text.empty() ? "" : style.space && !style.over_lines ? ", " : ",";
      text += line(style.column) + flow_member(insertion->key, insertion->value, style);
    }
    edits_.splice(node_.content + 1, node_.end - node_.content - 2, text + line(column));
  }

  void fill_below() {
    const Layout layout = layout_of(tree_, edits_, root_of(tree_, index_));
    const std::size_t column = column_below(layout);
    std::string text;
    for (const Insertion* insertion : plan_.insert) {
      text += block_member(insertion->key, insertion->value, column, layout);
    }
    const std::size_t line = edits_.line_of(node_.end - 1);
    const bool below_key = node_.parent != kNoNode && tree_.nodes[node_.parent].type == TapeType::kMapping;
    const bool has_properties = node_.start < node_.content;
    const std::size_t prefix = end_of_prefix(tree_, text_, index_);
    if (!below_key && !has_properties && edits_.lines()[line].text_end == node_.end) {
      fill_in_line(text, column);
      return;
    }
    const std::size_t from = prefix == std::string_view::npos ? node_.content : prefix;
    edits_.splice(from, node_.end - from, {});
    edits_.insert_before_line(line + 1, text);
  }

  // After a dash, or on a line of its own.
  void fill_in_line(std::string text, std::size_t column) {
    std::size_t from = node_.content;
    if (node_.parent == kNoNode && !edits_.starts_line(from)) {
      while (from > 0 && text_[from - 1] == ' ') {
        --from;
      }
      text.insert(0, edits_.line_break());
    } else {
      text.erase(0, column);
    }
    text.resize(text.size() - edits_.line_break().size());
    edits_.splice(from, node_.end - from, std::move(text));
  }

  [[nodiscard]] std::size_t column_below(const Layout& layout) const {
    if (node_.parent == kNoNode) {
      return 0;
    }
    const SpanNode& parent = tree_.nodes[node_.parent];
    const std::size_t column = edits_.column_of(parent.content);
    if (parent.type == TapeType::kMapping) {
      return column + layout.step;
    }
    return edits_.lines()[edits_.line_of(node_.end - 1)].text_end == node_.end && node_.start == node_.content
               ? edits_.column_of(node_.content)
               : column + 2;
  }

  std::string_view text_;
  const SpanTree& tree_;
  TextEdits& edits_;
  std::uint32_t index_;
  const SpanNode& node_;
  const CollectionPlan& plan_;
};

}  // namespace

std::optional<EditFault> fill_empty(const EditContext& context, std::uint32_t node,
                                    const CollectionPlan& plan) {
  EmptyFiller(context, node, plan).run();
  return std::nullopt;
}

}  // namespace nsmkit::yaml
