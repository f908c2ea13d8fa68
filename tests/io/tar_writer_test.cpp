#include "io/tar_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <clocale>

#include "base/error.hpp"
#include "io/digest.hpp"
#include "io/gzip.hpp"
#include "tests/io/command.hpp"
#include "tests/io/tar_support.hpp"
#include "tests/support/temporary_folder.hpp"

namespace nsmkit::io {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing_support::run_command;

/// A source of `size` bytes that never stand in memory together.
class Counted final : public base::ByteSource {
 public:
  explicit Counted(std::uint64_t size) : size_(size) {}
  std::size_t read(char* buffer, std::size_t size) override {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>({size, size_ - at_, 10'000}));
    std::fill_n(buffer, count, static_cast<char>('a' + at_ % 7));
    at_ += count;
    return count;
  }
  void rewind() override { at_ = 0; }

 private:
  std::uint64_t size_;
  std::uint64_t at_ = 0;
};

TarSource counted(std::uint64_t said, std::uint64_t real) {
  return {said, [real] { return std::make_unique<Counted>(real); }};
}

const std::vector<TarFile> kFiles = {
    {"bundle/b.json", "{}\n", TarMode::kFile},
    {"bundle/restore.sh", "#!/bin/sh\n", TarMode::kScript},
    {"bundle/a.txt", std::string(1024, 'x'), TarMode::kFile},
    {"bundle/empty", "", TarMode::kFile},
};

const std::string kLong = "bundle/" + std::string(120, 'd') + "/" + std::string(90, 'f');
const std::string kLonger = "bundle/" + std::string(200, 'g');
const std::string kForeign = "bundle/\xC3\xBC\xE6\x97\xA5";

std::string error_of(const std::vector<TarFile>& files) {
  try {
    return "an archive of " + std::to_string(archive_of(files).size()) + " bytes";
  } catch (const base::Error& error) {
    return error.what();
  }
}

TEST(TarWriter, ComesBackAsItWas) {
  const Reading reading = read_archive(archive_of(kFiles, 1'700'000'000));
  EXPECT_THAT(reading.files, ElementsAre("bundle/b.json={}\n", "bundle/restore.sh=#!/bin/sh\n",
                                         "bundle/a.txt=" + std::string(1024, 'x'), "bundle/empty="));
  EXPECT_THAT(reading.faults, IsEmpty());
  EXPECT_TRUE(reading.complete);
}

TEST(TarWriter, WritesPlainHeaders) {
  const auto unpacked = gunzip(archive_of({{"a", "text", TarMode::kScript}}, 8));
  const std::string expected = [] {
    RawHeader header;
    header.name = "a";
    header.mode = "000755 ";
    std::string block = raw_entry(header, "text");
    block.replace(108, 8, "000000 \0", 8);
    block.replace(116, 8, "000000 \0", 8);
    block.replace(124, 12, "00000000004 ");
    block.replace(136, 12, "00000000010 ");
    block.replace(329, 8, "000000 \0", 8);
    block.replace(337, 8, "000000 \0", 8);
    std::string sealed = block.substr(0, kTarBlock);
    seal(sealed);
    return sealed + block.substr(kTarBlock) + tar_end();
  }();
  EXPECT_EQ(std::get<std::string>(unpacked), expected);
}

TEST(TarWriter, GivesTheSameBytesEachTime) {
  const std::string archive = archive_of(kFiles, 1'700'000'000);
  EXPECT_EQ(archive, archive_of(kFiles, 1'700'000'000));
  EXPECT_NE(archive, archive_of(kFiles, 1'700'000'001));
  EXPECT_EQ(archive.substr(0, 10), std::string("\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10));
}

TEST(TarWriter, DoesNotDependOnTheLocale) {
  const std::vector<TarFile> files = {
      {kForeign, "x", TarMode::kFile}, {kLong, "y", TarMode::kFile}, {kLonger, "z", TarMode::kFile}};
  const std::string before = std::setlocale(LC_ALL, nullptr);
  std::setlocale(LC_ALL, "C");
  const std::string in_c = archive_of(files);
  const Reading read_in_c = read_archive(in_c);
  std::setlocale(LC_ALL, "C.UTF-8");
  EXPECT_EQ(in_c, archive_of(files));
  const Reading read_in_utf8 = read_archive(in_c);
  std::setlocale(LC_ALL, before.c_str());
  EXPECT_THAT(read_in_c.files, ElementsAre(kForeign + "=x", kLong + "=y", kLonger + "=z"));
  EXPECT_THAT(read_in_c.faults, IsEmpty());
  EXPECT_EQ(read_in_utf8.files, read_in_c.files);
  EXPECT_THAT(read_in_utf8.faults, IsEmpty());
}

TEST(TarWriter, StreamsLargeFiles) {
  constexpr std::uint64_t kSize = 3'000'001;
  const std::string archive =
      archive_of({{"big", counted(kSize, kSize), TarMode::kFile}, {"after", "x", TarMode::kFile}});
  base::TextSource bytes(archive);
  TarReader reader(bytes);
  const auto entry = reader.next();
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->size, kSize);
  EXPECT_EQ(entry->mode, 0644U);
  Sha256 digest;
  std::string buffer(4097, '\0');
  for (std::size_t count = 0; (count = reader.read(buffer.data(), buffer.size())) > 0;) {
    digest.update(std::string_view(buffer).substr(0, count));
  }
  Counted original(kSize);
  EXPECT_EQ(digest.finish(), sha256(original));
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.content(1), "x");
  EXPECT_FALSE(reader.next());
  EXPECT_TRUE(reader.complete());
}

TEST(TarWriter, RefusesASourceThatChanged) {
  EXPECT_EQ(error_of({{"a", counted(100, 99), TarMode::kFile}}),
            "cannot put 'a' into the archive: it had 100 bytes, and has 99 now");
  EXPECT_EQ(error_of({{"a", counted(100, 101), TarMode::kFile}}),
            "cannot put 'a' into the archive: it had 100 bytes, and has more now");
  EXPECT_EQ(error_of({{"a", counted(0, 1), TarMode::kFile}}),
            "cannot put 'a' into the archive: it had 0 bytes, and has more now");
  EXPECT_EQ(error_of({{"a", counted(20'000, 20'001), TarMode::kFile}}),
            "cannot put 'a' into the archive: it had 20000 bytes, and has more now");
  EXPECT_EQ(error_of({{"a", counted(std::uint64_t{1} << 40U, 5), TarMode::kFile}}),
            "cannot put 'a' into the archive: it had 1099511627776 bytes, and has 5 now");
}

TEST(TarWriter, RefusesNamesThatTheReaderRefuses) {
  EXPECT_EQ(error_of({{"../a", "", TarMode::kFile}}),
            "cannot put '../a' into the archive: it has '..' in its name, which leads out of the folder");
  EXPECT_EQ(error_of({{"a", "", TarMode::kFile}, {"a", "", TarMode::kFile}}),
            "cannot put 'a' into the archive: it has the name of an earlier entry");
}

TEST(TarWriter, LetsFailuresThrough) {
  const auto full = [](std::string_view) { throw base::Error(base::ExitStatus::kIo, "disk full"); };
  EXPECT_THROW(write_tar_gz(kFiles, 0, full), base::Error);
  EXPECT_THROW(write_tar_gz({{"a", noise(1'000'000), TarMode::kFile}}, 0, full), base::Error);
  const TarSource unreadable{5, []() -> std::unique_ptr<base::ByteSource> {
                               throw base::Error(base::ExitStatus::kIo, "cannot open");
                             }};
  EXPECT_EQ(error_of({{"a", unreadable, TarMode::kFile}}), "cannot open");
}

/// The archive of kFiles and some special names, on disk.
class TarPrograms : public testing::Test {
 protected:
  void SetUp() override {
    auto files = kFiles;
    files.push_back({kLong, "1", TarMode::kFile});
    files.push_back({kLonger, "2", TarMode::kFile});
    files.push_back({kForeign, "3", TarMode::kFile});
    testing_support::write_bytes(path_, archive_of(files, 1'700'000'000));
  }

  testing_support::TemporaryFolder folder_;
  std::string path_ = (folder_.path() / "x.tar.gz").string();
};

TEST_F(TarPrograms, GnuTarListsIt) {
  if (!testing_support::has_command("tar")) GTEST_SKIP() << "no tar";
  const auto run = run_command(
      "TZ=UTC LC_ALL=C.UTF-8 tar --quoting-style=literal --numeric-owner --full-time -tvzf '" + path_ + "'");
  const auto line = [](const std::string& mode, const std::string& size, const std::string& name) {
    return mode + " 0/0" + std::string(16 - size.size(), ' ') + size + " 2023-11-14 22:13:20 " + name + "\n";
  };
  EXPECT_EQ(run.output, line("-rw-r--r--", "3", "bundle/b.json") +
                            line("-rwxr-xr-x", "10", "bundle/restore.sh") +
                            line("-rw-r--r--", "1024", "bundle/a.txt") +
                            line("-rw-r--r--", "0", "bundle/empty") + line("-rw-r--r--", "1", kLong) +
                            line("-rw-r--r--", "1", kLonger) + line("-rw-r--r--", "1", kForeign));
}

TEST_F(TarPrograms, GnuTarUnpacksIt) {
  if (!testing_support::has_command("tar")) GTEST_SKIP() << "no tar";
  const auto run = run_command("cd '" + folder_.path().string() + "' && LC_ALL=C.UTF-8 tar -xzf x.tar.gz");
  EXPECT_EQ(run.output, "");
  EXPECT_EQ(testing_support::content_of(folder_.path() / "bundle/b.json"), "{}\n");
  EXPECT_EQ(testing_support::content_of(folder_.path() / kLonger), "2");
  EXPECT_EQ(testing_support::content_of(folder_.path() / kForeign), "3");
}

TEST_F(TarPrograms, PythonReadsIt) {
  if (!testing_support::has_command("python3")) GTEST_SKIP() << "no python3";
  const auto run = run_command(
      "PYTHONIOENCODING=utf-8 python3 -c 'import sys, tarfile\n"
      "for m in tarfile.open(sys.argv[1], errorlevel=2):\n"
      "  print(m.isreg(), oct(m.mode), m.uid, m.gid, [m.uname, m.gname], int(m.mtime), m.size, m.name)' '" +
      path_ + "'");
  const auto line = [](const std::string& mode, const std::string& size, const std::string& name) {
    return "True " + mode + " 0 0 ['', ''] 1700000000 " + size + " " + name + "\n";
  };
  EXPECT_EQ(run.output, line("0o644", "3", "bundle/b.json") + line("0o755", "10", "bundle/restore.sh") +
                            line("0o644", "1024", "bundle/a.txt") + line("0o644", "0", "bundle/empty") +
                            line("0o644", "1", kLong) + line("0o644", "1", kLonger) +
                            line("0o644", "1", kForeign));
}

TEST_F(TarPrograms, BusyboxReadsIt) {
  if (run_command("busybox tar --help").status != 0) GTEST_SKIP() << "no busybox";
  const auto run =
      run_command("cd '" + folder_.path().string() + "' && busybox tar -xzf x.tar.gz && cat bundle/b.json");
  EXPECT_EQ(run.output, "{}\n");
}

}  // namespace
}  // namespace nsmkit::io
