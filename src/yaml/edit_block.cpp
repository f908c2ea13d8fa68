#include "yaml/edit_plan.hpp"

namespace nsmkit::yaml {

namespace {

/// Removes members of one collection in block style, and writes new ones.
class BlockEditor {
 public:
  BlockEditor(const EditContext& context, std::uint32_t node, const CollectionPlan& plan)
      : context_(context), edits_(context.edits), node_(node), placement_(place(context, node, plan)) {}

  std::optional<EditFault> run() {
    for (const Member& member : placement_.members) {
      if (member.odd) {
        return EditFault{
            "a member here is written with '?' or in another way that is not edited by machine; edit it by "
            "hand",
            context_.tree.nodes[member.value].position};
      }
    }
    column_ = edits_.column_of(placement_.members[0].start);
    shares_line_ = !edits_.starts_line(placement_.members[0].start);
    take_first_slot();
    for (std::size_t i = 0; i < placement_.members.size(); ++i) {
      if (placement_.goes(i)) {
        remove(i);
      } else if (placement_.removed[i]) {
        replace(i);
      } else if (placement_.after.contains(i)) {
        insert_after(i);
      }
    }
    if (placement_.emptied) {
      leave_empty();
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::size_t first_line(std::size_t i) const {
    return edits_.line_of(placement_.members[i].start);
  }

  [[nodiscard]] std::size_t last_line(std::size_t i) const {
    const Member& member = placement_.members[i];
    return edits_.line_of(member.end > member.start ? member.end - 1 : member.end);
  }

  // With the comments after it that stand deeper than it does.
  [[nodiscard]] std::size_t last_owned_line(std::size_t i) const {
    std::size_t last = last_line(i);
    for (std::size_t line = last + 1; line < edits_.lines().size(); ++line) {
      const Line& at = edits_.lines()[line];
      if (at.type == LineType::kComment && at.indent > column_) {
        last = line;
      } else if (at.type != LineType::kBlank) {
        break;
      }
    }
    return last;
  }

  // Where the comments directly above a member start. What heads the whole file or document stays.
  [[nodiscard]] std::size_t first_owned_line(std::size_t i) const {
    const std::size_t first = first_line(i);
    std::size_t top = first;
    while (top > 0 && edits_.lines()[top - 1].type == LineType::kComment &&
           edits_.lines()[top - 1].indent == column_) {
      --top;
    }
    const bool heads_document = i == 0 && context_.tree.nodes[node_].parent == kNoNode &&
                                (top == 0 || line_text(top - 1).starts_with("---"));
    return heads_document ? first : top;
  }

  [[nodiscard]] std::string_view line_text(std::size_t line) const {
    const Line& at = edits_.lines()[line];
    return context_.text.substr(at.start, at.text_end - at.start);
  }

  // On the line of a dash, what takes the place of a removed member has to be the first thing that stays.
  void take_first_slot() {
    if (!shares_line_ || !placement_.goes(0)) {
      return;
    }
    std::size_t next = 0;
    while (next < placement_.members.size() && placement_.goes(next)) {
      ++next;
    }
    if (next < placement_.members.size() && placement_.removed[next]) {
      placement_.in_place_of[0] = std::move(placement_.in_place_of[next]);
      placement_.in_place_of.erase(next);
    }
  }

  void remove(std::size_t i) {
    const std::size_t first = first_line(i);
    const std::size_t last = last_owned_line(i);
    if (i == 0 && shares_line_) {
      edits_.remove_lines(first + 1, last);
      if (!placement_.emptied) {
        edits_.join(placement_.members[0].start);
      }
      return;
    }
    const std::size_t top = first_owned_line(i);
    edits_.remove_lines(top, last);
    if (!placement_.emptied && i == 0) {
      edits_.mark_start_of_block(top);
    }
    if (!placement_.emptied && i + 1 == placement_.members.size()) {
      edits_.mark_end_of_block(last);
    }
  }

  void leave_empty() {
    const std::string empty = context_.tree.nodes[node_].type == TapeType::kMapping ? "{}" : "[]";
    const std::size_t start = placement_.members[0].start;
    const Line& line = edits_.lines()[edits_.line_of(start)];
    const std::size_t prefix = end_of_prefix(context_.tree, context_.text, node_);
    if (shares_line_) {
      edits_.splice(start, line.text_end - start, empty);
    } else if (prefix == std::string_view::npos) {
      edits_.insert_before_line(edits_.line_of(start), empty + edits_.line_break());
    } else {
      edits_.splice(prefix, 0, " " + empty);
    }
  }

  [[nodiscard]] std::string printed(const std::vector<const Insertion*>& insertions) {
    if (!layout_) {
      layout_ = layout_of(context_.tree, edits_, root_of(context_.tree, node_));
    }
    std::string text;
    for (const Insertion* insertion : insertions) {
      text += block_member(insertion->key, insertion->value, column_, *layout_);
    }
    return text;
  }

  void replace(std::size_t i) {
    const auto& insertions = placement_.in_place_of.at(i);
    const Member& member = placement_.members[i];
    const std::size_t first = first_line(i);
    std::string text = printed(insertions);
    const bool on_shared_line = i == 0 && shares_line_;
    if (member.key != kNoNode && context_.tree.nodes[member.key].name == insertions[0]->key) {
      add_comment(text, *insertions[0], comment_of(i));
    } else if (const std::size_t top = first_owned_line(i); !on_shared_line && top < first) {
      edits_.remove_lines(top, first - 1);
    }
    if (on_shared_line) {
      text.erase(0, column_);
    }
    edits_.replace_lines(on_shared_line ? member.start : edits_.lines()[first].start, last_owned_line(i),
                         std::move(text));
  }

  // The comment on the member's first line, with the blanks before it.
  [[nodiscard]] std::string_view comment_of(std::size_t i) const {
    const Member& member = placement_.members[i];
    const std::size_t first = first_line(i);
    const SpanNode& value = context_.tree.nodes[member.value];
    std::size_t at = member.end;
    if (last_line(i) != first) {
      if (edits_.line_of(value.start) == first) return {};
      at = skip_trivia(context_.text, context_.tree.nodes[member.key].end) + 1;
    }
    const std::size_t end = edits_.lines()[first].text_end;
    const auto rest = at < end ? context_.text.substr(at, end - at) : std::string_view();
    return rest.find('#') == std::string_view::npos ? std::string_view() : rest;
  }

  // Not into a scalar that goes on on the next line.
  void add_comment(std::string& text, const Insertion& insertion, std::string_view comment) const {
    const auto end = text.find(edits_.line_break());
    const auto one = block_member(insertion.key, insertion.value, column_, *layout_);
    const bool single = one.find(edits_.line_break()) + edits_.line_break().size() == one.size();
    if (single || insertion.value.is_structured()) {
      text.insert(end, comment);
    }
  }

  void insert_after(std::size_t i) {
    const std::size_t last = last_owned_line(i);
    std::string text = printed(placement_.after.at(i));
    if (stands_apart(i, last)) {
      text.insert(0, edits_.line_break());
    }
    edits_.insert_before_line(last + 1, text);
  }

  // With blank lines on both sides, as its neighbours have them.
  [[nodiscard]] bool stands_apart(std::size_t i, std::size_t last) const {
    const auto& lines = edits_.lines();
    const std::size_t top = i == 0 && shares_line_ ? first_line(i) : first_owned_line(i);
    const bool blank_above = top > 0 && lines[top - 1].type == LineType::kBlank;
    const bool is_last = i + 1 == placement_.members.size();
    const bool blank_below = last + 1 < lines.size() && lines[last + 1].type == LineType::kBlank;
    const bool apart = is_last ? i > 0 && blank_above : blank_below && (i == 0 || blank_above);
    std::size_t above = last;
    while (above > 0 && lines[above].removed) {
      --above;
    }
    return apart && !lines[above].keeps_blanks;
  }

  const EditContext& context_;
  TextEdits& edits_;
  std::uint32_t node_;
  Placement placement_;
  std::optional<Layout> layout_;
  std::size_t column_ = 0;
  bool shares_line_ = false;
};

}  // namespace

std::optional<EditFault> edit_block(const EditContext& context, std::uint32_t node,
                                    const CollectionPlan& plan) {
  return BlockEditor(context, node, plan).run();
}

}  // namespace nsmkit::yaml
