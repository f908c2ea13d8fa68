#include "base/shown_text.hpp"

#include <gtest/gtest.h>

namespace nsmkit::base {
namespace {

TEST(ShownText, KeepsWhatIsSafe) { EXPECT_EQ(shown_text("shop/catálogo", 60), "shop/catálogo"); }

TEST(ShownText, CutsByCodePoints) {
  EXPECT_EQ(shown_text("áéí", 3), "áéí");
  EXPECT_EQ(shown_text("áéíó", 3), "áéí...");
}

TEST(ShownText, EscapesWhatCouldLie) {
  EXPECT_EQ(shown_text("a\nb\tc\r", 60), "a\\nb\\tc\\r");
  EXPECT_EQ(shown_text("\x1b[31m", 60), "\\x1b[31m");
  EXPECT_EQ(shown_text("\xE2\x80\xAEtxt", 60), "\\xe2\\x80\\xaetxt") << "right-to-left override";
  EXPECT_EQ(shown_text("\xFF", 60), "\\xff");
}

}  // namespace
}  // namespace nsmkit::base
