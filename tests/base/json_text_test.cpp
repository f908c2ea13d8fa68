#include "base/json_text.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>

namespace nsmkit::base {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string indented(const Json& value) {
  std::string out;
  write_json_indented(out, value);
  return out;
}

TEST(JsonText, SortsKeysAndLeavesNoBlanks) {
  EXPECT_EQ(json_text(Json::parse(R"({"b": [1, true, null], "a": {}, "B": []})")),
            R"({"B":[],"a":{},"b":[1,true,null]})");
}

TEST(JsonText, EscapesAsGoDoes) {
  EXPECT_EQ(json_text("<a href=\"x\">&\\/"), R"("\u003ca href=\"x\"\u003e\u0026\\/")");
  EXPECT_EQ(json_text("\n\r\t\b\f\x01\x7f"), "\"\\n\\r\\t\\u0008\\u000c\\u0001\x7f\"");
  EXPECT_EQ(json_text("\u2028\u2029\u00e9\U0001F600"), "\"\\u2028\\u2029\u00e9\U0001F600\"");
  EXPECT_EQ(json_text(std::string("a\0b", 3)), R"("a\u0000b")");
}

TEST(JsonText, KubectlsIndentedFormHasTheShortEscapesOfLaterGo) {
  EXPECT_EQ(indented("\b\f\v"), R"("\b\f\u000b")");
}

TEST(JsonText, ReplacesEachBadByte) {
  EXPECT_EQ(json_text("a\xff\xfe"), R"("a\ufffd\ufffd")");
  EXPECT_EQ(json_text("\xe2\x82"), R"("\ufffd\ufffd")");
  EXPECT_EQ(json_text("\xed\xa0\x80"), R"("\ufffd\ufffd\ufffd")");
  EXPECT_EQ(json_text("\xf4\x90\x80\x80z"), R"("\ufffd\ufffd\ufffd\ufffdz")");
  EXPECT_EQ(json_text("\xc0\xaf"), R"("\ufffd\ufffd")");
}

TEST(JsonText, PrintsIntegersInFull) {
  EXPECT_EQ(json_text(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(json_text(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
}

TEST(JsonText, InfinityAndNanBecomeNull) {
  EXPECT_EQ(json_text(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(json_text(std::numeric_limits<double>::quiet_NaN()), "null");
}

TEST(JsonNumber, HasGosForm) {
  EXPECT_EQ(json_number(0), "0");
  EXPECT_EQ(json_number(-0.0), "-0");
  EXPECT_EQ(json_number(1), "1");
  EXPECT_EQ(json_number(-1.5), "-1.5");
  EXPECT_EQ(json_number(1e20), "100000000000000000000");
  EXPECT_EQ(json_number(1e21), "1e+21");
  EXPECT_EQ(json_number(1.25e100), "1.25e+100");
  EXPECT_EQ(json_number(1e-6), "0.000001");
  EXPECT_EQ(json_number(1e-7), "1e-7");
  EXPECT_EQ(json_number(1.5e-10), "1.5e-10");
  EXPECT_EQ(json_number(0.30000000000000004), "0.30000000000000004");
  EXPECT_EQ(json_number(9007199254740993.0), "9007199254740992");
  EXPECT_EQ(json_number(5e-324), "5e-324");
}

TEST(GoFloat, HasGosGeneralForm) {
  EXPECT_EQ(go_float(0.0001, 64), "0.0001");
  EXPECT_EQ(go_float(0.00001, 64), "1e-05");
  EXPECT_EQ(go_float(100000, 64), "100000");
  EXPECT_EQ(go_float(1e6, 64), "1e+06");
  EXPECT_EQ(go_float(1234567.5, 64), "1.2345675e+06");
  EXPECT_EQ(go_float(1e300, 64), "1e+300");
  EXPECT_EQ(go_float(0.1, 32), "0.1");
  EXPECT_EQ(go_float(16777217, 32), "1.6777216e+07");
  EXPECT_EQ(go_float(1e300, 32), "+Inf");
  EXPECT_EQ(go_float(-1e300, 32), "-Inf");
  EXPECT_EQ(go_float(std::numeric_limits<double>::quiet_NaN(), 64), "NaN");
}

TEST(WriteJsonIndented, LooksLikeKubectl) {
  EXPECT_EQ(indented(Json::parse(R"({"b":[1,{"x":"y"}],"a":{},"c":[]})")), R"({
    "a": {},
    "b": [
        1,
        {
            "x": "y"
        }
    ],
    "c": []
})");
}

TEST(WriteJsonIndented, ReproducesExports) {
  const auto folder = std::filesystem::path(NSMKIT_SOURCE_DIR) / "fixtures" / "exports";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no exports";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    const std::string text = read_file(entry.path());
    const Json value = Json::parse(text);
    if (!value.contains("kind")) continue;
    EXPECT_EQ(indented(value) + "\n", text) << entry.path();
  }
}

TEST(WriteJson, BearsDeepNesting) {
  constexpr int kDepth = 10'000;
  Json arrays = 1;
  Json objects = 1;
  for (int i = 0; i < kDepth; ++i) {
    arrays = Json::array({std::move(arrays)});
    objects = Json::object({{"k", std::move(objects)}});
  }
  EXPECT_EQ(json_text(arrays).size(), 2U * kDepth + 1);
  EXPECT_EQ(json_text(objects).size(), 6U * kDepth + 1);
}

}  // namespace
}  // namespace nsmkit::base
