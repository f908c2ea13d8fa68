#include "io/digest.hpp"

#include <gtest/gtest.h>

#include "tests/io/command.hpp"
#include "tests/io/tar_support.hpp"
#include "tests/support/temporary_folder.hpp"

namespace nsmkit::io {
namespace {

// FIPS 180-4, the examples of the Secure Hash Standard.
TEST(Sha256, GivesTheStandardsExamples) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, DoesNotDependOnThePieces) {
  const std::string bytes = noise(200'001);
  Sha256 digest;
  for (std::size_t at = 0, size = 0; at < bytes.size(); at += size, size = size * 2 + 1) {
    digest.update(std::string_view(bytes).substr(at, size));
  }
  const std::string text = digest.finish();
  EXPECT_EQ(text, sha256(bytes));
  base::TextSource source(bytes);
  EXPECT_EQ(text, sha256(source));
  EXPECT_EQ(digest.finish(), sha256(""));  // starts from nothing again
}

TEST(Sha256, AgreesWithSha256sum) {
  if (!testing_support::has_command("sha256sum")) GTEST_SKIP() << "no sha256sum";
  const testing_support::TemporaryFolder folder;
  const std::string path = (folder.path() / "bytes").string();
  const std::string bytes = noise(70'000);
  testing_support::write_bytes(path, bytes);
  EXPECT_EQ(testing_support::run_command("sha256sum <'" + path + "'").output.substr(0, 64), sha256(bytes));
}

}  // namespace
}  // namespace nsmkit::io
