#include "io/tar_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "io/gzip.hpp"
#include "tests/io/tar_support.hpp"

namespace nsmkit::io {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Reading read_tar(const std::string& tar, const TarLimits& limits = {}) {
  return read_archive(gzip(tar), limits);
}

RawHeader named(const std::string& name, char type = '0') {
  RawHeader header;
  header.name = name;
  header.type = type;
  return header;
}

/// A good entry, the entry in question, a good entry, the end.
std::string around(const std::string& entry) {
  return raw_entry(named("first"), "1") + entry + raw_entry(named("last"), "2") + tar_end();
}

/// The fault is the only one, reading goes on, and the entry is handed out or not.
void expect_goes_on(const std::string& entry, TarFaultKind kind, const std::string& name,
                    const std::vector<std::string>& given = {}) {
  const Reading reading = read_tar(around(entry));
  std::vector<std::string> files = {"first=1"};
  files.insert(files.end(), given.begin(), given.end());
  files.push_back("last=2");
  EXPECT_EQ(reading.files, files) << to_string(kind);
  EXPECT_THAT(reading.faults, ElementsAre(kind));
  if (reading.faults.size() == 1) {
    EXPECT_EQ(reading.details[0].name, name);
    EXPECT_EQ(reading.details[0].offset, 1024U);
  }
  EXPECT_TRUE(reading.complete) << to_string(kind);
}

void expect_stops(const std::string& entry, TarFaultKind kind) {
  const Reading reading = read_tar(around(entry));
  EXPECT_THAT(reading.files, ElementsAre("first=1")) << to_string(kind);
  EXPECT_THAT(reading.faults, ElementsAre(kind));
  if (reading.faults.size() == 1) {
    EXPECT_EQ(reading.details[0].offset, 1024U) << to_string(kind);
  }
  EXPECT_FALSE(reading.complete) << to_string(kind);
}

TEST(TarReader, ReadsHandMadeArchives) {
  const Reading reading = read_tar(around(raw_pax({"path=other", "mtime=1.5"}) + raw_entry(named("x"), "3")));
  EXPECT_THAT(reading.files, ElementsAre("first=1", "other=3", "last=2"));
  EXPECT_THAT(reading.faults, IsEmpty());
  EXPECT_TRUE(reading.complete);
  RawHeader gnu = named("gnu");
  gnu.magic = std::string("ustar  \0", 8);
  EXPECT_THAT(read_tar(around(raw_entry(gnu, "3"))).files, ElementsAre("first=1", "gnu=3", "last=2"));
  RawHeader split = named("b");
  split.prefix = "a";
  EXPECT_THAT(read_tar(around(raw_entry(split, "3"))).files, ElementsAre("first=1", "a/b=3", "last=2"));
}

TEST(TarReader, ReadsAnEmptyArchive) {
  const Reading reading = read_archive(archive_of({}));
  EXPECT_THAT(reading.files, IsEmpty());
  EXPECT_THAT(reading.faults, IsEmpty());
  EXPECT_TRUE(reading.complete);
}

TEST(TarReader, SkipsWhatIsNotRead) {
  const std::string archive =
      archive_of({{"a", noise(200'000), TarMode::kFile}, {"b", "x", TarMode::kScript}});
  base::TextSource bytes(archive);
  TarReader reader(bytes);
  EXPECT_EQ(reader.content(10), std::nullopt);
  const auto a = reader.next();
  ASSERT_TRUE(a);
  EXPECT_EQ(reader.content(199'999), std::nullopt);
  char c = 0;
  EXPECT_EQ(reader.read(&c, 1), 1U);
  const auto b = reader.next();
  ASSERT_TRUE(b);
  EXPECT_EQ(b->mode, 0755U);
  EXPECT_EQ(reader.content(1), "x");
  EXPECT_FALSE(reader.complete());
  EXPECT_FALSE(reader.next());
  EXPECT_TRUE(reader.complete());
  EXPECT_FALSE(reader.next());
  EXPECT_EQ(reader.content(10), std::nullopt);
}

TEST(TarReader, RefusesBadNames) {
  for (const auto& [name, kind] :
       std::vector<std::pair<std::string, TarFaultKind>>{{"/etc/passwd", TarFaultKind::kAbsoluteName},
                                                         {"../../etc/passwd", TarFaultKind::kParentName},
                                                         {"./a", TarFaultKind::kDotName},
                                                         {"a//b", TarFaultKind::kEmptyName},
                                                         {"", TarFaultKind::kEmptyName},
                                                         {"a\x01", TarFaultKind::kControlName},
                                                         {"a\xFE", TarFaultKind::kInvalidUtf8Name},
                                                         {"a\\b", TarFaultKind::kBackslashName},
                                                         {"first", TarFaultKind::kDuplicateName},
                                                         {"FIRST", TarFaultKind::kCaseTwin},
                                                         {"first/a", TarFaultKind::kFileAsFolder}}) {
    expect_goes_on(raw_entry(named(name), "bad"), kind, name);
    if (!name.empty()) {
      expect_goes_on(raw_pax({"path=" + name}) + raw_entry(named("x"), "bad"), kind, name);
    }
  }
  const std::string long_name(1000, 'n');
  expect_goes_on(raw_pax({"path=" + long_name}) + raw_entry(named("x"), "bad"), TarFaultKind::kNameTooLong,
                 long_name.substr(0, kMaxTarName));
}

TEST(TarReader, RefusesWhatIsNoFile) {
  for (const auto& [type, kind] :
       std::vector<std::pair<char, TarFaultKind>>{{'1', TarFaultKind::kHardLink},
                                                  {'2', TarFaultKind::kSymbolicLink},
                                                  {'3', TarFaultKind::kDevice},
                                                  {'4', TarFaultKind::kDevice},
                                                  {'5', TarFaultKind::kDirectory},
                                                  {'6', TarFaultKind::kFifo}}) {
    RawHeader header = named("x", type);
    header.link = type == '1' || type == '2' ? "/etc/passwd" : "";
    expect_goes_on(raw_entry(header), kind, "x");
    expect_stops(raw_entry(header, "content"), TarFaultKind::kBadHeader);
  }
  expect_goes_on(raw_entry(named("x/")), TarFaultKind::kDirectory, "x/");
  expect_stops(raw_entry(named("x/"), "content"), TarFaultKind::kBadHeader);
  for (const char type : {'7', 'L', 'K', 'M', 'V', 'N', 'D', 'X', 'A', '9', '\xFF'}) {
    expect_stops(raw_entry(named("x", type), "content"), TarFaultKind::kUnknownType);
  }
}

// A link, then a file of its name: unpacked, the file would go where the link points.
TEST(TarReader, SeesAFileInTheNameOfALink) {
  RawHeader link = named("x", '2');
  link.link = "/etc/passwd";
  const Reading reading =
      read_tar(around(raw_entry(link) + raw_entry(named("x"), "3") + raw_entry(named("x/y"), "4")));
  EXPECT_THAT(reading.files, ElementsAre("first=1", "last=2"));
  EXPECT_THAT(reading.faults, ElementsAre(TarFaultKind::kSymbolicLink, TarFaultKind::kDuplicateName,
                                          TarFaultKind::kFileAsFolder));
}

TEST(TarReader, NotesSpecialModes) {
  for (const char* mode : {"0004755", "0002755", "0001644"}) {
    RawHeader header = named("x");
    header.mode = mode;
    expect_goes_on(raw_entry(header, "3"), TarFaultKind::kSpecialMode, "x", {"x=3"});
  }
}

TEST(TarReader, NotesHiddenBytes) {
  std::string padding = raw_entry(named("x"), "3");
  padding[1023] = 'h';
  expect_goes_on(padding, TarFaultKind::kHiddenBytes, "x", {"x=3"});
  expect_goes_on(raw_entry(named(std::string("x\0hidden", 8)), "3"), TarFaultKind::kHiddenBytes, "x",
                 {"x=3"});
  std::string unused = raw_entry(named("x"), "3").substr(0, kTarBlock);
  unused[505] = 'h';
  seal(unused);
  expect_goes_on(unused + padded("3"), TarFaultKind::kHiddenBytes, "x", {"x=3"});
}

TEST(TarReader, RefusesBadHeaders) {
  std::string checksum = raw_entry(named("x"), "3");
  checksum[0] = 'y';
  expect_stops(checksum, TarFaultKind::kHeaderChecksum);
  expect_stops(noise(kTarBlock), TarFaultKind::kHeaderChecksum);
  RawHeader old = named("x");
  old.magic = std::string(8, '\0');
  expect_stops(raw_entry(old, "3"), TarFaultKind::kBadHeader);
  for (const auto& [offset, bytes] : std::vector<std::pair<std::size_t, std::string>>{
           {124, "-0000000001"},
           {124, "0x000000001"},
           {124, "00000000009"},
           {124, "1 000000000"},
           {124, std::string("\x80\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 12)},
           {124, std::string(12, '\xFF')},
           {100, "rw-r--r-"}}) {
    std::string header = named("x").bytes();
    header.replace(offset, bytes.size(), bytes);
    seal(header);
    expect_stops(header, TarFaultKind::kBadHeader);
  }
}

TEST(TarReader, RefusesSparseFiles) {
  expect_stops(raw_entry(named("x", 'S'), "3"), TarFaultKind::kSparse);
  expect_stops(raw_pax({"GNU.sparse.major=1", "GNU.sparse.minor=0"}) + raw_entry(named("x"), "3"),
               TarFaultKind::kSparse);
  expect_stops(raw_pax({"GNU.sparse.size=5", "GNU.sparse.numblocks=0"}) + raw_entry(named("x"), "3"),
               TarFaultKind::kSparse);
  // libarchive takes a map in a GNU header for a sparse file, whatever its type is.
  RawHeader mapped = named("x");
  mapped.magic = std::string("ustar  \0", 8);
  std::string header = mapped.bytes();
  header.replace(386, 24,
                 "00000000001\0"
                 "00000000001\0",
                 24);
  seal(header);
  expect_stops(header, TarFaultKind::kSparse);
}

TEST(TarReader, RefusesExtendedHeadersItCannotTrust) {
  const std::string file = raw_entry(named("x"), "3");
  expect_stops(raw_pax({"comment=x"}, 'g') + file, TarFaultKind::kGlobalHeader);
  for (const std::vector<std::string>& records : {std::vector<std::string>{"path="},
                                                  {"path=a", "path=b"},
                                                  {"size=-1"},
                                                  {"size=1x"},
                                                  {"size=1", "size=1"},
                                                  {"size=99999999999999999999999"},
                                                  {"linkpath=/etc/passwd"},
                                                  {"hdrcharset=BINARY"},
                                                  {"SCHILY.xattr.user.x=y"},
                                                  {"unknown=1"},
                                                  {"no equals sign"}}) {
    expect_stops(raw_pax(records) + file, TarFaultKind::kExtendedHeader);
  }
  for (const char* text : {"x", "5 a=b", "6 a=bc\n", "0 a=b\n", "-6 a=b\n", "99 a=b\n", "7  a=b\n",
                           " 6 a=b\n", "6 a=b\n\n", "18446744073709551620 a=b\n"}) {
    expect_stops(raw_entry(named("p", 'x'), text) + file, TarFaultKind::kExtendedHeader);
  }
  expect_stops(raw_pax({"path=a"}) + raw_pax({"path=b"}) + file, TarFaultKind::kExtendedHeader);
  expect_stops(raw_pax({"comment=" + std::string(70'000, 'c')}) + file, TarFaultKind::kExtendedHeader);
  expect_stops(raw_pax({"path=a"}) + tar_end(), TarFaultKind::kExtendedHeader);
}

TEST(TarReader, TakesTheSizeOfAnExtendedHeader) {
  EXPECT_THAT(read_tar(around(raw_pax({"size=3"}) + named("x").bytes() + padded("abc"))).files,
              ElementsAre("first=1", "x=abc", "last=2"));
}

TEST(TarReader, ReadsSizesAboveEightGibibytes) {
  const std::string size = "9000000000";
  std::string binary = named("x").bytes();
  binary.replace(124, 12, std::string("\x80\0\0\0\0\0\0\x02\x18\x71\x1A\x00", 12));
  seal(binary);
  for (const std::string& entry : {raw_pax({"size=" + size}) + named("x").bytes(), binary}) {
    const std::string packed = gzip(entry);
    base::TextSource bytes(packed);
    TarReader reader(bytes);
    const auto found = reader.next();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->size, 9'000'000'000U);
    EXPECT_EQ(reader.content(std::uint64_t{1} << 40U), std::nullopt);
    EXPECT_FALSE(reader.next());
    EXPECT_FALSE(reader.complete());
    ASSERT_THAT(reader.faults(), SizeIs(1));
    EXPECT_EQ(reader.faults()[0].kind, TarFaultKind::kCutOff);
    EXPECT_EQ(reader.faults()[0].name, "x");
  }
}

TEST(TarReader, RefusesSizesThatLie) {
  RawHeader header = named("x");
  header.size = 0777'7777'7777;  // 8 GiB less one byte, below the limit: the content ends early
  const Reading cut = read_tar(header.bytes() + padded("abc") + tar_end());
  EXPECT_THAT(cut.files, ElementsAre("x!"));
  EXPECT_THAT(cut.faults, ElementsAre(TarFaultKind::kCutOff));
  const Reading large = read_tar(raw_pax({"size=18446744073709551615"}) + header.bytes() + tar_end());
  EXPECT_THAT(large.files, IsEmpty());
  EXPECT_THAT(large.faults, ElementsAre(TarFaultKind::kTooLarge));
  // Too small: what is left is taken for padding and a header.
  header.size = 3;
  const Reading small = read_tar(header.bytes() + padded("abcdef") + noise(kTarBlock) + tar_end());
  EXPECT_THAT(small.files, ElementsAre("x=abc"));
  EXPECT_THAT(small.faults, ElementsAre(TarFaultKind::kHiddenBytes, TarFaultKind::kHeaderChecksum));
}

TEST(TarReader, SeesAMissingEnd) {
  const std::string entry = raw_entry(named("x"), "3");
  for (const std::string& tar : {entry, entry + std::string(kTarBlock, '\0'), std::string()}) {
    const Reading reading = read_tar(tar);
    EXPECT_THAT(reading.faults, ElementsAre(TarFaultKind::kNoEnd));
    EXPECT_FALSE(reading.complete);
  }
  EXPECT_THAT(read_tar(entry + std::string(100, '\0')).faults, ElementsAre(TarFaultKind::kCutOff));
  EXPECT_THAT(read_tar(entry.substr(0, 100)).faults, ElementsAre(TarFaultKind::kCutOff));
}

TEST(TarReader, SeesDataAfterTheEnd) {
  const std::string tar = raw_entry(named("x"), "3") + tar_end();
  EXPECT_THAT(read_tar(tar + std::string(9000, '\0')).faults, IsEmpty());
  for (const std::string& more : {std::string("x"), raw_entry(named("y"), "4") + tar_end(),
                                  std::string(100'000, 'x'), std::string(100'000, '\0') + "x"}) {
    const Reading reading = read_tar(tar + more);
    EXPECT_THAT(reading.files, ElementsAre("x=3"));
    EXPECT_THAT(reading.faults, ElementsAre(TarFaultKind::kDataAfterEnd));
    EXPECT_TRUE(reading.complete);
  }
  // A single empty block ends it as well, for most programs.
  const Reading lone = read_tar(raw_entry(named("x"), "3") + std::string(kTarBlock, '\0') +
                                raw_entry(named("y"), "4") + tar_end());
  EXPECT_THAT(lone.files, ElementsAre("x=3"));
  EXPECT_THAT(lone.faults, ElementsAre(TarFaultKind::kDataAfterEnd));
}

TEST(TarReader, SeesFaultsOfTheGzipData) {
  const std::string good = archive_of({{"x", noise(5000), TarMode::kFile}});
  EXPECT_THAT(read_archive("").faults, ElementsAre(TarFaultKind::kNotGzip));
  EXPECT_THAT(read_archive("some text").faults, ElementsAre(TarFaultKind::kNotGzip));
  const Reading member = read_archive(good + gzip("second"));
  EXPECT_THAT(member.faults, ElementsAre(TarFaultKind::kGzipTrailing));
  EXPECT_EQ(member.details[0].offset, good.size());
  EXPECT_TRUE(member.complete);
  EXPECT_THAT(read_archive(good + "x").faults, ElementsAre(TarFaultKind::kGzipTrailing));
  std::string checksum = good;
  checksum[good.size() - 8] = static_cast<char>(checksum[good.size() - 8] ^ 1);
  const Reading bad = read_archive(checksum);
  EXPECT_THAT(bad.faults, ElementsAre(TarFaultKind::kGzipChecksum));
  EXPECT_FALSE(bad.complete);
}

TEST(TarReader, StopsAtTheLimits) {
  TarLimits limits;
  limits.max_entries = 2;
  const std::string tar = around(raw_entry(named("x"), "3"));
  EXPECT_THAT(read_tar(tar, limits).faults, ElementsAre(TarFaultKind::kTooManyEntries));
  limits.max_entries = 3;
  EXPECT_THAT(read_tar(tar, limits).faults, IsEmpty());
  limits.max_bytes = tar.size();
  EXPECT_THAT(read_tar(tar, limits).faults, IsEmpty());
  limits.max_bytes = tar.size() - 1;
  EXPECT_THAT(read_tar(tar, limits).faults, ElementsAre(TarFaultKind::kTooLarge));
  limits.max_bytes = 1024;
  RawHeader header = named("x");
  header.size = 513;
  EXPECT_THAT(read_tar(header.bytes(), limits).faults, ElementsAre(TarFaultKind::kTooLarge));
}

TEST(TarReader, StopsAfterManyFaults) {
  std::string tar;
  for (int i = 0; i < 3000; ++i) {
    tar += raw_entry(named("../" + std::to_string(i)));
  }
  const Reading reading = read_tar(tar + tar_end());
  ASSERT_THAT(reading.faults, SizeIs(1001));
  EXPECT_EQ(reading.faults.back(), TarFaultKind::kTooManyFaults);
  EXPECT_FALSE(reading.complete);
}

TEST(TarReader, LetsFailuresOfTheSourceThrough) {
  class Failing final : public base::ByteSource {
   public:
    std::size_t read(char* buffer, std::size_t size) override {
      if (left_ == 0) throw base::Error(base::ExitStatus::kIo, "cannot read");
      const std::size_t count = std::min(size, left_);
      std::copy_n(archive_.data() + (archive_.size() / 2 - left_), count, buffer);
      left_ -= count;
      return count;
    }
    void rewind() override {}

   private:
    std::string archive_ = archive_of({{"x", noise(500'000), TarMode::kFile}});
    std::size_t left_ = archive_.size() / 2;
  };
  Failing source;
  TarReader reader(source);
  ASSERT_TRUE(reader.next());
  EXPECT_THROW(static_cast<void>(reader.content(1'000'000)), base::Error);
  EXPECT_FALSE(reader.next());
  EXPECT_FALSE(reader.complete());
}

}  // namespace
}  // namespace nsmkit::io
