#include "yaml/edit_plan.hpp"

namespace nsmkit::yaml {

namespace {

bool is_blank_at(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n');
}

/// Removes members of one collection in { } or [ ], and writes new ones.
class FlowEditor {
 public:
  FlowEditor(const EditContext& context, std::uint32_t node, const CollectionPlan& plan)
      : text_(context.text),
        tree_(context.tree),
        edits_(context.edits),
        node_(context.tree.nodes[node]),
        placement_(place(context, node, plan)),
        members_(placement_.members) {
    take_next_slots();
    set_style(root_of(context.tree, node));
  }

  std::optional<EditFault> run() {
    for (const Member& member : members_) {
      if (member.odd || node_.pair) {
        return EditFault{
            "a member here is written with '?' or without braces, which is not edited by machine; edit it by "
            "hand",
            tree_.nodes[member.value].position};
      }
    }
    if (placement_.emptied) {
      edits_.splice(node_.content + 1, node_.end - node_.content - 2, {});
      return std::nullopt;
    }
    for (std::size_t i = 0; i < members_.size(); ++i) {
      if (placement_.goes(i)) {
        i = remove_run(i);
      } else if (placement_.removed[i]) {
        edits_.splice(members_[i].start, members_[i].end - members_[i].start,
                      printed(placement_.in_place_of.at(i), ", "));
      } else if (placement_.after.contains(i)) {
        insert_after(i);
      }
    }
    return std::nullopt;
  }

 private:
  static constexpr std::size_t kNone = SIZE_MAX;

  // What comes after a member whose next one goes takes the place of that.
  void take_next_slots() {
    for (std::size_t i = 0; i + 1 < members_.size(); ++i) {
      if (placement_.after.contains(i) && placement_.goes(i + 1)) {
        placement_.in_place_of[i + 1] = std::move(placement_.after[i]);
        placement_.after.erase(i);
      }
    }
  }

  void set_style(std::uint32_t root) {
    const auto root_members = members_of(tree_, text_, root);
    style_.json = tree_.is_json;
    style_.line_break = edits_.line_break();
    style_.column = edits_.column_of(members_[0].start);
    style_.over_lines = tree_.is_json && edits_.starts_line(members_[0].start);
    if (tree_.is_json && !root_members.empty() && edits_.starts_line(root_members[0].start)) {
      style_.step = edits_.column_of(root_members[0].start);
    }
    if (members_[0].key != kNoNode) {
      const std::size_t colon = skip_trivia(text_, tree_.nodes[members_[0].key].end);
      style_.space = is_blank_at(text_, colon + 1);
    }
  }

  [[nodiscard]] std::string printed(const std::vector<const Insertion*>& insertions,
                                    const std::string& separator) const {
    std::string text;
    for (const Insertion* insertion : insertions) {
      text += (text.empty() ? "" : separator) + flow_member(insertion->key, insertion->value, style_);
    }
    return text;
  }

  /// Offset of the comma after a member, or kNone.
  [[nodiscard]] std::size_t comma_after(std::size_t i) const {
    const std::size_t at = skip_trivia(text_, members_[i].end);
    return at < text_.size() && text_[at] == ',' ? at : kNone;
  }

  [[nodiscard]] std::size_t end_with_comma(std::size_t i) const {
    const std::size_t comma = comma_after(i);
    return comma != kNone && edits_.line_of(comma) == edits_.line_of(members_[i].end) ? comma + 1
                                                                                      : members_[i].end;
  }

  // It and its comma have their lines to themselves.
  [[nodiscard]] bool has_own_lines(std::size_t i) const {
    const std::size_t comma = comma_after(i);
    return edits_.starts_line(members_[i].start) && edits_.ends_line(end_with_comma(i)) &&
           (comma == kNone || comma < end_with_comma(i));
  }

  [[nodiscard]] bool have_own_lines(std::size_t first, std::size_t last) const {
    for (std::size_t i = first; i <= last; ++i) {
      if (!has_own_lines(i)) return false;
    }
    return true;
  }

  // Removes all from `first` up to the next member that stays; gives the last of them.
  std::size_t remove_run(std::size_t first) {
    std::size_t last = first;
    while (last + 1 < members_.size() && placement_.goes(last + 1)) {
      ++last;
    }
    if (have_own_lines(first, last)) {
      for (std::size_t i = first; i <= last; ++i) {
        remove_lines_of(i);
      }
      if (last + 1 == members_.size() && first > 0 && comma_after(last) == kNone) {
        edits_.splice(comma_after(first - 1), 1, {});
      }
    } else if (last + 1 < members_.size()) {
      const std::size_t start = members_[first].start;
      edits_.splice(start, end_before_next(last) - start, {});
    } else {
      remove_to_end(first, last);
    }
    return last;
  }

  void remove_lines_of(std::size_t i) {
    const std::size_t first = edits_.line_of(members_[i].start);
    const std::size_t last = edits_.line_of(members_[i].end - 1);
    const std::size_t column = edits_.column_of(members_[i].start);
    std::size_t top = first;
    while (top > 0 && edits_.lines()[top - 1].type == LineType::kComment &&
           edits_.lines()[top - 1].indent == column) {
      --top;
    }
    edits_.remove_lines(top, last);
    if (i == 0) {
      edits_.mark_start_of_block(top);
    }
    if (i + 1 == members_.size()) {
      edits_.mark_end_of_block(last);
    }
  }

  // Comments on lines of their own above the next member are that one's.
  [[nodiscard]] std::size_t end_before_next(std::size_t last) const {
    const std::size_t next = members_[last + 1].start;
    const std::size_t comma = comma_after(last);
    for (std::size_t line = edits_.line_of(members_[last].end) + 1; line < edits_.line_of(next); ++line) {
      const Line& at = edits_.lines()[line];
      if (at.type == LineType::kComment && (comma == kNone || comma < at.start)) {
        return at.start + at.indent;
      }
    }
    return next;
  }

  void remove_to_end(std::size_t first, std::size_t last) {
    const std::size_t before = members_[first - 1].end;
    const std::size_t end = members_[last].end;
    const auto between = text_.substr(before, members_[first].start - before);
    if (between.find('#') == std::string_view::npos) {
      edits_.splice(before, end - before, {});
      return;
    }
    if (comma_after(last) == kNone) {
      edits_.splice(comma_after(first - 1), 1, {});
      edits_.splice(members_[first].start, end - members_[first].start, {});
    } else {
      const std::size_t start = members_[first].start;
      edits_.splice(start, comma_after(last) + 1 - start, {});
    }
  }

  void insert_after(std::size_t i) {
    const auto& insertions = placement_.after.at(i);
    const std::size_t comma = comma_after(i);
    if (!has_own_lines(i)) {
      const std::string separator = style_.space ? ", " : ",";
      edits_.splice(members_[i].end, 0, separator + printed(insertions, separator));
      return;
    }
    const std::string indent(edits_.column_of(members_[i].start), ' ');
    std::string text = indent + printed(insertions, "," + edits_.line_break() + indent);
    if (comma == kNone) {
      edits_.splice(members_[i].end, 0, ",");
    } else {
      text += ',';
    }
    edits_.insert_before_line(edits_.line_of(end_with_comma(i) - 1) + 1, text + edits_.line_break());
  }

  std::string_view text_;
  const SpanTree& tree_;
  TextEdits& edits_;
  const SpanNode& node_;
  Placement placement_;
  const std::vector<Member>& members_;
  FlowStyle style_;
};

}  // namespace

std::optional<EditFault> edit_flow(const EditContext& context, std::uint32_t node,
                                   const CollectionPlan& plan) {
  return FlowEditor(context, node, plan).run();
}

}  // namespace nsmkit::yaml
