// Who may reach whom, before and after: a picture and a table, in the page of a comparison.
#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <vector>

#include "render/diff_html_parts.hpp"
#include "render/html_text.hpp"

namespace nsmkit::render {

namespace {

using diff::AccessCell;
using diff::AccessMatrix;

// What fits on a screen that is scrolled a little.
constexpr std::size_t kMostRows = 60;
constexpr std::size_t kMostColumns = 40;

// In pixels.
constexpr int kCell = 28;
constexpr int kMargin = 8;
constexpr int kLetter = 7;
constexpr std::size_t kMostLetters = 40;

/// What has become of one pair.
enum class State : std::uint8_t { kClosed, kOpen, kGained, kLost, kBoth, kMaybe };
constexpr std::size_t kStates = 6;

struct Look {
  std::string_view name;  ///< as the style sheet calls it
  std::string_view mark;
  std::string_view words;
};

constexpr std::array<Look, kStates> kLooks{{
    {"closed", "", "closed before and after"},
    {"open", "•", "allowed as before"},
    {"gained", "+", "newly allowed, in whole or in part"},
    {"lost", "−", "no longer allowed, in whole or in part"},
    {"both", "±", "some routes newly allowed, some no longer"},
    {"maybe", "?", "cannot be told for certain"},
}};

State state_of(const AccessCell& cell) {
  if (cell.gained && cell.lost) return State::kBoth;
  if (cell.gained) return State::kGained;
  if (cell.lost) return State::kLost;
  if (cell.maybe) return State::kMaybe;
  return cell.allowed[0] || cell.allowed[1] ? State::kOpen : State::kClosed;
}

const Look& look_of(State state) { return kLooks.at(static_cast<std::size_t>(state)); }

bool is_change(const AccessCell& cell) { return cell.gained || cell.lost || cell.maybe; }

/// The part of a matrix that is drawn: indexes of its sources and destinations, in their order.
struct Shown {
  std::vector<std::uint32_t> rows;
  std::vector<std::uint32_t> columns;
};

// The `most` with most changes, in their order.
std::vector<std::uint32_t> chosen(const std::vector<std::size_t>& changes, std::size_t most) {
  std::vector<std::uint32_t> indexes(changes.size());
  std::iota(indexes.begin(), indexes.end(), 0U);
  if (indexes.size() > most) {
    std::ranges::stable_sort(indexes, std::greater<>(), [&changes](std::uint32_t i) { return changes[i]; });
    indexes.resize(most);
    std::ranges::sort(indexes);
  }
  return indexes;
}

Shown shown_of(const AccessMatrix& matrix) {
  std::vector<std::size_t> by_source(matrix.sources.size());
  std::vector<std::size_t> by_destination(matrix.destinations.size());
  for (const AccessCell& cell : matrix.cells) {
    by_source[cell.source] += is_change(cell) ? 1 : 0;
    by_destination[cell.destination] += is_change(cell) ? 1 : 0;
  }
  return {chosen(by_source, kMostRows), chosen(by_destination, kMostColumns)};
}

std::string number(int value) { return std::to_string(value); }

/// Draws the part that is shown.
class Drawing {
 public:
  Drawing(const AccessMatrix& matrix, const Shown& shown) : matrix_(matrix), shown_(shown) {
    for (const std::uint32_t row : shown.rows) {
      left_ = std::max(left_, label_width(matrix.sources[row]) + 2 * kMargin);
    }
    int longest = 0;
    for (const std::uint32_t column : shown.columns) {
      longest = std::max(longest, label_width(matrix.destinations[column]));
    }
    // Labels of columns stand at 45 degrees: 7/10 is their share of height and width.
    top_ = longest * 7 / 10 + 3 * kMargin;
    width_ = left_ + kCell * static_cast<int>(shown.columns.size()) + longest * 7 / 10 + kMargin;
    height_ = top_ + kCell * static_cast<int>(shown.rows.size()) + kMargin;
  }

  std::string write() {
    out_ =
        "<div class=\"scroll picture\" role=\"group\" aria-label=\"Matrix, can be scrolled\" "
        "tabindex=\"0\">\n<svg class=\"matrix\" role=\"img\" aria-labelledby=\"matrix-name matrix-words\" "
        "width=\"";
    out_.append(number(width_)).append("\" height=\"").append(number(height_)).append("\" viewBox=\"0 0 ");
    out_.append(number(width_)).append(" ").append(number(height_));
    out_.append("\">\n<title id=\"matrix-name\">Who may reach whom</title>\n<desc id=\"matrix-words\">");
    out_.append(count_words(shown_.rows.size(), "source")).append(", ");
    out_.append(count_words(shown_.columns.size(), "destination"));
    out_.append("; the table below says the same in words.</desc>\n");
    for (std::size_t i = 0; i < shown_.columns.size(); ++i) column_label(i);
    for (std::size_t i = 0; i < shown_.rows.size(); ++i) row_label(i);
    cells();
    return std::move(out_.append("</svg>\n</div>\n"));
  }

 private:
  static int label_width(const std::string& text) {
    return kLetter * static_cast<int>(std::min(text.size(), kMostLetters));
  }

  void column_label(std::size_t index) {
    const std::string& name = matrix_.destinations[shown_.columns[index]];
    const std::string x = number(left_ + kCell * static_cast<int>(index) + kCell / 2);
    const std::string y = number(top_ - kMargin);
    out_.append("<text class=\"label\" transform=\"translate(").append(x).append(" ").append(y);
    out_.append(") rotate(-45)\"><title>").append(html_text(name)).append("</title>");
    out_.append(html_clipped(name, kMostLetters)).append("</text>\n");
  }

  void row_label(std::size_t index) {
    const std::string& name = matrix_.sources[shown_.rows[index]];
    const int y = top_ + kCell * static_cast<int>(index);
    out_.append("<text class=\"label row-label\" x=\"").append(number(left_ - kMargin)).append("\" y=\"");
    out_.append(number(y + kCell / 2 + 4)).append("\"><title>").append(html_text(name)).append("</title>");
    out_.append(html_clipped(name, kMostLetters)).append("</text>\n");
  }

  void cells() {
    std::map<std::uint32_t, std::size_t> columns;
    for (std::size_t i = 0; i < shown_.columns.size(); ++i) columns.emplace(shown_.columns[i], i);
    std::map<std::uint32_t, std::size_t> rows;
    for (std::size_t i = 0; i < shown_.rows.size(); ++i) rows.emplace(shown_.rows[i], i);
    // The ground: pairs that no policy names are closed, or open to all on both sides.
    for (std::size_t row = 0; row < rows.size(); ++row) {
      for (std::size_t column = 0; column < columns.size(); ++column) {
        out_.append("<rect class=\"ground\"").append(box(row, column)).append("/>");
      }
      out_.append("\n");
    }
    for (const AccessCell& cell : matrix_.cells) {
      const auto row = rows.find(cell.source);
      const auto column = columns.find(cell.destination);
      if (row != rows.end() && column != columns.end()) {
        draw(cell, row->second, column->second);
      }
    }
  }

  void draw(const AccessCell& cell, std::size_t row, std::size_t column) {
    const Look& look = look_of(state_of(cell));
    out_.append("<g class=\"cell ").append(look.name).append("\"><title>");
    out_.append(html_text(matrix_.sources[cell.source])).append(" → ");
    out_.append(html_text(matrix_.destinations[cell.destination])).append(": ").append(look.words);
    out_.append("</title><rect").append(box(row, column)).append("/><text x=\"");
    out_.append(number(left_ + kCell * static_cast<int>(column) + kCell / 2)).append("\" y=\"");
    out_.append(number(top_ + kCell * static_cast<int>(row) + kCell / 2 + 5)).append("\">");
    out_.append(look.mark).append("</text></g>\n");
  }

  [[nodiscard]] std::string box(std::size_t row, std::size_t column) const {
    return " x=\"" + number(left_ + kCell * static_cast<int>(column) + 1) + "\" y=\"" +
           number(top_ + kCell * static_cast<int>(row) + 1) + "\" width=\"" + number(kCell - 2) +
           "\" height=\"" + number(kCell - 2) + "\" rx=\"4\"";
  }

  const AccessMatrix& matrix_;
  const Shown& shown_;
  int left_ = 0;
  int top_ = 0;
  int width_ = 0;
  int height_ = 0;
  std::string out_;
};

std::string legend() {
  std::string out = "<ul class=\"legend\">\n";
  for (const Look& look : kLooks) {
    out.append("<li><span class=\"sign ").append(look.name).append("\" aria-hidden=\"true\">");
    out.append(look.mark).append("</span>").append(look.words).append("</li>\n");
  }
  return out.append("</ul>\n");
}

std::string left_out(const AccessMatrix& matrix, const Shown& shown) {
  const std::size_t sources = matrix.sources.size() - shown.rows.size();
  const std::size_t destinations = matrix.destinations.size() - shown.columns.size();
  if (sources == 0 && destinations == 0) {
    return "";
  }
  return "<p class=\"note\">Too large to show whole: " + count_words(sources, "source") + " and " +
         count_words(destinations, "destination") +
         " with fewer changes are left out. The statements below name every change.</p>\n";
}

std::string table(const AccessMatrix& matrix, const Shown& shown) {
  std::string out =
      "<details class=\"tables\"><summary>The same as a table</summary>\n<table>\n<caption>Who may reach "
      "whom</caption>\n<thead><tr><th scope=\"col\">Source</th><th scope=\"col\">Destination</th>"
      "<th scope=\"col\">What</th></tr></thead>\n<tbody>\n";
  for (const AccessCell& cell : matrix.cells) {
    if (std::ranges::binary_search(shown.rows, cell.source) &&
        std::ranges::binary_search(shown.columns, cell.destination)) {
      out.append("<tr>").append(html_cell("Source", html_text(matrix.sources[cell.source])));
      out.append(html_cell("Destination", html_text(matrix.destinations[cell.destination])));
      out.append(html_cell("What", std::string(look_of(state_of(cell)).words))).append("</tr>\n");
    }
  }
  return out.append("</tbody>\n</table>\n</details>\n");
}

}  // namespace

std::string html_access_matrix(const AccessMatrix& matrix) {
  std::string out =
      "<section class=\"matrix-section\" aria-labelledby=\"matrix-title\">\n"
      "<h2 id=\"matrix-title\">Who may reach whom</h2>\n";
  if (matrix.cells.empty()) {
    return out.append(
        "<p class=\"note\">No TrafficTarget names a source and a destination.</p>\n</section>\n");
  }
  const Shown shown = shown_of(matrix);
  out.append(
      "<p class=\"lede\">Sources on the left, destinations above. A blank square is a pair that no "
      "TrafficTarget names.</p>\n");
  out.append(Drawing(matrix, shown).write()).append(legend()).append(left_out(matrix, shown));
  return out.append(table(matrix, shown)).append("</section>\n");
}

}  // namespace nsmkit::render
