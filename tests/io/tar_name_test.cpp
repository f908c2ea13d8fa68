#include "io/tar_name.hpp"

#include <gtest/gtest.h>

#include "tests/io/tar_support.hpp"

namespace nsmkit::io {
namespace {

TEST(TarName, AcceptsPlainRelativePaths) {
  for (const char* name : {"a", "a/b", "a/b.c/d-e_f", "..a", "a..", "...", ".hidden", "a b", "a:b", "~",
                           "resources/controller-owned/trafficsplits.yaml", "\xC3\xBC/\xE6\x97\xA5"}) {
    EXPECT_EQ(tar_name_fault(name), std::nullopt) << name;
  }
  EXPECT_EQ(tar_name_fault(std::string(kMaxTarName, 'a')), std::nullopt);
}

TEST(TarName, RefusesTheRest) {
  const std::vector<std::pair<std::string, TarFaultKind>> cases = {
      {"", TarFaultKind::kEmptyName},
      {"a//b", TarFaultKind::kEmptyName},
      {"a/", TarFaultKind::kEmptyName},
      {"/", TarFaultKind::kAbsoluteName},
      {"/etc/passwd", TarFaultKind::kAbsoluteName},
      {"//a", TarFaultKind::kAbsoluteName},
      {"..", TarFaultKind::kParentName},
      {"../a", TarFaultKind::kParentName},
      {"a/../b", TarFaultKind::kParentName},
      {"a/..", TarFaultKind::kParentName},
      {".", TarFaultKind::kDotName},
      {"./a", TarFaultKind::kDotName},
      {"a/.", TarFaultKind::kDotName},
      {"a\\b", TarFaultKind::kBackslashName},
      {"..\\a", TarFaultKind::kBackslashName},
      {"a\nb", TarFaultKind::kControlName},
      {std::string("a\0b", 3), TarFaultKind::kControlName},
      {"a\x1B[31m", TarFaultKind::kControlName},
      {"a\x7F", TarFaultKind::kControlName},
      {"a\xC2\x85", TarFaultKind::kControlName},  // next line
      {"a\xE2\x80\xAE"
       "fdp.sh",
       TarFaultKind::kControlName},                   // right to left
      {"a\xE2\x80\x8B", TarFaultKind::kControlName},  // a space of no width
      {"a\xFF", TarFaultKind::kInvalidUtf8Name},
      {"a\xC0\xAF", TarFaultKind::kInvalidUtf8Name},      // "/" in two bytes
      {"a\xED\xA0\x80", TarFaultKind::kInvalidUtf8Name},  // a surrogate
      {std::string(kMaxTarName + 1, 'a'), TarFaultKind::kNameTooLong},
  };
  for (const auto& [name, fault] : cases) {
    EXPECT_EQ(tar_name_fault(name), fault) << testing::PrintToString(name);
  }
}

TEST(TarNames, SeesNamesThatDoNotGoTogether) {
  TarNames names;
  EXPECT_EQ(names.add("a/b"), std::nullopt);
  EXPECT_EQ(names.add("a/c"), std::nullopt);
  EXPECT_EQ(names.add("ab"), std::nullopt);
  EXPECT_EQ(names.add("a/b"), TarFaultKind::kDuplicateName);
  EXPECT_EQ(names.add("A/b"), TarFaultKind::kCaseTwin);
  EXPECT_EQ(names.add("a"), TarFaultKind::kFileAsFolder);
  EXPECT_EQ(names.add("A"), TarFaultKind::kFileAsFolder);
  EXPECT_EQ(names.add("a/b/c/d"), TarFaultKind::kFileAsFolder);
  EXPECT_EQ(names.add("AB/c"), TarFaultKind::kFileAsFolder);
  EXPECT_EQ(names.add("a-b"), std::nullopt);
  EXPECT_EQ(names.add("a/b-c"), std::nullopt);
  EXPECT_EQ(names.add("../a/b"), TarFaultKind::kParentName);
}

TEST(TarFault, HasWordsForEachKind) {
  for (int i = 0; i <= static_cast<int>(kLastTarFaultKind); ++i) {
    EXPECT_GT(to_string(static_cast<TarFaultKind>(i)).size(), 10U) << i;
  }
}

}  // namespace
}  // namespace nsmkit::io
