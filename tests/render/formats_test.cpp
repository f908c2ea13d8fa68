// Every report format on hostile text: what users' files hold must not break out of its place.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include "base/json.hpp"
#include "base/utf8.hpp"
#include "render/markdown_text.hpp"
#include "render/rule_catalogue.hpp"
#include "render/rule_page.hpp"
#include "render/text_finding.hpp"
#include "tests/render/sample_report.hpp"

namespace nsmkit::render {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

/// What makes `xml` no XML document; enough of the grammar for elements, attributes and references.
std::string xml_fault(const std::string& xml) {
  static const std::regex kText("(?:[^<&]|&(?:amp|lt|gt|quot);)*");
  static const std::regex kTag(R"re(<(/?)([a-z-]+)((?: [a-z]+="(?:[^<&"]|&(?:amp|lt|gt|quot);)*")*)(/?)>)re");
  const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  if (!xml.starts_with(head)) {
    return "no declaration";
  }
  std::vector<std::string> open;
  auto at = xml.cbegin() + static_cast<std::ptrdiff_t>(head.size());
  for (std::smatch tag; std::regex_search(at, xml.cend(), tag, kTag); at = tag[0].second) {
    if (!std::regex_match(at, tag[0].first, kText) ||
        std::string(at, tag[0].first).find("]]>") != std::string::npos) {
      return "bad text: " + std::string(at, tag[0].first);
    }
    if (tag[1].length() > 0 && (open.empty() || open.back() != tag[2].str())) {
      return "stray end: " + tag[0].str();
    }
    if (tag[1].length() > 0) {
      open.pop_back();
    } else if (tag[4].length() == 0) {
      open.push_back(tag[2].str());
    }
  }
  return !open.empty()                         ? "not closed: " + open.back()
         : std::string(at, xml.cend()) == "\n" ? ""
                                               : "text at the end";
}

TEST(Formats, WriteUtf8WithoutControlCharacters) {
  const Report report = sample_report(kHostile);
  for (const auto& renderer : all_renderers()) {
    const std::string name(renderer->name());
    const std::string text = rendered(name, report);
    std::string valid = text;
    base::replace_invalid_utf8(valid);
    EXPECT_EQ(text, valid) << name;
    for (const char c : text) {
      EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20) << name;
    }
  }
}

TEST(Formats, AreDescribed) {
  std::ifstream file(NSMKIT_SOURCE_DIR "/docs/report-formats.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  for (const auto& renderer : all_renderers()) {
    EXPECT_THAT(page, HasSubstr("## " + std::string(renderer->name()) + "\n"));
  }
}

TEST(Printable, ShowsWhatTerminalsActOn) {
  EXPECT_EQ(printable("a\tb\x1b[0m"), "a\\x09b\\x1b[0m");
  EXPECT_EQ(printable("\xff|\xc3"), "\\xff|\\xc3");
  EXPECT_EQ(printable("é\xc2\x9b\xe2\x80\xae\xef\xbf\xbf"), "é\\u{009b}\\u{202e}\\u{ffff}");
  EXPECT_EQ(printable("\xf0\x9f\x99\x82"), "\xf0\x9f\x99\x82");
  EXPECT_EQ(printable("\xf0\x9f\xbf\xbf"), "\\u{1ffff}");
}

TEST(Json, KeepsSuppressedFindingsApart) {
  Report report = sample_report(kHostile);
  const Json json = Json::parse(rendered("json", report));
  EXPECT_EQ(json["summary"]["suppressed"], 1);
  EXPECT_EQ(json["summary"]["errors"], 1);
  EXPECT_EQ(json["findings"].size(), 2U);
  EXPECT_EQ(json["suppressedFindings"].size(), 1U);
  report.show_suppressed = false;
  EXPECT_FALSE(Json::parse(rendered("json", report)).contains("suppressedFindings"));
}

TEST(Text, GivesOneFindingAFewLines) {
  EXPECT_EQ(lines_of(rendered("text", sample_report(kHostile))).size(), 3U + 4U + 2U);
}

TEST(Junit, IsWellFormed) {
  for (const char* text : {"a message", kHostile}) {
    Report report = sample_report(text);
    report.results.push_back(sample_result(kSampleCutOff, text));
    EXPECT_EQ(xml_fault(rendered("junit", report)), "");
  }
  EXPECT_NE(xml_fault("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>]]></a>\n"), "");
  EXPECT_NE(xml_fault("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"<\"></a>\n"), "");
}

TEST(Junit, FailsWhereTheRunFails) {
  Report report = sample_report("x");
  EXPECT_THAT(rendered("junit", report), HasSubstr("tests=\"4\" failures=\"1\" errors=\"0\" skipped=\"1\""));
  report.fail_on.reset();
  EXPECT_THAT(rendered("junit", report), HasSubstr("failures=\"0\""));
  report.results.push_back(sample_result(kSampleCutOff, "x"));
  EXPECT_THAT(rendered("junit", report), HasSubstr("failures=\"2\""));
}

TEST(Github, WritesOneCommandAFinding) {
  const std::string text = rendered("github", sample_report(kHostile));
  const auto lines = lines_of(text);
  ASSERT_EQ(lines.size(), 3U);
  const std::regex kCommand(
      "::(error|warning|notice) file=[^:,]*(,line=\\d+,col=\\d+)?,title=NSM\\d+ [a-z-]+::.*");
  for (const std::string& line : lines) {
    EXPECT_TRUE(std::regex_match(line, kCommand)) << line;
    EXPECT_THAT(line, HasSubstr("%250A")) << "a percent sign of the text is escaped";
  }
}

TEST(Tap, WritesOnePointALine) {
  const auto lines = lines_of(rendered("tap", sample_report(kHostile)));
  ASSERT_GE(lines.size(), 3U);
  EXPECT_EQ(lines[0], "TAP version 14");
  EXPECT_EQ(lines[1], "1..4");
  int points = 0;
  for (std::size_t i = 2; i < lines.size(); ++i) {
    if (lines[i].starts_with("ok ") || lines[i].starts_with("not ok ")) {
      ++points;
      EXPECT_FALSE(std::regex_search(lines[i], std::regex("[^\\\\]#"))) << lines[i];
    } else {
      EXPECT_TRUE(lines[i].starts_with("  ")) << lines[i];
    }
  }
  EXPECT_EQ(points, 4);
}

TEST(Markdown, KeepsCellsTogether) {
  const std::string text = rendered("markdown", sample_report(kHostile));
  for (const std::string& line : lines_of(text)) {
    if (line.starts_with("| error") || line.starts_with("| info")) {
      const std::regex kBar(R"re((^|[^\\])\|)re");
      EXPECT_EQ(std::distance(std::sregex_iterator(line.begin(), line.end(), kBar), std::sregex_iterator()),
                6)
          << line;
    }
  }
  EXPECT_THAT(text, Not(HasSubstr("<script>")));
  EXPECT_THAT(text, Not(HasSubstr("@team")));
  EXPECT_THAT(text, Not(HasSubstr("[e](")));
}

TEST(RulePage, ShowsTheFixtures) {
  namespace fs = std::filesystem;
  int examples = 0;
  for (const auto& entry : rule_catalogue()) {
    const auto json = rule_json_with_example(entry);
    for (const char* name : {"good", "bad"}) {
      const fs::path path =
          fs::path(NSMKIT_SOURCE_DIR "/fixtures/rules") / entry.info->slug / (std::string(name) + ".yaml");
      EXPECT_EQ(json["example"][name].is_string(), fs::exists(path)) << path;
      if (fs::exists(path)) {
        std::ifstream file(path, std::ios::binary);
        EXPECT_EQ(json["example"][name], std::string(std::istreambuf_iterator<char>(file), {})) << path;
        ++examples;
      }
    }
  }
  EXPECT_GT(examples, 50);
}

TEST(Markdown, EscapesText) {
  EXPECT_EQ(markdown_text("a|b`c`<d>*e*_f_[g](h)"), "a\\|b\\`c\\`\\<d\\>\\*e\\*\\_f\\_\\[g\\](h)");
  EXPECT_EQ(markdown_text("@me http://x www.y #1"), "@<!-- -->me http:<!-- -->//x w<!-- -->ww.y #<!-- -->1");
  EXPECT_EQ(markdown_text("a\nb"), "a\\\\x0ab");
  EXPECT_EQ(markdown_block("a\n```\n", "yaml"), "````yaml\na\n```\n````\n");
}

}  // namespace
}  // namespace nsmkit::render
