#include "base/utf8.hpp"

#include <gtest/gtest.h>

namespace nsmkit::base {
namespace {

TEST(Utf8, RoundTripsCodePoints) {
  for (const std::uint32_t code_point : {0x24U, 0xA2U, 0x20ACU, 0x10348U, 0x10FFFFU}) {
    std::string text;
    append_utf8(text, code_point);
    EXPECT_EQ(utf8_length(text), text.size());
    EXPECT_EQ(code_points(text), 1U);
  }
}

TEST(Utf8, RefusesWhatIsNotUtf8) {
  for (const char* bad :
       {"\x80", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8", "\xE2\x82"}) {
    EXPECT_EQ(utf8_length(bad), 0U);
  }
  EXPECT_EQ(utf8_length(""), 0U);
}

TEST(Utf8, ReplacesEachBadByte) {
  std::string text = "a\xE2\x82z\xC3\xA9";
  replace_invalid_utf8(text);
  EXPECT_EQ(text, "a\uFFFD\uFFFDzé");
}

}  // namespace
}  // namespace nsmkit::base
