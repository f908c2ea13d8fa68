#include "yaml/scalar.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <string>

#include "base/json_text.hpp"

namespace nsmkit::yaml {
namespace {

constexpr const char* kRefused = "refused";

/// The JSON of a scalar; infinities and NaN by go-yaml's words.
std::string resolved(std::string_view tag, std::string_view text) {
  const auto scalar = resolve_scalar(tag.empty() ? "" : "tag:yaml.org,2002:" + std::string(tag), text);
  if (!scalar) return kRefused;
  if (scalar->type == ScalarType::kFloat) {
    const double number = scalar->value.get<double>();
    if (std::isnan(number)) return ".nan";
    if (std::isinf(number)) return number < 0 ? "-.inf" : ".inf";
  }
  return base::json_text(scalar->value);
}

std::string key(std::string_view text) {
  const auto scalar = resolve_scalar("", text);
  return scalar ? key_text(*scalar).value_or(kRefused) : kRefused;
}

struct Case {
  std::string_view text;
  std::string json;
};

/// A plain scalar that stays text.
Case text(std::string_view value) { return {value, '"' + std::string(value) + '"'}; }

TEST(ResolveScalar, ReadsWordsInThreeSpellings) {
  for (const char* word : {"y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"}) {
    EXPECT_EQ(resolved("", word), "true") << word;
  }
  for (const char* word : {"n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"}) {
    EXPECT_EQ(resolved("", word), "false") << word;
  }
  for (const char* word : {"", "~", "null", "Null", "NULL"}) EXPECT_EQ(resolved("", word), "null") << word;
  for (const char* word : {"tRUE", "yEs", "nUll", "oN", "~~", "nan", "inf", "Infinity", "=="}) {
    EXPECT_EQ(resolved("", word), text(word).json) << word;
  }
}

class PlainNumber : public testing::TestWithParam<Case> {};

TEST_P(PlainNumber, ResolvesAsInKubernetes) {
  const Case& param = GetParam();
  EXPECT_EQ(resolved("", param.text), param.json) << param.text;
  EXPECT_EQ(resolves_to_string(param.text), param.json.starts_with('"')) << param.text;
}

INSTANTIATE_TEST_SUITE_P(
    Integers, PlainNumber,
    testing::Values(Case{"0", "0"}, Case{"-0", "0"}, Case{"+1", "1"}, Case{"00", "0"}, Case{"010", "8"},
                    Case{"-010", "-8"}, Case{"019", "19"}, Case{"0o17", "15"}, Case{"0O17", "15"},
                    Case{"0x1F", "31"}, Case{"-0XfF", "-255"}, Case{"0b101", "5"}, Case{"-0B11", "-3"},
                    Case{"0b-101", "-5"}, Case{"0b+1", "1"}, text("0B-1"), text("0x-1"), text("0b"),
                    text("0x"), text("0b2"), text("0o8"), Case{"1_000", "1000"}, Case{"1__0_", "10"},
                    Case{"0_x1F", "31"}, text("_1"), Case{"-_1", "-1"}, text("-"), text("+"), text("-_"),
                    text("+-1"), text("12 monkeys"), text("10r/m"),
                    Case{"9223372036854775807", "9223372036854775807"},
                    Case{"9223372036854775808", "9223372036854775808"},
                    Case{"18446744073709551615", "18446744073709551615"},
                    Case{"18446744073709551616", "18446744073709552000"},
                    Case{"+9223372036854775808", "9223372036854776000"},
                    Case{"-9223372036854775808", "-9223372036854775808"},
                    Case{"0xFFFFFFFFFFFFFFFF", "18446744073709551615"}, text("0x1FFFFFFFFFFFFFFFF"),
                    text("-0x8000000000000001"), Case{"01777777777777777777777", "18446744073709551615"},
                    Case{"123456789012345678901234567890", "1.2345678901234568e+29"}));

INSTANTIATE_TEST_SUITE_P(
    Floats, PlainNumber,
    testing::Values(Case{"1.0", "1"}, Case{"1.", "1"}, Case{".5", "0.5"}, Case{"-.5", "-0.5"},
                    Case{"+.5", "0.5"}, Case{"1e3", "1000"}, Case{"1.5E-3", "0.0015"}, Case{"1.e5", "100000"},
                    Case{"1_0.5", "10.5"}, Case{".1_5", "0.15"}, Case{".5e1_0", "5000000000"}, text("._5"),
                    text(".5_"), text(".5__5"), text(".5e_1"), text("1e"), text("1e+"), text("1.2.3"),
                    text("1..2"), text("."), text(".."), text(".e1"), text(".0x1"), text("0x1p3"),
                    text("0x1.8p1"), text("1e400"), text("-1e400"), text("1e99999999999999999999"),
                    Case{"1e-400", "0"}, Case{"-1e-400", "-0"}, Case{"1e-99999999999999999999", "0"},
                    Case{"0e99999999999999999999", "0"},
                    Case{"1.7976931348623157e308", "1.7976931348623157e+308"}, text("1.8e308"),
                    Case{"2.4e-324", "0"}, Case{"2.5e-324", "5e-324"}, Case{"8.08e3", "8080"},
                    Case{"1:30", "\"1:30\""}, text("57e54acc-6bc1-cbd3"), text("1m"), text("24h")));

TEST(ResolveScalar, ReadsInfinitiesAndNan) {
  for (const char* word : {".inf", ".Inf", "+.INF"}) EXPECT_EQ(resolved("", word), ".inf") << word;
  for (const char* word : {"-.inf", "-.Inf", "-.INF"}) EXPECT_EQ(resolved("", word), "-.inf") << word;
  for (const char* word : {".nan", ".NaN", ".NAN"}) EXPECT_EQ(resolved("", word), ".nan") << word;
  EXPECT_EQ(resolved("", ".iNF"), "\".iNF\"");
}

TEST(ResolveScalar, KeepsTimestampsAsTextYetKnowsThem) {
  for (const char* stamp :
       {"2001-01-01", "2001-1-1", "2000-02-29", "2001-01-01T00:00:00Z", "2001-1-1t1:2:3.5+01:00",
        "2001-1-1 1:2:3", "2001-1-1   1:2:3,25", "2001-01-01T00:00:00-24:60"}) {
    EXPECT_EQ(resolved("", stamp), text(stamp).json);
    EXPECT_EQ(resolved("timestamp", stamp), text(stamp).json);
    EXPECT_FALSE(resolves_to_string(stamp)) << stamp;
  }
  for (const char* other :
       {"2001-13-01", "2001-02-29", "2001-00-01", "2001-01-00", "2001-01-32", "2001-01", "2001-1-1Z",
        "2001-1-1T1:2:3", "2001-1-1 1:2:3Z", "2001-1-1t1:2:3z", "2001-1-1T24:0:0Z", "2001-1-1T0:60:0Z",
        "2001-1-1T0:0:0.Z", "2001-1-1T0:0:0+25:00", "2001-1-1T0:0:0+1:30", "2001-1-1 ", "201-1-1",
        "20010-1-1", "2001-001-1"}) {
    EXPECT_TRUE(resolves_to_string(other)) << other;
    EXPECT_EQ(resolved("timestamp", other), kRefused) << other;
  }
}

TEST(ResolveScalar, HonoursTags) {
  EXPECT_EQ(resolved("str", "1"), "\"1\"");
  EXPECT_EQ(resolved("str", ""), "\"\"");
  EXPECT_EQ(resolved("int", "0x10"), "16");
  EXPECT_EQ(resolved("int", "18446744073709551615"), "18446744073709551615");
  EXPECT_EQ(resolved("int", "1.0"), kRefused);
  EXPECT_EQ(resolved("int", "abc"), kRefused);
  EXPECT_EQ(resolved("float", "1"), "1");
  EXPECT_EQ(resolved("float", ".inf"), ".inf");
  EXPECT_EQ(resolved("float", "18446744073709551615"), kRefused);
  EXPECT_EQ(resolved("bool", "yes"), "true");
  EXPECT_EQ(resolved("bool", "1"), kRefused);
  EXPECT_EQ(resolved("null", ""), "null");
  EXPECT_EQ(resolved("null", "x"), kRefused);
  EXPECT_EQ(resolved("merge", "<<"), R"("\u003c\u003c")");
  EXPECT_EQ(resolve_scalar("!mine", "1")->value, Json("1"));
  EXPECT_EQ(resolve_scalar("tag:yaml.org,2002:float", "1")->type, ScalarType::kFloat);
}

TEST(ResolveScalar, DecodesBinary) {
  EXPECT_EQ(resolved("binary", "aGVsbG8="), "\"hello\"");
  EXPECT_EQ(resolved("binary", "aGVs\nbG8\r\n="), "\"hello\"");
  EXPECT_EQ(resolved("binary", ""), "\"\"");
  EXPECT_EQ(resolved("binary", "/w=="), "\"\\ufffd\"");
  for (const char* bad :
       {"a", "aa", "aaa", "aa=", "aaa==", "aaaa=", "=", "====", "aa=a", "aa==aaaa", "a GV", "aa-_"}) {
    EXPECT_EQ(resolved("binary", bad), kRefused) << bad;
  }
}

TEST(KeyText, GivesWhatKubernetesMakesOfAKey) {
  EXPECT_EQ(key("a"), "a");
  EXPECT_EQ(key("yes"), "true");
  EXPECT_EQ(key("off"), "false");
  EXPECT_EQ(key("0x10"), "16");
  EXPECT_EQ(key("1.50"), "1.5");
  EXPECT_EQ(key("1e6"), "1e+06");
  EXPECT_EQ(key("16777217.0"), "1.6777216e+07");
  EXPECT_EQ(key("-0.0"), "-0");
  EXPECT_EQ(key("1e39"), ".inf");
  EXPECT_EQ(key("-.inf"), "-.inf");
  EXPECT_EQ(key(".nan"), ".nan");
  EXPECT_EQ(key("2001-01-01"), "2001-01-01");
  EXPECT_EQ(key("~"), kRefused);
  EXPECT_EQ(key("9223372036854775808"), kRefused);
}

TEST(ResolveScalar, TakesTimeInProportionToTheText) {
  constexpr std::size_t kLength = 4'000'000;
  const auto start = std::chrono::steady_clock::now();
  for (const char* unit : {"1", "_", "0", "1_", "1:", "9.", "-"}) {
    std::string number = "1";
    while (number.size() < kLength) number += unit;
    (void)resolves_to_string(number);
    (void)resolves_to_string("." + number);
    (void)resolves_to_string("0x" + number);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

}  // namespace
}  // namespace nsmkit::yaml
