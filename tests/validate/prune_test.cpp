#include "validate/prune.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "releases/catalog.hpp"
#include "validate/check_object.hpp"
#include "validate/schema_rules.hpp"

namespace nsmkit::validate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

SchemaNode schema(const char* text) { return read_schema(Json::parse(text)); }

std::vector<std::string> pointers(const std::vector<Drop>& drops) {
  std::vector<std::string> out;
  out.reserve(drops.size());
  for (const Drop& drop : drops) {
    out.push_back(drop.pointer);
  }
  return out;
}

std::string hint_in(const char* set, const char* api_version, const char* kind, const Json& spec) {
  const Json object = {
      {"apiVersion", api_version}, {"kind", kind}, {"metadata", {{"name", "a"}}}, {"spec", spec}};
  for (const Violation& violation : check_object(object, *releases::catalog().crd_set(set)).violations) {
    if (violation.rule == &rules::kFieldUnknown) {
      return violation.remedy;
    }
  }
  return "";
}

TEST(Prune, ListsUnknownFieldsAndNulls) {
  const SchemaNode root = schema(
      R"({"type":"object","properties":{"spec":{"type":"object","properties":{"a":{"type":"string"},
          "l":{"type":"array","items":{"type":"object","properties":{"k":{"type":"string"}}}}}}}})");
  const Json object = Json::parse(R"({"apiVersion":"g/v","kind":"K","metadata":{"any":1},"extra":1,
      "spec":{"a":null,"b":{"c":1},"l":[{"k":"x","u":1},null]}})");
  EXPECT_THAT(pointers(list_drops(object, root, {})),
              ElementsAre("/extra", "/spec/a", "/spec/b", "/spec/l/0/u"));
  EXPECT_FALSE(is_pristine(object, root, {}));
  EXPECT_EQ(server_view(object, root, {})["spec"].dump(), R"({"l":[{"k":"x"},null]})");
}

TEST(Prune, KeepsWhatTheSchemaPreserves) {
  const SchemaNode root = schema(
      R"({"type":"object","properties":{"spec":{"type":"object","x-kubernetes-preserve-unknown-fields":true,
          "properties":{"known":{"type":"object"}}}}})");
  const Json object = Json::parse(R"({"spec":{"any":{"thing":null},"known":{"gone":1}}})");
  EXPECT_THAT(pointers(list_drops(object, root, {})), ElementsAre("/spec/known/gone"));
  EXPECT_EQ(server_view(object, root, {}).dump(), R"({"spec":{"any":{"thing":null},"known":{}}})");
}

TEST(Prune, DropsNothingWhenTheCrdPreservesUnknownFields) {
  const SchemaNode root = schema(R"({"type":"object","properties":{"spec":{"type":"object"}}})");
  const PruneOptions options{.preserve_unknown_fields = true, .status_subresource = false};
  EXPECT_THAT(list_drops(Json::parse(R"({"x":1,"spec":{"y":null}})"), root, options), IsEmpty());
}

TEST(Prune, EmptiesMapsOfUnstatedValues) {
  const SchemaNode root =
      schema(R"({"type":"object","properties":{"spec":{"type":"object","additionalProperties":true}}})");
  EXPECT_THAT(pointers(list_drops(Json::parse(R"({"spec":{"a":1,"b":{"c":1}}})"), root, {})),
              ElementsAre("/spec/b/c"));
}

TEST(Prune, KeepsTypeMetaOfEmbeddedObjects) {
  const SchemaNode root = schema(
      R"({"type":"object","properties":{"spec":{"type":"object","x-kubernetes-embedded-resource":true,
          "properties":{"a":{"type":"string"}}}}})");
  const Json object =
      Json::parse(R"({"spec":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"b":1}})");
  EXPECT_THAT(pointers(list_drops(object, root, {})), ElementsAre("/spec/b"));
}

TEST(Prune, TellsWhichIntegersAreStoredAsFloats) {
  const SchemaNode root = schema(R"({"type":"object","properties":{"n":{"type":"number"}}})");
  EXPECT_THAT(list_drops(Json::parse(R"({"n":9223372036854775807})"), root, {}), IsEmpty());
  EXPECT_THAT(list_drops(Json::parse(R"({"n":10000000000000000000})"), root, {}), IsEmpty());
  const auto drops = list_drops(Json::parse(R"({"n":9223372036854775808})"), root, {});
  ASSERT_THAT(pointers(drops), ElementsAre("/n"));
  EXPECT_EQ(drops[0].kind, DropKind::kChanged);
  EXPECT_EQ(drops[0].hint, "9223372036854776000");
  EXPECT_THAT(pointers(list_drops(Json::parse(R"({"n":18446744073709551616})"), root, {})),
              ElementsAre("/n"));
  EXPECT_THAT(list_drops(Json::parse(R"({"n":1e25})"), root, {}), IsEmpty());
}

TEST(PruneHint, FindsTheFieldMeant) {
  const Json fallback =
      Json::parse(R"({"destination":{"kind":"Service","name":"a"},"errors":1,"timeoutSeconds":1,
      "fallback":{"name":"b","port":80}})");
  EXPECT_EQ(hint_in("2.0.0", "specs.smi.nginx.com/v1alpha1", "CircuitBreaker", fallback),
            "Did you mean spec.fallback.service? Otherwise remove spec.fallback.name.");
  EXPECT_EQ(hint_in("2.0.0", "split.smi-spec.io/v1alpha3", "TrafficSplit",
                    Json::parse(R"({"service":"a","backends":[{"servce":"b","weight":1}]})")),
            "Did you mean spec.backends[0].service? Otherwise remove spec.backends[0].servce.");
  EXPECT_EQ(hint_in("2.0.0", "specs.smi-spec.io/v1alpha3", "HTTPRouteGroup",
                    Json::parse(R"({"matches":[{"name":"a","pathregex":"/"}]})")),
            "Did you mean spec.matches[0].pathRegex? Otherwise remove spec.matches[0].pathregex.");
  EXPECT_EQ(hint_in("2.0.0", "nsm.nginx.com/v1alpha2", "MeshConfig",
                    Json::parse(R"({"meshConfigClassName":"a","samplerRatio":0.5})")),
            "Did you mean spec.telemetry.samplerRatio? Otherwise remove spec.samplerRatio.");
}

TEST(PruneHint, NamesAnotherVersionOrReleaseThatHasTheField) {
  const Json rules =
      Json::parse(R"({"name":"a","rate":"1r/s","destination":{"kind":"Service","name":"b"},"rules":[]})");
  EXPECT_EQ(hint_in("2.0.0", "specs.smi.nginx.com/v1alpha1", "RateLimit", rules),
            "Write apiVersion: specs.smi.nginx.com/v1alpha2, which has this field.");
  const Json group = Json::parse(
      R"({"service":"a","backends":[],"matches":[{"kind":"HTTPRouteGroup","name":"b","apiGroup":"g"}]})");
  EXPECT_EQ(hint_in("1.3.0", "split.smi-spec.io/v1alpha3", "TrafficSplit", group),
            "Release 1.5.0 has this field; this release does not, so do without it or remove it.");
}

TEST(PruneHostile, CountsWhatItDoesNotList) {
  Json spec = Json::parse(R"({"service":"a","backends":[]})");
  for (int i = 0; i < 100'000; ++i) {
    spec[std::to_string(i) + "x"] = i;
  }
  const Json object = {{"apiVersion", "split.smi-spec.io/v1alpha3"},
                       {"kind", "TrafficSplit"},
                       {"metadata", {{"name", "a"}}},
                       {"spec", std::move(spec)}};
  const auto verdict = check_object(object, *releases::catalog().crd_set("2.0.0"));
  EXPECT_TRUE(verdict.accepted);
  ASSERT_EQ(verdict.violations.size(), kMaxViolations);
  EXPECT_EQ(verdict.violations.back().message, "99901 more fields of this object will be dropped or changed");
}

}  // namespace
}  // namespace nsmkit::validate
