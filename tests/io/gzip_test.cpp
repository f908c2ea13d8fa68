#include "io/gzip.hpp"

#include <gtest/gtest.h>

#include <string>

namespace nsmkit::io {
namespace {

std::string unpacked(std::string_view packed, const GunzipLimits& limits = {}) {
  const auto result = gunzip(packed, limits);
  const auto* text = std::get_if<std::string>(&result);
  return text != nullptr ? *text : "!" + std::string(to_string(std::get<GunzipFault>(result)));
}

// Bytes that do not compress: a small generator, so that the test needs no file.
std::string noise(std::size_t size) {
  std::string bytes;
  std::uint32_t state = 1;
  for (std::size_t i = 0; i < size; ++i) {
    state = state * 1664525U + 1013904223U;
    bytes += static_cast<char>(state >> 24U);
  }
  return bytes;
}

TEST(Gzip, GivesBackWhatWasPacked) {
  for (const std::string& bytes :
       {std::string(), std::string("a"), std::string("{\"a\": 1}\n"), std::string(1, '\0'), noise(65535),
        noise(65536), noise(65537), noise(300'000), std::string(900'000, 'x')}) {
    EXPECT_TRUE(unpacked(gzip(bytes)) == bytes) << bytes.size() << " bytes";
  }
}

TEST(Gzip, HasAFixedHeader) {
  const std::string packed = gzip("abc");
  EXPECT_EQ(packed.substr(0, 10), std::string("\x1F\x8B\x08\0\0\0\0\0\x02\xFF", 10));
  EXPECT_EQ(packed, gzip("abc"));
}

TEST(Gunzip, ReadsSeveralMembers) { EXPECT_EQ(unpacked(gzip("ab") + gzip("") + gzip("cd")), "abcd"); }

TEST(Gunzip, RefusesWhatIsNoGzip) {
  for (const char* bytes : {"", "a", "\x1F", "{\"a\": 1}", "BZh9"}) {
    EXPECT_EQ(unpacked(bytes), "!is not gzip data") << bytes;
  }
}

TEST(Gunzip, SeesEveryTruncation) {
  const std::string packed = gzip("some text, and some text");
  for (std::size_t length = 2; length < packed.size(); ++length) {
    EXPECT_EQ(unpacked(packed.substr(0, length)), "!is cut off gzip data") << length;
  }
}

TEST(Gunzip, SeesDamage) {
  const std::string packed = gzip(noise(1000));
  std::string crc = packed;
  crc[packed.size() - 5] = static_cast<char>(crc[packed.size() - 5] ^ 1);
  EXPECT_EQ(unpacked(crc), "!is damaged gzip data");
  std::string content = packed;
  content[500] = static_cast<char>(content[500] ^ 1);
  EXPECT_EQ(unpacked(content), "!is damaged gzip data");
  EXPECT_EQ(unpacked(packed + "tail"), "!is damaged gzip data");
  EXPECT_EQ(unpacked("\x1F\x8B\x07 no such method"), "!is damaged gzip data");
}

TEST(Gunzip, StopsAtTheLimits) {
  const std::string bomb = gzip(std::string(8'000'000, 'x'));
  ASSERT_LT(bomb.size(), 10'000U);
  EXPECT_EQ(unpacked(bomb), "!unpacks to more than nsmkit reads");
  const std::string honest = gzip(noise(100'000));
  EXPECT_EQ(unpacked(honest, {99'999, 200, 1 << 20}), "!unpacks to more than nsmkit reads");
  EXPECT_EQ(unpacked(honest, {100'000, 200, 1 << 20}).size(), 100'000U);
  EXPECT_EQ(unpacked(gzip(std::string(500'000, 'x')), {1 << 20, 10, 1000}),
            "!unpacks to more than nsmkit reads");
}

// Many small members, each harmless.
TEST(Gunzip, CountsAllMembersTogether) {
  std::string packed;
  for (int i = 0; i < 100; ++i) {
    packed += gzip(noise(1000));
  }
  EXPECT_EQ(unpacked(packed, {50'000, 200, 1 << 20}), "!unpacks to more than nsmkit reads");
}

}  // namespace
}  // namespace nsmkit::io
