#include "io/file_system.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "base/error.hpp"
#include "tests/support/temporary_folder.hpp"

namespace nsmkit::io {
namespace {

namespace fs = std::filesystem;

class RealFiles : public testing::Test {
 public:
  ~RealFiles() override = default;

 protected:
  [[nodiscard]] std::string path(const std::string& name) const {
    return join_path(directory_.string(), name);
  }
  [[nodiscard]] std::size_t entries() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(directory_), fs::directory_iterator()));
  }

  testing_support::TemporaryFolder folder_;
  const fs::path& directory_ = folder_.path();
  std::unique_ptr<FileSystem> files_ = real_file_system();
};

TEST_F(RealFiles, WritesAWholeFileOrNone) {
  write_file(*files_, path("a"), "old");
  {
    const auto file = files_->create(path("a"));
    file->write("new");
    EXPECT_EQ(read_file(*files_, path("a")), "old");
  }
  EXPECT_EQ(read_file(*files_, path("a")), "old");
  EXPECT_EQ(entries(), 1U) << "a temporary file was left behind";
  write_file(*files_, path("a"), "new");
  EXPECT_EQ(read_file(*files_, path("a")), "new");
}

TEST_F(RealFiles, KeepsModeAndSymbolicLink) {
  write_file(*files_, path("a"), "old");
  fs::permissions(path("a"), fs::perms(0640));
  fs::create_symlink("a", path("link"));
  write_file(*files_, path("link"), "new");
  EXPECT_EQ(read_file(*files_, path("a")), "new");
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(fs::status(path("a")).permissions(), fs::perms(0640));
}

TEST_F(RealFiles, WritesToWhatCannotBeReplaced) {
  EXPECT_NO_THROW(write_file(*files_, "/dev/null", "text"));
  try {
    write_file(*files_, "/dev/full", "text");
    FAIL() << "a full disk went unnoticed";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.status(), base::ExitStatus::kIo);
    EXPECT_STREQ(error.what(), "cannot write '/dev/full': No space left on device");
  }
}

TEST_F(RealFiles, LeavesTheOldFileWhenTheDiskIsFull) {
  write_file(*files_, path("a"), "old");
  rlimit saved{};
  ::getrlimit(RLIMIT_FSIZE, &saved);
  const rlimit small{64 * 1024, saved.rlim_max};
  const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &small);
  EXPECT_THROW(write_file(*files_, path("a"), std::string(1 << 20, 'x')), base::Error);
  ::setrlimit(RLIMIT_FSIZE, &saved);
  std::signal(SIGXFSZ, ignored);
  EXPECT_EQ(read_file(*files_, path("a")), "old");
  EXPECT_EQ(entries(), 1U);
}

TEST_F(RealFiles, NamesThePathAndTheReason) {
  try {
    static_cast<void>(read_file(*files_, path("none")));
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(std::string(error.what()), "cannot open '" + path("none") + "': No such file or directory");
  }
  EXPECT_THROW(write_file(*files_, path("no/dir/file"), "x"), base::Error);
  EXPECT_THROW(static_cast<void>(files_->list(path("none"))), base::Error);
}

TEST_F(RealFiles, ListsInOrder) {
  for (const char* name : {"b", "a", "c"}) {
    write_file(*files_, path(name), "");
  }
  EXPECT_EQ(files_->list(directory_.string()), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(files_->type(path("a")), PathType::kFile);
  EXPECT_EQ(files_->type(directory_.string()), PathType::kDirectory);
  EXPECT_EQ(files_->type(path("none")), PathType::kMissing);
  EXPECT_EQ(files_->type("/dev/null"), PathType::kOther);
}

TEST(JoinPath, PutsOneSlash) {
  EXPECT_EQ(join_path("a", "b"), "a/b");
  EXPECT_EQ(join_path("a/", "b"), "a/b");
  EXPECT_EQ(join_path("", "b"), "b");
}

}  // namespace
}  // namespace nsmkit::io
