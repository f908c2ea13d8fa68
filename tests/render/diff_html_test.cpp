// The page of a comparison: whole pages against fixtures/html (UPDATE_GOLDENS=1 writes them anew; the tests
// in tests/browser open them in Chromium), and what has to hold for any page.
#include "render/diff_html.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "render/diff_html_parts.hpp"
#include "render/diff_words.hpp"
#include "tests/diff/compare_support.hpp"
#include "tests/render/html_support.hpp"
#include "tests/render/sample_diff.hpp"

namespace nsmkit::render {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string page_of(const DiffReport& report) {
  std::ostringstream out;
  write_diff_html(report, Color::kNever, out);
  return out.str();
}

std::string sample_page() { return page_of(sample_diff()->report); }
std::string hostile_page() { return page_of(hostile_diff(kEnemy)->report); }

TEST(DiffHtml, EqualsTheGoldenPages) {
  expect_golden_page("diff.html", sample_page());
  expect_golden_page("diff-hostile.html", hostile_page());
}

TEST(DiffHtml, IsWellFormed) {
  EXPECT_EQ(nesting_fault(sample_page()), "");
  EXPECT_EQ(nesting_fault(hostile_page()), "");
  EXPECT_EQ(nesting_fault(page_of({})), "");
  DiffReport bare;
  bare.structure = false;
  bare.behaviour.emplace();
  bare.behaviour->access.emplace();
  EXPECT_EQ(nesting_fault(page_of(bare)), "");
}

TEST(DiffHtml, GivesEachIdOnceAndPointsToIdsOnly) {
  const std::string page = sample_page();
  const std::set<std::string> ids = ids_of(page);
  for (const char* name : {"for", "aria-labelledby"}) {
    const auto targets = attribute_values(page, name);
    EXPECT_FALSE(targets.empty()) << name;
    for (const std::string& target : targets) {
      std::istringstream words(target);
      for (std::string word; words >> word;) {
        EXPECT_TRUE(ids.contains(word)) << name << ' ' << word;
      }
    }
  }
}

TEST(DiffHtml, LetsNoNameOutOfItsPlace) { expect_inert(hostile_page()); }

TEST(DiffHtml, LoadsNothing) { expect_self_contained(sample_page(), "diff"); }

TEST(DiffHtml, SaysWhatIsTheSame) {
  DiffReport report;
  report.behaviour.emplace();
  EXPECT_THAT(page_of(report), HasSubstr("<p class=\"verdict\">No differences.</p>"));
  const auto sample = sample_diff();
  EXPECT_THAT(page_of(sample->report), Not(HasSubstr("class=\"verdict\"")));
  sample->report.behaviour->changes.clear();
  sample->report.difference.settings = {};
  EXPECT_THAT(page_of(sample->report), HasSubstr(std::string("<p class=\"verdict\">") + kNoEffect));
}

TEST(DiffHtml, ShowsNoSecret) {
  const std::string page = sample_page();
  for (const char* secret : {"c2VjcmV0", "b3RoZXI=", "&quot;one&quot;", "&quot;two&quot;"}) {
    EXPECT_THAT(page, Not(HasSubstr(secret)));
  }
  EXPECT_THAT(page, HasSubstr("Secret shop/token"));
}

// The rows of both sides together, tags taken away: what the reader sees of each line.
std::vector<std::string> rows_of(const std::string& html) {
  std::vector<std::string> rows;
  for (std::size_t at = html.find("<div class=\"row "); at != std::string::npos;
       at = html.find("<div class=\"row ", at + 1)) {
    std::string text;
    bool tag = false;
    for (std::size_t i = at; html.compare(i, 6, "</div>") != 0; ++i) {
      tag = tag || html[i] == '<';
      if (!tag) text += html[i];
      if (html.compare(i, 7, "</span>") == 0 || html.compare(i, 7, "</code>") == 0) text += '|';
      tag = tag && html[i] != '>';
    }
    rows.push_back(text);
  }
  return rows;
}

TEST(SideBySide, PairsLinesAndMarksWhatDiffers) {
  std::size_t room = 100;
  const std::string html = html_side_by_side("a\nweight: 10\nc\n", "a\nweight: 30\nc\nd\n", room);
  EXPECT_THAT(rows_of(html), testing::ElementsAre("1|a|1|a|", "− 2|weight: 10|+ 2|weight: 30|", "3|c|3|c|",
                                                  "|"
                                                  "|+ 4|d|"));
  EXPECT_THAT(html, HasSubstr("weight: <del>1</del>0"));
  EXPECT_THAT(html, HasSubstr("weight: <ins>3</ins>0"));
  EXPECT_EQ(room, 93U);
}

TEST(SideBySide, CutsNoCharacterInTwo) {
  std::size_t room = 100;
  // The first bytes of both are the same, and so are the last of another pair.
  EXPECT_THAT(html_side_by_side("x\xc3\xa4y\n", "x\xc3\xb6y\n", room), HasSubstr("x<del>\xc3\xa4</del>y"));
  EXPECT_THAT(html_side_by_side("\xc3\xa4\n", "\xc4\xa4\n", room), HasSubstr("<del>\xc3\xa4</del><"));
  EXPECT_THAT(html_side_by_side("\xc3\xa4\xc3\xa4\n", "\xc3\xa4\n", room), HasSubstr("<del>\xc3\xa4</del>"));
}

TEST(SideBySide, FoldsWhatIsFarFromAnyChange) {
  std::string before;
  for (int i = 0; i < 40; ++i) before += "line " + std::to_string(i) + "\n";
  std::string after = before;
  after.replace(after.find("line 20"), 7, "LINE 20");
  std::size_t room = 1000;
  const std::string html = html_side_by_side(before, after, room);
  EXPECT_THAT(html, HasSubstr("<summary>17 equal lines</summary>"));
  EXPECT_THAT(html, HasSubstr("<summary>16 equal lines</summary>"));
  EXPECT_EQ(rows_of(html).size(), 40U);  // folded ones are there, too
  EXPECT_EQ(nesting_fault(html), "");
}

TEST(SideBySide, EndsWithTheRoom) {
  std::size_t room = 3;
  EXPECT_EQ(html_side_by_side("a\nb\n", "a\nc\n", room), "");
  EXPECT_EQ(room, 3U);
  EXPECT_NE(html_side_by_side("a\n", "b\n", room), "");
  room = 3;
  EXPECT_EQ(html_side_by_side(std::string(1000, 'x') + "\n", "b\n", room), "");
}

TEST(DiffHtml, StaysBoundedAndSaysWhatIsLeftOut) {
  std::vector<Json> objects;
  for (int i = 0; i < 3000; ++i) {
    objects.push_back(diff::split("n", "split-" + std::to_string(i), {1, 2}));
  }
  const diff::TestSide before = diff::side_with({});
  const diff::TestSide after = diff::side_with(std::move(objects));
  DiffReport report;
  report.difference = diff::compare(before.entries(), after.entries(), {});
  report.behaviour.emplace();
  diff::BehaviourChange change;
  change.text = "something";
  report.behaviour->changes.assign(3000, change);
  const std::string page = page_of(report);
  EXPECT_THAT(page, HasSubstr("And 2000 more objects"));
  EXPECT_THAT(page, HasSubstr("And 2000 more changes"));
  EXPECT_EQ(nesting_fault(page), "");
  EXPECT_LT(page.size(), 6'000'000U);
}

diff::AccessMatrix matrix_of(std::uint32_t sources, std::uint32_t destinations) {
  diff::AccessMatrix matrix;
  for (std::uint32_t i = 0; i < sources; ++i) matrix.sources.push_back("source-" + std::to_string(i));
  for (std::uint32_t i = 0; i < destinations; ++i) {
    matrix.destinations.push_back("destination-" + std::to_string(i));
  }
  return matrix;
}

TEST(AccessMatrixPicture, ShowsEveryStateInAMarkAndInWords) {
  diff::AccessMatrix matrix = matrix_of(1, 6);
  const std::array<bool, 2> both{true, true};
  matrix.cells = {{0, 0, {}, false, false, false},  {0, 1, both, false, false, false},
                  {0, 2, both, true, false, false}, {0, 3, both, false, true, false},
                  {0, 4, both, true, true, false},  {0, 5, both, false, false, true}};
  const std::string html = html_access_matrix(matrix);
  EXPECT_EQ(nesting_fault(html), "");
  const std::pair<const char*, const char*> looks[] = {{"closed", ""}, {"open", "•"}, {"gained", "+"},
                                                       {"lost", "−"},  {"both", "±"}, {"maybe", "?"}};
  for (const auto& [name, mark] : looks) {
    const std::string cell = between(html, std::string("<g class=\"cell ") + name + "\">", "</g>");
    EXPECT_THAT(cell, HasSubstr(std::string(">") + mark + "</text>")) << name;
    EXPECT_THAT(cell, HasSubstr("source-0 → destination-")) << name;
  }
  EXPECT_THAT(html, HasSubstr("<td data-name=\"What\">newly allowed"));
}

TEST(AccessMatrixPicture, OfALargeMeshDrawsWhatChanged) {
  diff::AccessMatrix matrix = matrix_of(500, 300);
  for (std::uint32_t i = 0; i < 300; ++i) matrix.cells.push_back({i, i, {true, true}, false, false, false});
  matrix.cells.push_back({499, 299, {false, true}, true, false, false});
  const std::string html = html_access_matrix(matrix);
  EXPECT_THAT(html, HasSubstr("440 sources and 260 destinations"));
  EXPECT_THAT(html, HasSubstr("source-499 → destination-299: newly allowed"));
  EXPECT_LT(html.size(), 400'000U);
}

TEST(AccessMatrixPicture, OfNothingSaysSo) {
  EXPECT_THAT(html_access_matrix({}), HasSubstr("No TrafficTarget names"));
}

}  // namespace
}  // namespace nsmkit::render
