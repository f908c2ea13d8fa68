// Two texts side by side, in the page of a comparison.
#include <algorithm>
#include <optional>

#include "render/diff_html_parts.hpp"
#include "render/html_text.hpp"
#include "render/line_diff.hpp"

namespace nsmkit::render {

namespace {

using Lines = std::vector<std::string_view>;

// Equal lines around a change that are not folded, and how many are worth folding.
constexpr std::size_t kAround = 3;
constexpr std::size_t kWorthFolding = 4;

// In bytes.
constexpr std::size_t kLongLine = 120;

std::string_view without_end(std::string_view line) {
  return line.ends_with('\n') ? line.substr(0, line.size() - 1) : line;
}

// Whether the byte at `at` lies inside a character of UTF-8.
bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

/// What two lines have in common at their ends, in bytes, whole characters only.
struct Common {
  std::size_t head = 0;
  std::size_t tail = 0;
};

Common common_ends(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  Common common;
  while (common.head < most && a[common.head] == b[common.head]) ++common.head;
  while (common.head > 0 && (continues(a, common.head) || continues(b, common.head))) --common.head;
  while (common.tail < most - common.head && a[a.size() - 1 - common.tail] == b[b.size() - 1 - common.tail]) {
    ++common.tail;
  }
  while (common.tail > 0 && continues(a, a.size() - common.tail)) --common.tail;
  return common;
}

std::string marked(std::string_view line, const Common& common, std::string_view element) {
  const std::string_view middle = line.substr(common.head, line.size() - common.head - common.tail);
  std::string out = html_text(line.substr(0, common.head));
  if (!middle.empty()) {
    out.append("<").append(element).append(">").append(html_text(middle)).append("</");
    out.append(element).append(">");
  }
  return out.append(html_text(line.substr(line.size() - common.tail)));
}

std::string half(std::string_view side, std::optional<std::size_t> number, std::string_view mark,
                 const std::string& content) {
  std::string out = "<span class=\"no ";
  out.append(side).append("\">").append(mark).append(number ? std::to_string(*number + 1) : "");
  return out.append("</span><code class=\"").append(side).append("\">").append(content).append("</code>");
}

class SideBySide {
 public:
  SideBySide(const Lines& before, const Lines& after) : before_(before), after_(after) {}

  std::string write(const std::vector<LineEdit>& edits) {
    std::size_t left = 0;
    std::size_t right = 0;
    for (const LineEdit& edit : edits) {
      equal(left, right, edit.before - left, left > 0);
      differing(edit);
      left = edit.before + edit.removed;
      right = edit.after + edit.added;
    }
    equal(left, right, before_.size() - left, !edits.empty(), true);
    return "<div class=\"sides\">\n" + std::move(out_) + "</div>\n";
  }

 private:
  // A run of equal lines: what lies far from any change is folded.
  void equal(std::size_t left, std::size_t right, std::size_t count, bool after_change, bool last = false) {
    const std::size_t lead = after_change ? kAround : 0;
    const std::size_t trail = last ? 0 : kAround;
    if (count < lead + trail + kWorthFolding) {
      rows(left, right, count);
      return;
    }
    const std::size_t folded = count - lead - trail;
    rows(left, right, lead);
    out_.append("<details class=\"fold\"><summary>").append(count_words(folded, "equal line"));
    out_.append("</summary>\n");
    rows(left + lead, right + lead, folded);
    out_.append("</details>\n");
    rows(left + lead + folded, right + lead + folded, trail);
  }

  void rows(std::size_t left, std::size_t right, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::string text = html_text(without_end(before_[left + i]));
      row("same", half("before", left + i, "", text), half("after", right + i, "", text));
    }
  }

  void differing(const LineEdit& edit) {
    for (std::size_t i = 0; i < std::max(edit.removed, edit.added); ++i) {
      const bool has_left = i < edit.removed;
      const bool has_right = i < edit.added;
      const std::string_view left = has_left ? without_end(before_[edit.before + i]) : "";
      const std::string_view right = has_right ? without_end(after_[edit.after + i]) : "";
      const Common common = has_left && has_right ? common_ends(left, right) : Common{};
      row(has_left && has_right ? "changed"
          : has_left            ? "gone"
                                : "new",
          has_left ? half("before", edit.before + i, "− ", marked(left, common, "del"))
                   : half("before", std::nullopt, "", ""),
          has_right ? half("after", edit.after + i, "+ ", marked(right, common, "ins"))
                    : half("after", std::nullopt, "", ""));
    }
  }

  void row(std::string_view type, const std::string& left, const std::string& right) {
    out_.append("<div class=\"row ").append(type).append("\">").append(left).append(right);
    out_.append("</div>\n");
  }

  const Lines& before_;
  const Lines& after_;
  std::string out_;
};

}  // namespace

std::string html_side_by_side(std::string_view before, std::string_view after, std::size_t& room) {
  const Lines left = lines_of(before);
  const Lines right = lines_of(after);
  // Long lines wrap, and take more than one row.
  const std::size_t rows = left.size() + right.size() + (before.size() + after.size()) / kLongLine;
  if (rows > room) {
    return "";
  }
  room -= rows;
  return SideBySide(left, right).write(line_edits(left, right));
}

}  // namespace nsmkit::render
