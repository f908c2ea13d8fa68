#include "base/template.hpp"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

namespace nsmkit::base {
namespace {

TEST(FillTemplate, FillsOnceAndLeavesOtherMarks) {
  const std::array values{TemplateValue{"A", "@B@"}, TemplateValue{"B", "b"}};
  EXPECT_EQ(fill_template("@A@ @B@ @media @ @a@ x@", values), "@B@ b @media @ @a@ x@");
  EXPECT_THROW((void)fill_template("@C@", values), std::logic_error);
}

}  // namespace
}  // namespace nsmkit::base
