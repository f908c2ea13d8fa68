// The checklist page: whole pages against fixtures/html (UPDATE_GOLDENS=1 writes them anew; the tests in
// tests/browser open them in Chromium), and what has to hold for any page.
#include "render/checklist_html.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <sstream>

#include "base/base64.hpp"
#include "base/embedded.hpp"
#include "io/digest.hpp"
#include "render/graph_layout.hpp"
#include "tests/render/html_support.hpp"
#include "tests/render/sample_checklist.hpp"
#include "tests/support/temporary_folder.hpp"

namespace nsmkit::render {
namespace {

// Every way out of an element, an attribute, a script, a style, a comment and a template, and what turns text
// around.
constexpr const char* kEnemy =
    "</script></style></title></textarea><script>window.hacked=1</script><img src=x onerror=window.hacked=1>"
    "\" onfocus=\"window.hacked=1\" autofocus x=\"' --><!-- ]]> &lt;b&gt; &#60; @BODY@ @DATA@ {{1}} ${1} "
    "javascript:window.hacked=1 `rm -rf` \xe2\x80\xae\xe2\x80\xa8\xff\x01\x1b[31m\r\n\tend";

std::string page_of(const checklist::Checklist& list, const std::optional<checklist::CallGraph>& graph) {
  std::ostringstream out;
  write_checklist_html(list, graph, out);
  return out.str();
}

std::string sample_page() { return page_of(sample_checklist(), sample_graph()); }
std::string hostile_page() { return page_of(hostile_checklist(kEnemy), hostile_graph(kEnemy)); }

void expect_golden(const std::string& name, const std::string& page) {
  const std::filesystem::path file = std::filesystem::path(NSMKIT_SOURCE_DIR "/fixtures/html") / name;
  if (std::getenv("UPDATE_GOLDENS") != nullptr) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << page;
  }
  EXPECT_TRUE(page == testing_support::content_of(file))
      << file << " differs; UPDATE_GOLDENS=1 writes it anew, then read the difference";
}

TEST(ChecklistHtml, EqualsTheGoldenPages) {
  expect_golden("checklist.html", sample_page());
  expect_golden("hostile.html", hostile_page());
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
  std::set<std::string> ids;
  for (const std::string& id : attribute_values(page, "id")) {
    EXPECT_TRUE(ids.insert(id).second) << id;
  }
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
  // The page's own elements, and not one more.
  const auto count = [&page](std::string_view text) {
    std::size_t found = 0;
    for (auto at = page.find(text); at != std::string::npos; at = page.find(text, at + 1)) {
      ++found;
    }
    return found;
  };
  EXPECT_EQ(count("<script"), 2U);
  EXPECT_EQ(count("</script>"), 2U);
  EXPECT_EQ(count("</style>"), 1U);
  EXPECT_EQ(count("<img"), 0U);
  EXPECT_EQ(count("<!--"), 0U);
  EXPECT_EQ(count(" onfocus=\""), 0U);
  EXPECT_EQ(count("href="), 1U) << "the link to the content is the only one";
  EXPECT_EQ(page.find('\x1b'), page.find("<span class=\"odd\" data-code=\"\\x1b\">") + 35);
}

TEST(ChecklistHtml, KeepsMarksInNamesAsTheyAre) {
  const std::string page = hostile_page();
  EXPECT_NE(page.find("@BODY@ @DATA@"), std::string::npos);
}

TEST(ChecklistHtml, LoadsNothing) {
  const std::string page = sample_page();
  for (const char* attribute :
       {"src", "srcset", "href", "action", "poster", "style", "onclick", "xlink:href"}) {
    for (const std::string& value : attribute_values(page, attribute)) {
      EXPECT_EQ(value, "#main") << attribute;
    }
  }
  for (const char* file : {"page.css", "checklist.css"}) {
    const auto css = base::embedded("html/" + std::string(file));
    ASSERT_TRUE(css);
    EXPECT_EQ(css->find("url("), std::string_view::npos) << file;
    EXPECT_EQ(css->find("@import"), std::string_view::npos) << file;
    EXPECT_EQ(css->find("</"), std::string_view::npos) << file;
  }
  for (const char* file : {"page.js", "checklist.js"}) {
    const auto script = base::embedded("html/" + std::string(file));
    ASSERT_TRUE(script);
    for (const char* word : {"fetch(", "XMLHttpRequest", "innerHTML", "eval(", "http:", "https:", "</"}) {
      EXPECT_EQ(script->find(word), std::string_view::npos) << file << ": " << word;
    }
  }
}

TEST(ChecklistHtml, PolicyNamesItsScriptAndStyle) {
  const std::string page = sample_page();
  const auto source = [](const std::string& text) {
    std::string bytes;
    const std::string digits = io::sha256(text);
    for (std::size_t i = 0; i < digits.size(); i += 2) {
      bytes.push_back(static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16)));
    }
    return "'sha256-" + base::encode_base64(bytes) + "'";
  };
  const std::string policy = between(page, "Content-Security-Policy\" content=\"", "\"");
  EXPECT_EQ(policy.find("default-src 'none'; "), 0U);
  EXPECT_NE(policy.find("script-src " + source(between(page, "<script>", "</script>")) + ";"),
            std::string::npos);
  EXPECT_NE(policy.find("style-src " + source(between(page, "<style>", "</style>")) + ";"),
            std::string::npos);
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
}

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
