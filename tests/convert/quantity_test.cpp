#include "convert/quantity.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

namespace nsmkit::convert {
namespace {

// In billionths; "" for what is no Quantity, ">" for what is too large.
std::string nano_text(const std::string& text) {
  const auto parsed = parse_quantity(text);
  if (const auto* fault = std::get_if<QuantityFault>(&parsed)) {
    return *fault == QuantityFault::kTooLarge ? ">" : "";
  }
  const auto& quantity = std::get<Quantity>(parsed);
  std::string digits;
  for (Nano rest = quantity.nano; rest > 0; rest /= 10) {
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
  }
  return (quantity.negative ? "-" : "") + (digits.empty() ? "0" : digits) + (quantity.rounded_up ? "^" : "");
}

TEST(Quantity, ReadsEveryNotation) {
  const std::vector<std::pair<const char*, const char*>> cases = {
      {"1", "1000000000"},
      {"500m", "500000000"},
      {"1500m", "1500000000"},
      {"2u", "2000"},
      {"3n", "3"},
      {"1k", "1000000000000"},
      {"2M", "2000000000000000"},
      {"1E", "1000000000000000000000000000"},
      {"1E3", "1000000000000"},
      {"1e-2", "10000000"},
      {"10E-3", "10000000"},
      {"1e+2", "100000000000"},
      {"1Ki", "1024000000000"},
      {"0.5Ki", "512000000000"},
      {"1.5Gi", "1610612736000000000"},
      {"0.1Ei", "115292150460684697600000000"},
      {"2.50", "2500000000"},
      {"3.", "3000000000"},
      {".5", "500000000"},
      {"+1", "1000000000"},
      {"-1", "-1000000000"},
      {"-0", "0"},
      {" 7 ", "7000000000"},
      {"010", "10000000000"},
      {"0.1n", "1^"},
      {"1.1n", "2^"},
      {"0.0000000001", "1^"},
      {"0.0000000010", "1"},
      {"1e-400", "1^"},
      {"0e99999999999999999999", "0"},
      {"0.0000000001Ki", "103^"},
      {"0.0000000000000000000000000000001Ei", "1^"},
      {"9223372036854775807", "9223372036854775807000000000"},
      {"9223372036854775808", ">"},
      {"9223372036854775807.1", ">"},
      {"8Ei", ">"},
      {"7.99Ei", "9211842821808707338240000000"},
      {"10E", ">"},
      {"1e30", ">"},
      {"1e99999999999999999999", ">"},
      {"99999999999999999999999999999999999999999Ki", ">"},
      {"", ""},
      {" ", ""},
      {"E", ""},
      {"m", ""},
      {".", ""},
      {"+", ""},
      {"1e", ""},
      {"1e+", ""},
      {"1e1.5", ""},
      {"1K", ""},
      {"1mi", ""},
      {"1 m", ""},
      {"1mm", ""},
      {"--1", ""},
      {"1_000", ""},
      {"abc", ""},
      {"0x10", ""},
      {"1,5", ""},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(nano_text(text), expected) << text;
  }
}

TEST(Quantity, LongNumbersTakeLinearTime) {
  const std::string zeros(4'000'000, '0');
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(nano_text(zeros + "1"), "1000000000");
  EXPECT_EQ(nano_text("1." + zeros), "1000000000");
  EXPECT_EQ(nano_text("1" + zeros + "e-4000000"), "1000000000");
  EXPECT_EQ(nano_text("1" + zeros), ">");
  EXPECT_EQ(nano_text("0." + zeros + "1"), "1^");
  EXPECT_EQ(nano_text("0." + zeros + "1Ki"), "1^");
  EXPECT_EQ(nano_text("1" + zeros + "x"), "");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

using Numbers = std::vector<std::int64_t>;

std::optional<Numbers> ratio_of(const std::vector<std::string>& texts) {
  std::vector<Nano> amounts;
  for (const std::string& text : texts) {
    amounts.push_back(std::get<Quantity>(parse_quantity(text)).nano);
  }
  return whole_ratio(amounts);
}

TEST(WholeRatio, IsTheSmallestUnlessAllAreWhole) {
  EXPECT_EQ(ratio_of({"10m", "990m", "1"}), (Numbers{1, 99, 100}));
  EXPECT_EQ(ratio_of({"50", "50"}), (Numbers{50, 50}));
  EXPECT_EQ(ratio_of({"250m", "0", "750m"}), (Numbers{1, 0, 3}));
  EXPECT_EQ(ratio_of({"0", "0"}), (Numbers{0, 0}));
  EXPECT_EQ(ratio_of({}), Numbers{});
  EXPECT_EQ(ratio_of({"1E", "1m"}), std::nullopt);
  EXPECT_EQ(ratio_of({"9223372036854775807", "1n"}), std::nullopt);
  EXPECT_EQ(ratio_of({"9223372036854775807", "1"}), (Numbers{9223372036854775807, 1}));
}

TEST(WholeRatio, KeepsTheRatioOfAnyFractions) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::vector<Nano> amounts(1 + random() % 5);
    const Nano unit = 1 + random() % 1'000'000;
    for (Nano& amount : amounts) {
      amount = random() % 4 == 0 ? 0 : unit * (random() % 100'000);
    }
    const auto numbers = whole_ratio(amounts);
    ASSERT_TRUE(numbers);
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      const std::size_t j = random() % amounts.size();
      EXPECT_TRUE(amounts[i] * static_cast<Nano>((*numbers)[j]) ==
                  amounts[j] * static_cast<Nano>((*numbers)[i]));
      EXPECT_EQ(amounts[i] == 0, (*numbers)[i] == 0);
    }
  }
}

}  // namespace
}  // namespace nsmkit::convert
