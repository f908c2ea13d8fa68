#include "yaml/edit_text.hpp"

#include <algorithm>

#include "yaml/emit_shape.hpp"

namespace nsmkit::yaml {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// CR LF is one break.
std::size_t line_break_at(std::string_view text, std::size_t at) {
  return text.substr(at).starts_with("\r\n") ? 2 : break_length(text, at);
}

bool is_block_scalar(std::string_view text, const SpanNode& node) {
  return node.type == TapeType::kScalar && node.content < node.end &&
         (text[node.content] == '|' || text[node.content] == '>');
}

bool keeps_breaks(std::string_view text, const SpanNode& node) {
  const auto header = text.substr(node.content, 3);
  return header.substr(1, header.find_first_of(" \t\r\n#") - 1).find('+') != std::string_view::npos;
}

}  // namespace

TextEdits::TextEdits(std::string_view text, const SpanTree& tree) : text_(text) {
  split_lines();
  mark_scalars(tree);
}

void TextEdits::split_lines() {
  std::size_t start = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (std::size_t at = start; at <= text_.size();) {
    const std::size_t length = at < text_.size() ? line_break_at(text_, at) : 0;
    if (length == 0 && at < text_.size()) {
      ++at;
      continue;
    }
    if (at == text_.size() && start == at) {
      break;
    }
    Line line{.start = start, .text_end = at, .end = at + length};
    while (start + line.indent < at && is_blank(text_[start + line.indent])) {
      ++line.indent;
    }
    if (start + line.indent == at) {
      line.type = LineType::kBlank;
    } else if (text_[start + line.indent] == '#') {
      line.type = LineType::kComment;
    }
    lines_.push_back(line);
    start = at + length;
    at = length == 0 ? at + 1 : start;
  }
  if (!lines_.empty() && text_.substr(lines_[0].text_end).starts_with("\r")) {
    break_ = std::string(text_.substr(lines_[0].text_end, lines_[0].end - lines_[0].text_end));
  }
}

// What looks like a comment or a blank line inside a scalar is neither. The blank lines after a block
// scalar are its own only where it keeps them.
void TextEdits::mark_scalars(const SpanTree& tree) {
  for (const SpanNode& node : tree.nodes) {
    if (node.type != TapeType::kScalar || node.end <= node.content) {
      continue;
    }
    const std::size_t first = line_of(node.content);
    std::size_t last = line_of(node.end - 1);
    if (is_block_scalar(text_, node)) {
      if (keeps_breaks(text_, node)) {
        lines_[last].keeps_blanks = true;
      } else {
        const std::size_t indent = first < last ? lines_[first + 1].indent : 0;
        while (last > first && lines_[last].type == LineType::kBlank && lines_[last].indent <= indent) {
          --last;
        }
      }
    }
    for (std::size_t line = first + 1; line <= last; ++line) {
      lines_[line].type = LineType::kContent;
    }
  }
}

std::size_t TextEdits::line_of(std::size_t offset) const {
  const auto after = std::upper_bound(lines_.begin(), lines_.end(), offset,
                                      [](std::size_t at, const Line& line) { return at < line.start; });
  return after == lines_.begin() ? 0 : static_cast<std::size_t>(after - lines_.begin()) - 1;
}

std::size_t TextEdits::column_of(std::size_t offset) const { return offset - lines_[line_of(offset)].start; }

bool TextEdits::starts_line(std::size_t offset) const {
  return lines_[line_of(offset)].indent == column_of(offset);
}

bool TextEdits::ends_line(std::size_t offset) const {
  const Line& line = lines_[line_of(offset)];
  while (offset < line.text_end && is_blank(text_[offset])) {
    ++offset;
  }
  return offset >= line.text_end || text_[offset] == '#';
}

void TextEdits::splice(std::size_t offset, std::size_t length, std::string text) {
  splices_.push_back({offset, length, std::move(text)});
}

void TextEdits::remove_lines(std::size_t first, std::size_t last) {
  for (std::size_t line = first; line <= last; ++line) {
    lines_[line].removed = true;
  }
}

void TextEdits::replace_lines(std::size_t from, std::size_t last, std::string text) {
  for (std::size_t line = line_of(from); line <= last; ++line) {
    lines_[line].type = LineType::kContent;
    lines_[line].keeps_blanks = false;
  }
  if (lines_[last].end == lines_[last].text_end && text.ends_with(break_)) {
    text.resize(text.size() - break_.size());
  }
  splice(from, lines_[last].end - from, std::move(text));
}

bool TextEdits::do_joins() {
  for (const std::size_t from : joins_) {
    const std::size_t first = line_of(from);
    std::size_t next = first + 1;
    for (; next < lines_.size() && (lines_[next].removed || lines_[next].type == LineType::kBlank); ++next) {
      if (inserted_.contains(next)) return false;
      lines_[next].removed = true;
    }
    if (next == lines_.size() || inserted_.contains(next)) return false;
    splice(from, lines_[first].end - from, {});
    splice(lines_[next].start, lines_[next].indent, {});
  }
  return true;
}

// The last line of the removed ones from `first` on, with blank ones between them.
std::size_t TextEdits::end_of_run(std::size_t first) const {
  std::size_t last = first;
  for (std::size_t line = first + 1; line < lines_.size() && !inserted_.contains(line); ++line) {
    if (lines_[line].removed) {
      last = line;
    } else if (lines_[line].type != LineType::kBlank) {
      break;
    }
  }
  return last;
}

std::size_t TextEdits::blanks_above(std::size_t line) const {
  std::size_t count = 0;
  while (line > 0 && !inserted_.contains(line) && lines_[line - 1].type == LineType::kBlank &&
         !lines_[line - 1].removed) {
    --line;
    ++count;
  }
  return count;
}

std::size_t TextEdits::blanks_below(std::size_t line) const {
  std::size_t count = 0;
  while (line + 1 < lines_.size() && !inserted_.contains(line + 1) &&
         lines_[line + 1].type == LineType::kBlank && !lines_[line + 1].removed) {
    ++line;
    ++count;
  }
  return count;
}

// Gives the last line that is settled.
std::size_t TextEdits::trim_around(std::size_t first, std::size_t last) {
  const std::size_t above = blanks_above(first);
  const std::size_t below = blanks_below(last);
  const bool after_insertion = inserted_.contains(first);
  const bool at_top = first == above && !after_insertion;
  const bool at_bottom = last + below + 1 == lines_.size() && !inserted_.contains(last + 1);
  bool drop_above = false;
  bool drop_below = false;
  if (above == 0 && first > 0 && !after_insertion && lines_[first - 1].keeps_blanks) {
    drop_below = true;
  } else if (above > 0 && below > 0) {
    drop_above = below > above || at_bottom;
    drop_below = !drop_above;
  } else if (below > 0) {
    drop_below = at_top || (lines_[first].starts_block && !after_insertion &&
                            lines_[first - 1].type != LineType::kComment);
  } else if (above > 0) {
    const bool comment_follows = last + 1 < lines_.size() && !inserted_.contains(last + 1) &&
                                 lines_[last + 1].type == LineType::kComment;
    drop_above = at_bottom || (lines_[last].ends_block && !comment_follows);
  }
  if (drop_above) {
    remove_lines(first - above, first - 1);
  }
  if (drop_below) {
    remove_lines(last + 1, last + below);
  }
  return last + below;
}

void TextEdits::remove_blank_lines() {
  for (std::size_t line = 0; line < lines_.size(); ++line) {
    if (lines_[line].removed) {
      const std::size_t last = end_of_run(line);
      remove_lines(line, last);
      line = trim_around(line, last);
    }
  }
}

void TextEdits::splice_lines() {
  for (const auto& line : lines_) {
    if (line.removed) {
      splice(line.start, line.end - line.start, {});
    }
  }
  for (auto& [line, text] : inserted_) {
    if (line < lines_.size()) {
      splice(lines_[line].start, 0, std::move(text));
      continue;
    }
    const bool unended = !lines_.empty() && lines_.back().end == lines_.back().text_end;
    if (unended) {
      text.resize(text.size() - break_.size());
    }
    splice(text_.size(), 0, unended && !lines_.back().removed ? break_ + text : std::move(text));
  }
}

std::optional<std::string> TextEdits::apply() {
  if (!do_joins()) return std::nullopt;
  remove_blank_lines();
  splice_lines();
  std::stable_sort(splices_.begin(), splices_.end(), [](const Splice& a, const Splice& b) {
    return a.offset != b.offset ? a.offset < b.offset : (a.length == 0 && b.length != 0);
  });
  std::string out;
  std::size_t at = 0;
  for (const Splice& splice : splices_) {
    if (splice.offset < at) return std::nullopt;
    out.append(text_.substr(at, splice.offset - at)).append(splice.text);
    at = splice.offset + splice.length;
  }
  return out.append(text_.substr(at));
}

}  // namespace nsmkit::yaml
