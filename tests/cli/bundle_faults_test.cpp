// Whatever goes wrong while a bundle is written, nothing is half written; and what was written suits other
// programs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include "base/error.hpp"
#include "tests/cli/bundle_support.hpp"

namespace nsmkit::cli {
namespace {

using ::testing::HasSubstr;
using testing_support::content_of;

/// A file system whose files fail after some writes, as a full disk does, or when they are made final.
class FailingFileSystem final : public io::FileSystem {
 public:
  FailingFileSystem(io::MemoryFileSystem& files, int good_writes) : files_(files), left_(good_writes) {}

  [[nodiscard]] io::PathType type(const std::string& path) const override { return files_.type(path); }
  [[nodiscard]] std::vector<std::string> list(const std::string& path) const override {
    return files_.list(path);
  }
  [[nodiscard]] std::string identity(const std::string& path) const override { return path; }
  [[nodiscard]] std::uint64_t size(const std::string& path) const override { return files_.size(path); }
  [[nodiscard]] std::unique_ptr<base::ByteSource> open(const std::string& path) const override {
    return files_.open(path);
  }
  void make_directories(const std::string& path) override { files_.make_directories(path); }
  [[nodiscard]] std::unique_ptr<io::OutputFile> create(const std::string& path, io::Access access) override {
    class File final : public io::OutputFile {
     public:
      File(std::unique_ptr<io::OutputFile> file, int& left) : file_(std::move(file)), left_(left) {}
      void write(std::string_view bytes) override {
        step();
        file_->write(bytes);
      }
      void commit() override {
        step();
        file_->commit();
      }

     private:
      void step() {
        if (left_-- == 0) {
          throw base::Error(base::ExitStatus::kIo, "no space left on device");
        }
      }
      std::unique_ptr<io::OutputFile> file_;
      int& left_;
    };
    return std::make_unique<File>(files_.create(path, access), left_);
  }

  [[nodiscard]] bool failed() const { return left_ < 0; }

 private:
  io::MemoryFileSystem& files_;
  int left_;
};

TEST(BundleCommand, LeavesTheOldBundleWhenWritingFails) {
  io::MemoryFileSystem files;
  copy_export(files, "one");
  bool finished = false;
  for (int good_writes = 0; !finished && good_writes < 10'000; ++good_writes) {
    files.files["b.tar.gz"] = "old";
    FailingFileSystem failing(files, good_writes);
    const Outcome outcome = nsmkit(failing, bundle_command("one"));
    finished = !failing.failed();
    if (!finished) {
      EXPECT_EQ(outcome.status, 3) << good_writes;
      EXPECT_EQ(files.files.at("b.tar.gz"), "old") << good_writes;
      EXPECT_THAT(outcome.err, HasSubstr("no space left on device"));
    }
  }
  EXPECT_TRUE(finished);
  EXPECT_EQ(nsmkit(files, {"verify", "b.tar.gz"}).status, 0);
}

// Killed at any moment, a run leaves the old bundle or the new one.
TEST(BundleCommand, SurvivesBeingKilled) {
  const testing_support::TemporaryFolder folder;
  const std::string target = (folder.path() / "b.tar.gz").string();
  const auto real = io::real_file_system();
  std::vector<std::string> arguments{
      "bundle", NSMKIT_SOURCE_DIR "/fixtures/exports/shop-1.6", "--to", "2.0.0", "-o", target};
  ASSERT_EQ(nsmkit(*real, arguments).status, 0);
  const std::string old = content_of(target);
  arguments.emplace_back("--with-originals");
  int killed = 0;
  for (int delay = 0; delay < 60; ++delay) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::_exit(nsmkit(*real, arguments).status);
    }
    ::usleep(static_cast<useconds_t>(delay * 500));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    killed += WIFSIGNALED(status) ? 1 : 0;
    if (content_of(target) != old) {
      EXPECT_EQ(nsmkit(*real, {"verify", target}).status, 0) << delay;
    }
  }
  EXPECT_GT(killed, 0);
}

TEST(BundleCommand, NeedsAPlaceToWriteTo) {
  const testing_support::TemporaryFolder folder;
  const auto real = io::real_file_system();
  const std::string target = (folder.path() / "missing" / "b.tar.gz").string();
  const Outcome outcome = nsmkit(
      *real, {"bundle", NSMKIT_SOURCE_DIR "/fixtures/exports/shop-1.6", "--to", "2.0.0", "-o", target});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_THAT(outcome.err, HasSubstr("missing"));
}

TEST(BundleCommand, FitsStandardTools) {
  const testing_support::TemporaryFolder folder;
  const std::string path = folder.path().string();
  const auto shell = [&path](const std::string& command) {
    return std::system(("cd " + path + " && " + command + " >/dev/null 2>&1").c_str());
  };
  if (shell("openssl version") != 0 || shell("sha256sum --version") != 0) {
    GTEST_SKIP() << "openssl or sha256sum is missing";
  }
  const auto real = io::real_file_system();
  for (const std::string algorithm :
       {"-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "-algorithm ED25519"}) {
    ASSERT_EQ(
        shell("openssl genpkey " + algorithm + " -out k.pem && openssl pkey -in k.pem -pubout -out p.pem"),
        0);
    const Outcome made = nsmkit(*real, {"bundle", NSMKIT_SOURCE_DIR "/fixtures/exports/shop-1.6", "--to",
                                        "2.0.0", "--sign", path + "/k.pem", "-o", path + "/b.tar.gz"});
    ASSERT_EQ(made.status, 0) << made.err;
    EXPECT_EQ(shell("rm -rf b && mkdir b && tar xzf b.tar.gz -C b && cd b && sha256sum -c SHA256SUMS && test "
                    "-x restore.sh"),
              0);
    const bool is_ec = algorithm.find("EC ") != std::string::npos;
    EXPECT_EQ(
        shell(
            "base64 -d b/SHA256SUMS.sig > s.bin && " +
            std::string(
                is_ec
                    ? "openssl dgst -sha256 -verify p.pem -signature s.bin b/SHA256SUMS"
                    : "openssl pkeyutl -verify -pubin -inkey p.pem -rawin -in b/SHA256SUMS -sigfile s.bin")),
        0);
    EXPECT_EQ(nsmkit(*real, {"verify", path + "/b.tar.gz", "--key", path + "/p.pem"}).status, 0);
  }
}

}  // namespace
}  // namespace nsmkit::cli
