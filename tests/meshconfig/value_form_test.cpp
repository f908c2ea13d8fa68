#include "meshconfig/value_form.hpp"

#include <gtest/gtest.h>

#include <random>
#include <regex>
#include <string>

namespace nsmkit::meshconfig {
namespace {

TEST(ValueForm, TakesCaTtlAsWholeHours) {
  for (const char* good : {"24h", "25h", "99h", "720h", "1000h", "999999h"}) {
    EXPECT_TRUE(is_ca_ttl(good)) << good;
  }
  for (const char* bad :
       {"",     "h",   "23h",  "0h",     "024h",     "1000000h", "24m",   "1440m", "24",   "24 h",
        " 24h", "24H", "x25h", "25hxyz", "124hours", "0030h",    "1h30m", "-24h",  "+24h", "2.5h"}) {
    EXPECT_FALSE(is_ca_ttl(bad)) << bad;
  }
}

TEST(ValueForm, TakesSvidTtlAsHoursOrMinutes) {
  for (const char* good : {"1h", "1m", "59m", "999999m", "999999h"}) {
    EXPECT_TRUE(is_svid_ttl(good)) << good;
  }
  for (const char* bad : {"", "m", "0m", "01h", "1000000m", "1s", "60", "1h30m", "1 h", "h1"}) {
    EXPECT_FALSE(is_svid_ttl(bad)) << bad;
  }
}

TEST(ValueForm, TakesDurations) {
  for (const char* good : {"1h", "1h30m", "90s", "0h5m"}) {
    EXPECT_TRUE(is_duration(good)) << good;
  }
  for (const char* bad : {"", "0h", "0h0m", "h", "1", "1h30", "hello", "1d", "-1h"}) {
    EXPECT_FALSE(is_duration(bad)) << bad;
  }
  std::string long_one(1000, '1');
  long_one += 'h';
  EXPECT_FALSE(is_duration(long_one));
}

TEST(ValueForm, TakesSizes) {
  for (const char* good : {"0", "1", "1m", "10K", "3G", "1000000000000000000000k"}) {
    EXPECT_TRUE(is_body_size(good)) << good;
  }
  for (const char* bad : {"", "m", "1mb", "1.5m", "1 m", "-1", "1M1", "٣m"}) {
    EXPECT_FALSE(is_body_size(bad)) << bad;
  }
}

TEST(ValueForm, KnowsWhatThePatternOfCaTtlLetsPass) {
  for (const char* good : {"24h", "720h", "999999h", "x25h", "25hxyz", "124hours", "0030h", "1300000h"}) {
    EXPECT_TRUE(passes_ca_ttl_pattern(good)) << good;
  }
  for (const char* bad : {"", "h", "23h", "9h", "12h", "1440m", "1000000h"}) {
    EXPECT_FALSE(passes_ca_ttl_pattern(bad)) << bad;
  }
}

// The pattern itself, on short texts of the characters that matter to it.
TEST(ValueForm, AgreesWithThePatternsOnManyTexts) {
  const std::regex ca("^1[0-9]{2,5}(h)|2[4-9](h)|2[0-9][0-9]{1,5}(h)|[3-9][0-9]{1,5}(h)$");
  const std::regex svid("^[1-9][0-9]{0,5}(h|m)$");
  const std::regex size("^\\d+[kKmMgG]?$");
  const std::string letters = "0112223456789hhhmkGx";
  std::mt19937 random(7);
  for (int i = 0; i < 100'000; ++i) {
    std::string text;
    for (auto length = random() % 10; length > 0; --length) {
      text += letters[random() % letters.size()];
    }
    ASSERT_EQ(passes_ca_ttl_pattern(text), std::regex_search(text, ca)) << text;
    ASSERT_EQ(is_svid_ttl(text), std::regex_search(text, svid)) << text;
    ASSERT_EQ(is_body_size(text), std::regex_search(text, size)) << text;
    ASSERT_TRUE(!is_ca_ttl(text) || passes_ca_ttl_pattern(text)) << text;
  }
}

TEST(ValueForm, SurvivesLongTexts) {
  const std::string digits(1 << 20, '2');
  for (const std::string& text : {digits, digits + "h", std::string(1 << 20, 'h')}) {
    EXPECT_FALSE(is_ca_ttl(text));
    EXPECT_FALSE(is_svid_ttl(text));
    EXPECT_FALSE(is_duration(text));
  }
  EXPECT_TRUE(is_body_size(digits));
}

}  // namespace
}  // namespace nsmkit::meshconfig
