// The checklist page: whole pages against fixtures/html (UPDATE_GOLDENS=1 writes them anew; the tests in
// tests/browser open them in Chromium), and what has to hold for any page.
#include "render/checklist_html.hpp"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "render/graph_layout.hpp"
#include "tests/render/html_support.hpp"
#include "tests/render/sample_checklist.hpp"

namespace nsmkit::render {
namespace {

std::string page_of(const checklist::Checklist& list, const std::optional<checklist::CallGraph>& graph) {
  std::ostringstream out;
  write_checklist_html(list, graph, out);
  return out.str();
}

std::string sample_page() { return page_of(sample_checklist(), sample_graph()); }
std::string hostile_page() { return page_of(hostile_checklist(kEnemy), hostile_graph(kEnemy)); }

TEST(ChecklistHtml, EqualsTheGoldenPages) {
  expect_golden_page("checklist.html", sample_page());
  expect_golden_page("hostile.html", hostile_page());
}

TEST(ChecklistHtml, IsWellFormed) {
  EXPECT_EQ(nesting_fault(sample_page()), "");
  EXPECT_EQ(nesting_fault(hostile_page()), "");
  checklist::Checklist bare;
  bare.plans.emplace_back();
  EXPECT_EQ(nesting_fault(page_of(bare, std::nullopt)), "");
  EXPECT_EQ(nesting_fault(page_of(bare, checklist::CallGraph())), "");
}

TEST(ChecklistHtml, SeesBrokenNesting) {
  EXPECT_EQ(nesting_fault("<p><b>x</p></b>"), "</p> inside <b>");
  EXPECT_EQ(nesting_fault("<p><br>x"), "<p> stays open");
}

TEST(ChecklistHtml, GivesEachIdOnceAndPointsToIdsOnly) {
  const std::string page = sample_page();
  const std::set<std::string> ids = ids_of(page);
  for (const char* name : {"for", "aria-controls", "data-for"}) {
    const auto targets = attribute_values(page, name);
    EXPECT_FALSE(targets.empty()) << name;
    for (const std::string& target : targets) {
      EXPECT_TRUE(ids.contains(target)) << name << ' ' << target;
    }
  }
}

TEST(ChecklistHtml, LetsNoNameOutOfItsPlace) {
  const std::string page = hostile_page();
  expect_inert(page);
  EXPECT_EQ(page.find('\x1b'), page.find("<span class=\"odd\" data-code=\"\\x1b\">") + 35);
}

TEST(ChecklistHtml, KeepsMarksInNamesAsTheyAre) {
  const std::string page = hostile_page();
  EXPECT_NE(page.find("@BODY@ @DATA@"), std::string::npos);
}

TEST(ChecklistHtml, LoadsNothing) { expect_self_contained(sample_page(), "checklist"); }

TEST(ChecklistHtml, NeverShowsTheSamePlanTwiceAsCurrent) {
  const std::string page = sample_page();
  EXPECT_NE(page.find("<section class=\"plan current\" id=\"p1\""), std::string::npos);
  EXPECT_NE(page.find("<section class=\"plan\" id=\"p2\""), std::string::npos);
}

TEST(ChecklistHtml, MarksTheStepsOfEachDowntime) {
  const std::string page = sample_page();
  for (const char* step : {"p1s5", "p1s6", "p1s9", "p2s2", "p2s3", "p2s5", "p2s6"}) {
    EXPECT_NE(page.find("<li class=\"step in-downtime\" id=\"" + std::string(step) + "\""), std::string::npos)
        << step;
  }
  for (const char* step : {"p1s4", "p1s10", "p2s1", "p2s4"}) {
    EXPECT_NE(page.find("<li class=\"step\" id=\"" + std::string(step) + "\""), std::string::npos) << step;
  }
}

TEST(ChecklistHtml, ManyStepsStaySmall) {
  checklist::Checklist list = sample_checklist();
  const std::size_t before = page_of(list, std::nullopt).size();
  const checklist::Step step = list.plans[0].steps[0];
  list.plans[0].steps.insert(list.plans[0].steps.end(), 1000, step);
  EXPECT_LT(page_of(list, std::nullopt).size() - before, 1000U * 4096U);
}

TEST(GraphLayout, DrawsCallersLeftAndNoBoxOverAnother) {
  checklist::CallGraph graph;
  graph.nodes.resize(40);
  for (std::size_t i = 0; i + 1 < 30; ++i) {
    graph.edges.push_back({i / 3, i + 1, checklist::EdgeKind::kMayCall, "", {}, {}});
  }
  graph.edges.push_back({29, 0, checklist::EdgeKind::kMayCall, "", {}, {}});  // a ring
  graph.edges.push_back({5, 5, checklist::EdgeKind::kMayCall, "", {}, {}});
  const GraphLayout layout = lay_out(graph);
  ASSERT_EQ(layout.boxes.size(), 40U);
  for (std::size_t a = 0; a < 40; ++a) {
    const Box& box = layout.boxes[a];
    EXPECT_GT(box.width, 0);
    EXPECT_LE(box.x + box.width, layout.width);
    EXPECT_LE(box.y + box.height, layout.height);
    for (std::size_t b = a + 1; b < 40; ++b) {
      const Box& other = layout.boxes[b];
      EXPECT_TRUE(box.x + box.width <= other.x || other.x + other.width <= box.x ||
                  box.y + box.height <= other.y || other.y + other.height <= box.y)
          << a << " and " << b;
    }
  }
  checklist::CallGraph line;
  line.nodes.resize(3);
  line.edges = {{2, 0, checklist::EdgeKind::kMayCall, "", {}, {}},
                {0, 1, checklist::EdgeKind::kMayCall, "", {}, {}}};
  const GraphLayout row = lay_out(line);
  EXPECT_LT(row.boxes[2].x, row.boxes[0].x);
  EXPECT_LT(row.boxes[0].x, row.boxes[1].x);
}

}  // namespace
}  // namespace nsmkit::render
