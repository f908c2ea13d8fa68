#include "render/line_diff.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

namespace nsmkit::render {

namespace {

using Lines = std::vector<std::string_view>;

// More edits than this are not searched for the shortest way.
constexpr int kMostEdits = 500;

/// Myers' greedy search for the shortest way from one list of lines to the other. Source: E. Myers, An O(ND)
/// Difference Algorithm and Its Variations, 1986.
class Search {
 public:
  Search(const Lines& before, const Lines& after, std::size_t head, std::size_t tail)
      : before_(before),
        after_(after),
        head_(head),
        n_(static_cast<int>(before.size() - head - tail)),
        m_(static_cast<int>(after.size() - head - tail)) {}

  std::vector<LineEdit> run() {
    const std::optional<int> edits = forward();
    if (!edits) {
      return {{head_, static_cast<std::size_t>(n_), head_, static_cast<std::size_t>(m_)}};
    }
    return back(*edits);
  }

 private:
  [[nodiscard]] bool equal(int x, int y) const {
    return before_[head_ + static_cast<std::size_t>(x)] == after_[head_ + static_cast<std::size_t>(y)];
  }

  // furthest[k]: how far into `before` the best way with this many edits gets on diagonal k.
  std::optional<int> forward() {
    const int most = std::min(n_ + m_, kMostEdits);
    std::vector<int> furthest(2 * static_cast<std::size_t>(most) + 3, 0);
    const auto at = [&furthest, most](int k) -> int& {
      return furthest[static_cast<std::size_t>(k + most + 1)];
    };
    for (int edits = 0; edits <= most; ++edits) {
      trace_.emplace_back(furthest.begin() + (most + 1 - edits), furthest.begin() + (most + 2 + edits));
      for (int k = -edits; k <= edits; k += 2) {
        int x = k == -edits || (k != edits && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
        int y = x - k;
        while (x < n_ && y < m_ && equal(x, y)) {
          ++x;
          ++y;
        }
        at(k) = x;
        if (x >= n_ && y >= m_) return edits;
      }
    }
    return std::nullopt;
  }

  std::vector<LineEdit> back(int edits) {
    std::vector<LineEdit> found;
    int x = n_;
    int y = m_;
    for (int d = edits; d > 0; --d) {
      const std::vector<int>& row = trace_[static_cast<std::size_t>(d)];
      const auto at = [&row, d](int k) { return row[static_cast<std::size_t>(k + d)]; };
      const int k = x - y;
      const bool insert = k == -d || (k != d && at(k - 1) < at(k + 1));
      const int from_k = insert ? k + 1 : k - 1;
      const int from_x = at(from_k);
      const int from_y = from_x - from_k;
      add(found, from_x, from_y, insert);
      x = from_x;
      y = from_y;
    }
    std::ranges::reverse(found);
    return found;
  }

  // Edits come last first; one that touches the one before it becomes a part of it.
  void add(std::vector<LineEdit>& found, int x, int y, bool insert) const {
    const LineEdit edit{head_ + static_cast<std::size_t>(x), insert ? 0U : 1U,
                        head_ + static_cast<std::size_t>(y), insert ? 1U : 0U};
    if (!found.empty() && found.back().before == edit.before + edit.removed &&
        found.back().after == edit.after + edit.added) {
      LineEdit& last = found.back();
      last = {edit.before, last.removed + edit.removed, edit.after, last.added + edit.added};
    } else {
      found.push_back(edit);
    }
  }

  const Lines& before_;
  const Lines& after_;
  std::size_t head_;
  int n_;
  int m_;
  std::vector<std::vector<int>> trace_;
};

// A range of no lines is named by the line before it.
std::string range(std::size_t first, std::size_t count) {
  std::string text = std::to_string(count == 0 ? first : first + 1);
  return count == 1 ? text : text + "," + std::to_string(count);
}

void put(std::string& out, char mark, const Lines& lines, std::size_t first, std::size_t count) {
  for (const std::string_view line : std::span(lines).subspan(first, count)) {
    out.push_back(mark);
    out.append(line);
  }
}

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t length = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

std::vector<LineEdit> line_edits(const Lines& before, const Lines& after) {
  const std::size_t common = std::min(before.size(), after.size());
  std::size_t head = 0;
  while (head < common && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < common - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  if (head == before.size() && head == after.size()) return {};
  return Search(before, after, head, tail).run();
}

void write_hunks(std::string& out, std::string_view before, std::string_view after, std::size_t context) {
  const Lines left = lines_of(before);
  const Lines right = lines_of(after);
  const std::vector<LineEdit> edits = line_edits(left, right);
  for (auto first = edits.begin(); first != edits.end();) {
    auto last = first;
    while (std::next(last) != edits.end() &&
           std::next(last)->before - (last->before + last->removed) <= 2 * context) {
      ++last;
    }
    const std::size_t lead = std::min(first->before, context);
    const std::size_t end = last->before + last->removed;
    const std::size_t trail = std::min(left.size() - end, context);
    const std::size_t from = first->before - lead;
    const std::size_t to_from = first->after - lead;
    out.append("@@ -" + range(from, end + trail - from) + " +");
    out.append(range(to_from, last->after + last->added + trail - to_from) + " @@\n");
    std::size_t at = from;
    for (; first != std::next(last); ++first) {
      put(out, ' ', left, at, first->before - at);
      put(out, '-', left, first->before, first->removed);
      put(out, '+', right, first->after, first->added);
      at = first->before + first->removed;
    }
    put(out, ' ', left, at, end + trail - at);
  }
}

}  // namespace nsmkit::render
