#include "validate/schema_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "releases/catalog.hpp"
#include "validate/schema_rules.hpp"
#include "validate/schema_walk.hpp"

namespace nsmkit::validate {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const CompiledSchema& schema_of(const char* set, const char* api_version, const char* kind) {
  return *compiled_schema(*releases::catalog().crd_set(set)->find(api_version, kind));
}

const CompiledSchema& split_schema() {
  return schema_of("2.0.0", "split.smi-spec.io/v1alpha3", "TrafficSplit");
}
const CompiledSchema& rate_schema() {
  return schema_of("2.0.0", "specs.smi.nginx.com/v1alpha2", "RateLimit");
}
const CompiledSchema& config_schema() { return schema_of("2.0.0", "nsm.nginx.com/v1alpha2", "MeshConfig"); }

Json split(Json weight) {
  return {{"spec", {{"service", "a"}, {"backends", {{{"service", "b"}, {"weight", std::move(weight)}}}}}}};
}

Json rate(Json value) {
  return {
      {"spec",
       {{"name", "r"}, {"destination", {{"kind", "Service"}, {"name", "a"}}}, {"rate", std::move(value)}}}};
}

Json config(const char* field, Json value) {
  return {{"spec", {{"meshConfigClassName", "c"}, {field, std::move(value)}}}};
}

CompiledSchema own_schema(const char* spec) {
  releases::CrdResource resource;
  resource.schema =
      std::make_shared<const Json>(Json{{"type", "object"}, {"properties", {{"spec", Json::parse(spec)}}}});
  return CompiledSchema(resource);
}

Violation only_violation(const CompiledSchema& schema, const Json& object,
                         const SourceText& source_text = {}) {
  const auto found = schema.explain(object, source_text);
  EXPECT_THAT(found, SizeIs(1));
  EXPECT_FALSE(schema.accepts(object));
  return found.empty() ? Violation{} : found.front();
}

TEST(SchemaCheck, AcceptsAGoodObject) {
  EXPECT_TRUE(split_schema().accepts(split(5)));
  EXPECT_TRUE(split_schema().accepts(split(5.0)));
  EXPECT_THAT(split_schema().explain(split(5)), IsEmpty());
}

TEST(SchemaCheck, NamesPathValueAndRuleOfATypeFault) {
  const Violation violation = only_violation(split_schema(), split("5"));
  EXPECT_EQ(violation.rule, &rules::kSchemaType);
  EXPECT_EQ(violation.pointer, "/spec/backends/0/weight");
  EXPECT_EQ(violation.message,
            "spec.backends[0].weight is the string \"5\"; this release expects an integer");
  EXPECT_EQ(violation.remedy, "Remove the quotes, so that it is a number: 5");
}

TEST(SchemaCheck, ReportsNothingBelowATypeFault) {
  const Json object = {{"spec", {{"service", "a"}, {"backends", {{"weight", "5"}}}}}};
  EXPECT_EQ(only_violation(split_schema(), object).pointer, "/spec/backends");
}

TEST(SchemaCheck, TellsHowAWordWasRead) {
  const Json object = {{"spec", {{"meshConfigClassName", "c"}, {"mtls", {{"mode", false}}}}}};
  const auto source = [](std::string_view pointer) {
    return pointer == "/spec/mtls/mode" ? std::optional<std::string>("off") : std::nullopt;
  };
  const Violation violation = only_violation(config_schema(), object, source);
  EXPECT_EQ(violation.message, "spec.mtls.mode is the boolean false; this release expects a string");
  EXPECT_EQ(violation.remedy,
            "It is written off, which YAML 1.1 reads as the boolean false; quote it: \"off\"");
  EXPECT_THAT(only_violation(config_schema(), object).remedy, HasSubstr("off and no as false"));
}

TEST(SchemaCheck, SuggestsTheEnumValueMeant) {
  const Violation violation = only_violation(config_schema(), config("accessControlMode", "alow"));
  EXPECT_EQ(violation.rule, &rules::kSchemaEnum);
  EXPECT_EQ(violation.message,
            "spec.accessControlMode is the string \"alow\"; this release allows \"allow\", \"deny\"");
  EXPECT_EQ(violation.remedy, "Did you mean \"allow\"?");
}

TEST(SchemaCheck, ReportsBounds) {
  const Violation violation = only_violation(split_schema(), split(-1));
  EXPECT_EQ(violation.rule, &rules::kSchemaBounds);
  EXPECT_EQ(violation.message, "spec.backends[0].weight is the number -1; the smallest allowed value is 0");
}

TEST(SchemaCheck, RepairsBlanksInAPattern) {
  const Violation violation = only_violation(rate_schema(), rate("100 r/m"));
  EXPECT_EQ(violation.rule, &rules::kSchemaPattern);
  EXPECT_EQ(violation.remedy, "Remove the blanks: \"100r/m\"");
  EXPECT_FALSE(rate_schema().accepts(rate("10r/s\n")));
}

TEST(SchemaCheck, CountsLengthInCodePoints) {
  const CompiledSchema schema = own_schema(R"({"type":"string","minLength":2,"maxLength":2})");
  EXPECT_TRUE(schema.accepts({{"spec", "\xC3\xA9\xC3\xA9"}}));
  EXPECT_TRUE(schema.accepts({{"spec", std::string("\0x", 2)}}));
  EXPECT_EQ(only_violation(schema, {{"spec", "\xC3\xA9"}}).rule, &rules::kSchemaLength);
}

TEST(SchemaCheck, TakesNullForMissing) {
  const Violation violation = only_violation(rate_schema(), rate(nullptr));
  EXPECT_EQ(violation.rule, &rules::kSchemaRequired);
  EXPECT_EQ(violation.message, "spec.rate is null, which counts as missing; this release requires it");
  EXPECT_EQ(violation.pointer, "/spec/rate");
}

TEST(SchemaCheck, ForgivesWhatTheServerForgivesInNumbers) {
  EXPECT_TRUE(is_json_integer(5.0));
  EXPECT_TRUE(is_json_integer(-5.0));
  EXPECT_TRUE(is_json_integer(0.0));
  EXPECT_TRUE(is_json_integer(5.0000000001));
  EXPECT_FALSE(is_json_integer(-5.0000000001));
  EXPECT_FALSE(is_json_integer(5.5));
  EXPECT_FALSE(is_json_integer(9007199254740992.0));
}

TEST(SchemaCheck, FillsInDefaultsFirst) {
  const CompiledSchema schema = own_schema(
      R"({"type":"object","required":["port"],"properties":{"port":{"type":"integer","default":80}}})");
  EXPECT_TRUE(schema.accepts({{"spec", Json::object()}}));
  EXPECT_TRUE(schema.accepts({{"spec", {{"port", nullptr}}}}));
}

TEST(SchemaCheck, KnowsNullable) {
  const CompiledSchema schema =
      own_schema(R"({"type":"object","properties":{"a":{"type":"string","nullable":true}}})");
  const Json object = {{"spec", {{"a", nullptr}}}};
  EXPECT_TRUE(schema.accepts(object));
  EXPECT_THAT(schema.drops(object), IsEmpty());
}

TEST(SchemaCheck, KnowsCombinations) {
  const CompiledSchema any =
      own_schema(R"({"anyOf":[{"type":"integer"},{"type":"string","pattern":"^[0-9]+%$"}]})");
  EXPECT_TRUE(any.accepts({{"spec", 5}}));
  EXPECT_TRUE(any.accepts({{"spec", "5%"}}));
  EXPECT_THAT(only_violation(any, {{"spec", "5"}}).message, HasSubstr("anyOf"));
  const CompiledSchema one = own_schema(R"({"oneOf":[{"minimum":0},{"maximum":10}]})");
  EXPECT_TRUE(one.accepts({{"spec", 11}}));
  EXPECT_EQ(only_violation(one, {{"spec", 5}}).rule, &rules::kSchemaOther);
  const CompiledSchema negated = own_schema(R"({"type":"string","not":{"enum":["a"]}})");
  EXPECT_TRUE(negated.accepts({{"spec", "b"}}));
  EXPECT_EQ(only_violation(negated, {{"spec", "a"}}).rule, &rules::kSchemaOther);
}

TEST(SchemaCheck, KnowsListTypesAndSizes) {
  const CompiledSchema set =
      own_schema(R"({"type":"array","items":{"type":"string"},"x-kubernetes-list-type":"set"})");
  EXPECT_TRUE(set.accepts({{"spec", {"a", "b"}}}));
  EXPECT_EQ(only_violation(set, {{"spec", {"a", "b", "a"}}}).pointer, "/spec/2");
  const CompiledSchema sized = own_schema(R"({"type":"array","items":{"type":"string"},"maxItems":1})");
  EXPECT_THAT(only_violation(sized, {{"spec", {"a", "b"}}}).message, HasSubstr("at most 1"));
}

TEST(SchemaCheck, RefusesSchemasItCannotUse) {
  EXPECT_THROW(own_schema(R"({"type":"string","pattern":"("})"), std::runtime_error);
  EXPECT_THROW(own_schema(R"({"type":"text"})"), std::runtime_error);
  EXPECT_THROW(own_schema(R"({"$ref":"#/x"})"), std::runtime_error);
  EXPECT_THROW(own_schema("5"), std::runtime_error);
}

TEST(SchemaCheckHostile, ShortensValuesAndHidesControlCharacters) {
  const std::string huge(4'000'000, 'x');
  const Violation violation = only_violation(rate_schema(), rate(huge));
  EXPECT_LT(violation.message.size(), 300U);
  EXPECT_THAT(only_violation(rate_schema(), rate("\x1B[31m\xE2\x80\xAE")).message,
              HasSubstr("\\x1b[31m\\xe2\\x80\\xae"));
}

TEST(SchemaCheckHostile, CountsWhatItDoesNotList) {
  Json backends = Json::array();
  for (int i = 0; i < 100'000; ++i) {
    backends.push_back({{"service", "b"}, {"weight", "x"}});
  }
  const Json object = {{"spec", {{"service", "a"}, {"backends", std::move(backends)}}}};
  const auto found = split_schema().explain(object);
  ASSERT_THAT(found, SizeIs(kMaxViolations));
  EXPECT_EQ(found.back().message, "99901 more violations in this object");
}

TEST(SchemaCheckHostile, AcceptsLongLists) {
  Json backends = Json::array();
  for (int i = 0; i < 100'000; ++i) {
    backends.push_back({{"service", "b"}, {"weight", i}});
  }
  EXPECT_TRUE(split_schema().accepts({{"spec", {{"service", "a"}, {"backends", std::move(backends)}}}}));
}

TEST(SchemaCheckHostile, SurvivesInfinity) {
  EXPECT_FALSE(split_schema().accepts(split(std::numeric_limits<double>::infinity())));
  EXPECT_THAT(split_schema().explain(split(std::numeric_limits<double>::infinity())), SizeIs(1));
}

}  // namespace
}  // namespace nsmkit::validate
