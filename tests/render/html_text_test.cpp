#include "render/html_text.hpp"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

#include "render/html_page.hpp"

namespace nsmkit::render {
namespace {

TEST(HtmlText, EscapesForElementsAndAttributes) {
  EXPECT_EQ(html_text("a<b>&\"'`"), "a&lt;b&gt;&amp;&quot;&#39;`");
  EXPECT_EQ(html_text("\xe2\x80\xae x\x01\xff\n"), "\\u{202e} x\\x01\\xff\\x0a");
  EXPECT_EQ(html_text("größe 漢字"), "größe 漢字");
}

TEST(HtmlText, KeepsLineFeedsWhereTheyAreWanted) { EXPECT_EQ(html_lines("a\n<b>\n"), "a\n&lt;b&gt;\n"); }

TEST(HtmlText, NamesCharactersThatMisleadInCommands) {
  EXPECT_EQ(html_code("a b\n\tc<d"), "a b\n\tc&lt;d");
  EXPECT_EQ(html_code("x\xe2\x80\xaey"), "x<span class=\"odd\" data-code=\"\\u{202e}\">\xe2\x80\xae</span>y");
  EXPECT_EQ(html_code("\r"), "<span class=\"odd\" data-code=\"\\x0d\">&#13;</span>");
  EXPECT_EQ(html_code(std::string("\0\xff", 2)),
            "<span class=\"odd\" data-code=\"\\x00\">\xef\xbf\xbd</span>"
            "<span class=\"odd\" data-code=\"\\xff\">\xef\xbf\xbd</span>");
  EXPECT_EQ(html_code("get -A x"), "get <span class=\"word\">-A</span> x");
}

TEST(HtmlText, JsonCannotEndItsElement) {
  const std::string json = html_json({{"a</script>", "<!-- & \xe2\x80\xa8\xe2\x80\xa9"}});
  EXPECT_EQ(json, R"({"a\u003c/script\u003e":"\u003c!-- \u0026 \u2028\u2029"})");
}

TEST(HtmlText, ElementsOfEmptyTextsAreNotThere) {
  EXPECT_EQ(html_element("p", "why", ""), "");
  EXPECT_EQ(html_element("p", "why", "<"), "<p class=\"why\">&lt;</p>");
  EXPECT_EQ(html_element("dt", "", "x"), "<dt>x</dt>");
}

TEST(HtmlText, CountsInWords) {
  EXPECT_EQ(count_words(1, "step"), "1 step");
  EXPECT_EQ(count_words(0, "step"), "0 steps");
}

}  // namespace
}  // namespace nsmkit::render
