// Archives that other programs make to do harm, damaged ones, and bombs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>

#include "io/gzip.hpp"
#include "io/tar_reader.hpp"
#include "tests/io/command.hpp"
#include "tests/io/tar_support.hpp"
#include "tests/support/temporary_folder.hpp"

namespace nsmkit::io {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing_support::content_of;
using testing_support::run_command;

const std::vector<TarFile> kSmall = {{"bundle/a", "some text", TarMode::kFile},
                                     {"bundle/b.sh", "#!/bin/sh\n", TarMode::kScript}};

bool stops(TarFaultKind kind) { return tar_effect(kind) == TarEffect::kStop; }

TEST(Damaged, IsNeverTakenForWhole) {
  const std::string archive = archive_of(kSmall);
  for (std::size_t length = 0; length < archive.size(); ++length) {
    const Reading reading = read_archive(archive.substr(0, length));
    EXPECT_FALSE(reading.complete) << length;
    EXPECT_THAT(reading.faults, testing::SizeIs(1)) << length;
  }
}

TEST(Damaged, TarIsNeverTakenForWhole) {
  const std::string tar = std::get<std::string>(gunzip(archive_of(kSmall)));
  for (std::size_t length = 0; length < tar.size(); ++length) {
    const Reading reading = read_archive(gzip(tar.substr(0, length)));
    EXPECT_FALSE(reading.complete) << length;
    EXPECT_THAT(reading.faults, testing::SizeIs(1)) << length;
  }
}

// Every bit of the packed data: a fault, or the same content. The header of gzip has unused fields, and a
// copy of zeros may come from another place.
TEST(Damaged, BitsAreSeen) {
  const std::string archive = archive_of(kSmall);
  const Reading whole = read_archive(archive);
  std::size_t unseen = 0;
  for (std::size_t bit = 0; bit < archive.size() * 8; ++bit) {
    std::string changed = archive;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    const Reading reading = read_archive(changed);
    EXPECT_EQ(reading.complete, std::ranges::none_of(reading.faults, stops)) << bit;
    if (reading.faults.empty()) {
      EXPECT_TRUE(reading.complete);
      EXPECT_EQ(reading.files, whole.files);
      ++unseen;
    }
  }
  EXPECT_LT(unseen, 100U);
}

// The same inside, where no checksum of gzip's helps: each change of a header is seen.
TEST(Damaged, HeadersAreSeen) {
  const std::string tar = std::get<std::string>(gunzip(archive_of(kSmall)));
  for (std::size_t at = 0; at < kTarBlock; ++at) {
    for (const int change : {1, 0x20, 0x80, 0xFF}) {
      std::string changed = tar;
      changed[at] = static_cast<char>(changed[at] ^ change);
      const Reading reading = read_archive(gzip(changed));
      // A NUL in place of a space, or the other way round, ends a number as well.
      if (!(reading.faults.empty() && at >= 148 && at < 156)) {
        EXPECT_THAT(reading.faults, ElementsAre(TarFaultKind::kHeaderChecksum)) << at << ' ' << change;
      }
    }
  }
}

// Headers with one byte changed and a right checksum: no two opinions, no crash; what is given out is sound.
TEST(Damaged, SealedHeadersAreReadAlike) {
  const std::string tar = std::get<std::string>(gunzip(archive_of(kSmall)));
  for (std::size_t at = 0; at < kTarBlock; ++at) {
    for (int value = 0; value < 256; value += at == 156 ? 1 : 15) {
      std::string header = tar.substr(0, kTarBlock);
      header[at] = static_cast<char>(value);
      seal(header);
      const Reading reading = read_archive(gzip(header + tar.substr(kTarBlock)));
      EXPECT_THAT(reading.faults, testing::Not(Contains(TarFaultKind::kDisagreement))) << at << ' ' << value;
      EXPECT_EQ(reading.complete, std::ranges::none_of(reading.faults, stops)) << at << ' ' << value;
    }
  }
}

TEST(Damaged, GarbageIsNeverWhole) {
  RawHeader extended;
  extended.type = 'x';
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    const std::string bytes = noise(seed * 17, seed);
    EXPECT_FALSE(read_archive(bytes).complete) << seed;
    EXPECT_FALSE(read_archive("\x1F\x8B\x08" + bytes).complete) << seed;
    EXPECT_FALSE(read_archive(gzip(bytes)).complete) << seed;
    EXPECT_FALSE(read_archive(gzip(raw_entry({}, "x") + bytes)).complete) << seed;
    EXPECT_FALSE(read_archive(gzip(raw_entry(extended, bytes) + raw_entry({}, "x"))).complete) << seed;
  }
}

/// Bytes that malloc has handed out and not got back.
std::size_t heap_in_use() {
  const auto info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

/// Gives a beginning, then the same middle again and again, for ever.
class Endless final : public base::ByteSource {
 public:
  Endless(std::string begin, std::string again) : begin_(std::move(begin)), again_(std::move(again)) {}
  std::size_t read(char* buffer, std::size_t size) override {
    const std::string& from = at_ < begin_.size() ? begin_ : again_;
    const std::size_t offset = at_ < begin_.size() ? at_ : (at_ - begin_.size()) % again_.size();
    const std::size_t count = std::min(size, from.size() - offset);
    std::copy_n(from.data() + offset, count, buffer);
    at_ += count;
    return count;
  }
  void rewind() override { at_ = 0; }

 private:
  std::string begin_;
  std::string again_;
  std::size_t at_ = 0;
};

// The deflate data of very many zeros repeats itself: the middle of it makes a file of any size.
TEST(Bomb, OfZerosStopsEarly) {
  std::string packed;
  GzipWriter writer([&packed](std::string_view bytes) { packed.append(bytes); });
  RawHeader header;
  header.size = 8'000'000'000;
  writer.write(header.bytes());
  const std::string zeros(1'000'000, '\0');
  for (int i = 0; i < 60; ++i) {
    writer.write(zeros);
  }
  const std::size_t middle = packed.size() / 2;
  Endless source(packed.substr(0, middle), packed.substr(middle, packed.size() / 4));
  std::string buffer(65'536, '\0');
  const std::size_t before = heap_in_use();
  std::size_t most = before;
  std::uint64_t unpacked = 0;
  TarReader reader(source);
  while (reader.next()) {
    for (std::size_t count = 0; (count = reader.read(buffer.data(), buffer.size())) > 0;) {
      unpacked += count;
      most = std::max(most, heap_in_use());
    }
  }
  EXPECT_FALSE(reader.complete());
  ASSERT_THAT(reader.faults(), testing::SizeIs(1));
  EXPECT_EQ(reader.faults()[0].kind, TarFaultKind::kTooDense);
  EXPECT_GT(unpacked, 15'000'000U);
  EXPECT_LT(unpacked, 20'000'000U);
  EXPECT_LT(most - before, 1'000'000U);
}

TEST(Bomb, AfterTheEndStopsEarly) {
  const Reading reading = read_archive(gzip(raw_entry({}, "x") + tar_end() + zeros(40'000'000)));
  EXPECT_THAT(reading.faults, ElementsAre(TarFaultKind::kTooDense));
  EXPECT_FALSE(reading.complete);
}

TEST(Bomb, OfEntriesStopsEarly) {
  std::string packed;
  GzipWriter writer([&packed](std::string_view bytes) { packed.append(bytes); });
  for (int i = 0; i < 30'000; ++i) {
    RawHeader header;
    header.name = std::to_string(i) + "/" + std::string(90, 'n');
    writer.write(header.bytes());
  }
  writer.finish();
  base::TextSource bytes(packed);
  const std::size_t before = heap_in_use();
  TarLimits limits;
  limits.max_entries = 20'000;
  TarReader reader(bytes, limits);
  std::size_t given = 0;
  std::size_t most = before;
  while (reader.next()) {
    ++given;
    most = std::max(most, heap_in_use());
  }
  EXPECT_EQ(given, 20'000U);
  ASSERT_THAT(reader.faults(), testing::SizeIs(1));
  EXPECT_EQ(reader.faults()[0].kind, TarFaultKind::kTooManyEntries);
  EXPECT_LT(most - before, 8'000'000U);
}

TEST(Bomb, OfExtendedHeadersStops) {
  std::string tar;
  for (int i = 0; i < 100; ++i) {
    tar += raw_pax({"comment=" + std::string(60'000, 'c')});
  }
  EXPECT_THAT(read_archive(gzip(tar)).faults, ElementsAre(TarFaultKind::kExtendedHeader));
}

// gzip's header may hold a name without end.
TEST(Bomb, OfGzipHeadersEnds) {
  const std::string name = std::string("\x1F\x8B\x08\x08\0\0\0\0\0\xFF", 10) + std::string(5'000'000, 'n');
  EXPECT_THAT(read_archive(name).faults, ElementsAre(TarFaultKind::kGzipCutOff));
}

/// Archives by other programs.
class Foreign : public testing::Test {
 protected:
  /// What a line of Python does with the tarfile `t`; `add(name, content, **fields)` adds an entry.
  Reading python(const std::string& lines, const std::string& options = "") {
    const std::string script = (folder_.path() / "make.py").string();
    testing_support::write_bytes(script,
                                 "import io, sys, tarfile\n"
                                 "t = tarfile.open(sys.argv[1], 'w:gz'" +
                                     (options.empty() ? "" : ", " + options) +
                                     ")\n"
                                     "def add(name, content=b'', **fields):\n"
                                     "  i = tarfile.TarInfo(name)\n"
                                     "  i.size = len(content)\n"
                                     "  for k, v in fields.items(): setattr(i, k, v)\n"
                                     "  t.addfile(i, io.BytesIO(content))\n" +
                                     lines + "\nt.close()\n");
    const auto run = run_command("python3 '" + script + "' '" + path() + "'");
    EXPECT_EQ(run.status, 0) << run.output;
    return read_archive(content_of(path()));
  }

  [[nodiscard]] std::string path() const { return (folder_.path() / "x.tar.gz").string(); }

  testing_support::TemporaryFolder folder_;
};

TEST_F(Foreign, PythonsArchivesAreRead) {
  if (!testing_support::has_command("python3")) GTEST_SKIP() << "no python3";
  const std::string lines = "add('a/b', b'text'); add('\\u00fc', b'u'); add('n' * 180, b'long')";
  for (const char* format : {"format=tarfile.PAX_FORMAT", "format=tarfile.PAX_FORMAT, encoding='utf-8'"}) {
    const Reading reading = python(lines, format);
    EXPECT_THAT(reading.files, ElementsAre("a/b=text", "\xC3\xBC=u", std::string(180, 'n') + "=long"));
    EXPECT_THAT(reading.faults, IsEmpty());
    EXPECT_TRUE(reading.complete);
  }
  const Reading gnu = python("add('a/b', b'text')", "format=tarfile.GNU_FORMAT");
  EXPECT_THAT(gnu.files, ElementsAre("a/b=text"));
  EXPECT_THAT(gnu.faults, IsEmpty());
  EXPECT_THAT(python(lines, "format=tarfile.GNU_FORMAT").faults, ElementsAre(TarFaultKind::kUnknownType));
}

TEST_F(Foreign, PythonsHostileArchivesAreRefused) {
  if (!testing_support::has_command("python3")) GTEST_SKIP() << "no python3";
  for (const auto& [line, kind] : std::vector<std::pair<std::string, TarFaultKind>>{
           {"add('/etc/passwd', b'x')", TarFaultKind::kAbsoluteName},
           {"add('../x', b'x')", TarFaultKind::kParentName},
           {"add('./x', b'x')", TarFaultKind::kDotName},
           {"add('x\\n', b'x')", TarFaultKind::kControlName},
           {"add('x\\\\y', b'x')", TarFaultKind::kBackslashName},
           {"add('x', b'1'); add('x', b'2')", TarFaultKind::kDuplicateName},
           {"add('x', type=tarfile.SYMTYPE, linkname='/etc/passwd')", TarFaultKind::kSymbolicLink},
           {"add('x', type=tarfile.LNKTYPE, linkname='/etc/passwd')", TarFaultKind::kHardLink},
           {"add('x', type=tarfile.CHRTYPE, devmajor=1, devminor=3)", TarFaultKind::kDevice},
           {"add('x', type=tarfile.BLKTYPE, devmajor=8)", TarFaultKind::kDevice},
           {"add('x', type=tarfile.FIFOTYPE)", TarFaultKind::kFifo},
           {"add('x', type=tarfile.DIRTYPE)", TarFaultKind::kDirectory},
           {"add('x', b'x', mode=0o4755)", TarFaultKind::kSpecialMode},
           {"add('x', b'x', pax_headers={'linkpath': '/etc/passwd'})", TarFaultKind::kExtendedHeader},
           {"add('x', b'x', pax_headers={'GNU.sparse.map': '0,1'})", TarFaultKind::kSparse},
           {"t.pax_headers = {'path': 'y'}; "
            "t.fileobj.write(t.tarinfo.create_pax_global_header(t.pax_headers))",
            TarFaultKind::kGlobalHeader}}) {
    EXPECT_THAT(python(line).faults, ElementsAre(kind)) << line;
  }
}

TEST_F(Foreign, GnuTarsArchivesAreRead) {
  if (!testing_support::has_command("tar")) GTEST_SKIP() << "no tar";
  const std::string cd =
      "cd '" + folder_.path().string() + "' && mkdir -p d && printf 1 >d/a && printf 2 >d/b && ";
  for (const char* format : {"gnu", "ustar", "pax"}) {
    const auto run = run_command(cd + "tar --format=" + format + " -czf x.tar.gz d/a d/b");
    ASSERT_EQ(run.output, "");
    const Reading files = read_archive(content_of(path()));
    EXPECT_THAT(files.files, ElementsAre("d/a=1", "d/b=2")) << format;
    EXPECT_THAT(files.faults, IsEmpty()) << format;
    EXPECT_TRUE(files.complete) << format;
    run_command(cd + "tar --sort=name --format=" + std::string(format) + " -czf x.tar.gz d");
    const Reading folder = read_archive(content_of(path()));
    EXPECT_THAT(folder.files, ElementsAre("d/a=1", "d/b=2")) << format;
    EXPECT_THAT(folder.faults, ElementsAre(TarFaultKind::kDirectory)) << format;
  }
}

TEST_F(Foreign, GnuTarsSparseFilesAreRefused) {
  if (!testing_support::has_command("tar")) GTEST_SKIP() << "no tar";
  for (const char* how : {"--format=gnu", "--format=pax --sparse-version=1.0",
                          "--format=pax --sparse-version=0.1", "--format=pax --sparse-version=0.0"}) {
    const auto run = run_command("cd '" + folder_.path().string() +
                                 "' && truncate -s 10M hole && printf end >>hole && tar " + how +
                                 " -S -czf x.tar.gz hole");
    ASSERT_EQ(run.output, "");
    EXPECT_THAT(read_archive(content_of(path())).faults, ElementsAre(TarFaultKind::kSparse)) << how;
  }
}

}  // namespace
}  // namespace nsmkit::io
