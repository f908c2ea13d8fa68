#include "io/gzip_stream.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "io/gzip.hpp"
#include "tests/io/command.hpp"
#include "tests/io/tar_support.hpp"
#include "tests/support/temporary_folder.hpp"

namespace nsmkit::io {
namespace {

constexpr GunzipLimits kWide{std::size_t{1} << 30U, 2000, std::size_t{1} << 20U};

struct Unpacked {
  std::string bytes;
  std::optional<GzipFault> fault;
};

/// A source that gives one byte at a time.
class DripSource final : public base::ByteSource {
 public:
  explicit DripSource(std::string_view text) : text_(text) {}
  std::size_t read(char* buffer, std::size_t size) override {
    return text_.read(buffer, std::min<std::size_t>(size, 1));
  }
  void rewind() override { text_.rewind(); }

 private:
  base::TextSource text_;
};

Unpacked drain(base::ByteSource& packed, std::size_t piece, const GunzipLimits& limits, GzipMembers members) {
  GunzipSource source(packed, limits, members);
  Unpacked result;
  std::string buffer(piece, '\0');
  for (std::size_t count = 0; (count = source.read(buffer.data(), buffer.size())) > 0;) {
    result.bytes.append(buffer, 0, count);
  }
  EXPECT_EQ(source.read(buffer.data(), buffer.size()), 0U);
  result.fault = source.fault();
  return result;
}

Unpacked unpack(std::string_view packed, const GunzipLimits& limits = kWide,
                GzipMembers members = GzipMembers::kOne) {
  base::TextSource source(packed);
  return drain(source, 1000, limits, members);
}

TEST(GunzipSource, GivesBackWhatWasPackedInPiecesOfAnySize) {
  const std::string bytes = noise(100'000) + std::string(300'000, 'x');
  const std::string packed = gzip(bytes);
  for (const std::size_t piece : {1U, 7U, 65536U, 1'000'000U}) {
    base::TextSource whole(packed);
    DripSource drip(packed);
    const auto from_whole = drain(whole, piece, kWide, GzipMembers::kOne);
    const auto from_drip = drain(drip, piece, kWide, GzipMembers::kOne);
    EXPECT_TRUE(from_whole.bytes == bytes && !from_whole.fault) << piece;
    EXPECT_TRUE(from_drip.bytes == bytes && !from_drip.fault) << piece;
  }
}

TEST(GunzipSource, ReadsAgainAfterRewind) {
  const std::string packed = gzip("some text");
  base::TextSource text(packed);
  GunzipSource source(text, kWide);
  std::string buffer(100, '\0');
  EXPECT_EQ(source.read(buffer.data(), 4), 4U);
  source.rewind();
  EXPECT_EQ(source.read(buffer.data(), 100), 9U);
  EXPECT_EQ(source.read(buffer.data(), 100), 0U);
  EXPECT_EQ(source.packed_bytes(), packed.size());
}

TEST(GunzipSource, TellsFaultsApart) {
  const std::string packed = gzip(noise(1000));
  EXPECT_EQ(unpack("").fault, GzipFault::kNotGzip);
  EXPECT_EQ(unpack("\x1F").fault, GzipFault::kNotGzip);
  EXPECT_EQ(unpack("plain text").fault, GzipFault::kNotGzip);
  EXPECT_EQ(unpack(packed + "x").fault, GzipFault::kTrailing);
  EXPECT_EQ(unpack(packed + std::string(1, '\0')).fault, GzipFault::kTrailing);
  EXPECT_EQ(unpack(packed + packed).fault, GzipFault::kTrailing);
  EXPECT_EQ(unpack(packed + packed, kWide, GzipMembers::kSeveral).fault, std::nullopt);
  EXPECT_EQ(unpack(packed + "x", kWide, GzipMembers::kSeveral).fault, GzipFault::kCutOff);
  EXPECT_EQ(unpack(packed + "xx", kWide, GzipMembers::kSeveral).fault, GzipFault::kDamaged);
  for (const std::size_t from_end : {8U, 5U, 4U, 1U}) {  // checksum and length
    std::string changed = packed;
    changed[packed.size() - from_end] = static_cast<char>(changed[packed.size() - from_end] ^ 1);
    const auto result = unpack(changed);
    EXPECT_EQ(result.fault, GzipFault::kBadChecksum) << from_end;
    EXPECT_EQ(result.bytes.size(), 1000U);
  }
}

TEST(GunzipSource, SeesEveryTruncation) {
  const std::string packed = gzip(noise(300));
  for (std::size_t length = 2; length < packed.size(); ++length) {
    EXPECT_EQ(unpack(packed.substr(0, length)).fault, GzipFault::kCutOff) << length;
  }
}

TEST(GunzipSource, StopsAtTheLimits) {
  const std::string packed = gzip(noise(50'000));
  EXPECT_EQ(unpack(packed, {50'000, 200, 1000}).fault, std::nullopt);
  EXPECT_EQ(unpack(packed, {49'999, 200, 1000}).fault, GzipFault::kTooLarge);
  const std::string bomb = gzip(zeros(10'000'000));
  const auto stopped = unpack(bomb, {std::size_t{1} << 30U, 100, 1'000'000});
  EXPECT_EQ(stopped.fault, GzipFault::kTooDense);
  EXPECT_LE(stopped.bytes.size(), 1'000'000U);
}

TEST(GzipWriter, DoesNotDependOnThePieces) {
  const std::string bytes = noise(70'000) + std::string(200'000, 'y') + noise(70'000, 7);
  for (const std::size_t piece : {1U, 1000U, 65'536U, 65'537U}) {
    std::string packed;
    GzipWriter writer([&packed](std::string_view some) { packed.append(some); }, GzipEffort::kBest);
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
      writer.write(std::string_view(bytes).substr(at, piece));
    }
    writer.finish();
    EXPECT_TRUE(packed == gzip(bytes)) << piece;
  }
}

TEST(GzipWriter, LetsTheSinksFailureThrough) {
  GzipWriter writer([](std::string_view) { throw base::Error(base::ExitStatus::kIo, "disk full"); });
  EXPECT_THROW(
      {
        writer.write(noise(1'000'000));
        writer.finish();
      },
      base::Error);
}

TEST(GzipWriter, WritesWhatGzipReads) {
  if (!testing_support::has_command("gzip")) GTEST_SKIP() << "no gzip";
  const testing_support::TemporaryFolder folder;
  const std::string path = (folder.path() / "x.gz").string();
  testing_support::write_bytes(path, gzip("line\n"));
  EXPECT_EQ(testing_support::run_command("gzip -t '" + path + "' && gzip -dc '" + path + "'").output,
            "line\n");
}

}  // namespace
}  // namespace nsmkit::io
