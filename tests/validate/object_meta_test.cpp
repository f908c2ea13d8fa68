#include "validate/object_meta.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "releases/catalog.hpp"
#include "validate/check_object.hpp"
#include "validate/schema_rules.hpp"
#include "validate/string_format.hpp"

namespace nsmkit::validate {
namespace {

using releases::Scope;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Json with_meta(const char* metadata) { return {{"metadata", Json::parse(metadata)}}; }

std::vector<std::string> type_faults(const char* metadata) {
  std::vector<std::string> out;
  for (const Violation& violation : check_metadata_types(with_meta(metadata))) {
    out.push_back(violation.pointer);
  }
  return out;
}

std::vector<std::string> value_faults(const char* metadata) {
  std::vector<std::string> out;
  for (const Violation& violation : check_metadata_values(with_meta(metadata), Scope::kNamespaced)) {
    out.push_back(std::string(violation.rule->code) + " " + violation.pointer);
  }
  return out;
}

std::vector<std::string> drops(const char* metadata, Scope scope = Scope::kNamespaced) {
  std::vector<std::string> out;
  for (const Drop& drop : list_metadata_drops(with_meta(metadata), scope)) {
    out.push_back(drop.pointer);
  }
  return out;
}

TEST(MetadataTypes, AcceptWhatTheServerDecodes) {
  EXPECT_THAT(type_faults(R"({"name":"a","generation":5.0,"labels":{"a":null},"finalizers":null,
      "creationTimestamp":"2023-04-25T10:00:00+02:00","managedFields":[{"time":null,"fieldsV1":{"f:x":{}}}]})"),
              IsEmpty());
}

TEST(MetadataTypes, RefuseWhatItCannotDecode) {
  EXPECT_THAT(type_faults(R"({"name":5})"), ElementsAre("/metadata/name"));
  EXPECT_THAT(type_faults(R"({"labels":{"a/b":1}})"), ElementsAre("/metadata/labels/a~1b"));
  EXPECT_THAT(type_faults(R"({"labels":["a"]})"), ElementsAre("/metadata/labels"));
  EXPECT_THAT(type_faults(R"({"generation":5.5})"), ElementsAre("/metadata/generation"));
  EXPECT_THAT(type_faults(R"({"generation":9223372036854775808})"), ElementsAre("/metadata/generation"));
  EXPECT_THAT(type_faults(R"({"creationTimestamp":"yesterday"})"),
              ElementsAre("/metadata/creationTimestamp"));
  EXPECT_THAT(type_faults(R"({"ownerReferences":[{"controller":"true"},5]})"),
              ElementsAre("/metadata/ownerReferences/0/controller", "/metadata/ownerReferences/1"));
  EXPECT_THAT(type_faults(R"({"finalizers":["a",1]})"), ElementsAre("/metadata/finalizers/1"));
  EXPECT_THAT(type_faults(R"("x")"), ElementsAre("/metadata"));
}

TEST(MetadataTypes, TellToQuote) {
  const auto found = check_metadata_types(with_meta(R"({"labels":{"version":1.1}})"));
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].message, "metadata.labels.version is the number 1.1; Kubernetes expects a string");
  EXPECT_EQ(found[0].remedy, "Quote the value, so that it is a string: \"1.1\"");
}

TEST(MetadataTypes, ReadTimesAsGoDoes) {
  EXPECT_TRUE(is_rfc3339_time("2023-04-25T10:00:00Z"));
  EXPECT_TRUE(is_rfc3339_time("2024-02-29T10:00:00.123456-07:00"));
  EXPECT_FALSE(is_rfc3339_time("2023-02-29T10:00:00Z"));
  EXPECT_FALSE(is_rfc3339_time("2023-04-25T24:00:00Z"));
  EXPECT_FALSE(is_rfc3339_time("2023-04-25 10:00:00Z"));
  EXPECT_FALSE(is_rfc3339_time("2023-04-25"));
}

TEST(MetadataValues, CheckNames) {
  EXPECT_THAT(value_faults(R"({"name":"a.b-c"})"), IsEmpty());
  EXPECT_THAT(value_faults(R"({"generateName":"a-"})"), IsEmpty());
  EXPECT_THAT(value_faults(R"({})"), ElementsAre("NSM210 /metadata/name"));
  EXPECT_THAT(value_faults(R"({"name":"A"})"), ElementsAre("NSM210 /metadata/name"));
  EXPECT_THAT(value_faults(R"({"name":"a..b"})"), ElementsAre("NSM210 /metadata/name"));
  EXPECT_THAT(value_faults(R"({"name":"a","namespace":"a.b"})"), ElementsAre("NSM211 /metadata/namespace"));
  const Json longest = {{"metadata", {{"name", std::string(253, 'a')}}}};
  const Json too_long = {{"metadata", {{"name", std::string(254, 'a')}}}};
  EXPECT_TRUE(metadata_accepted(longest, Scope::kNamespaced));
  EXPECT_FALSE(metadata_accepted(too_long, Scope::kNamespaced));
}

TEST(MetadataValues, CheckLabelsAndAnnotations) {
  EXPECT_THAT(
      value_faults(R"({"name":"a","labels":{"x/y":"","z":"A_b.c"},"annotations":{"X/y":"any thing"}})"),
      IsEmpty());
  EXPECT_THAT(value_faults(R"({"name":"a","labels":{"X/y":"a"}})"),
              ElementsAre("NSM212 /metadata/labels/X~1y"));
  EXPECT_THAT(value_faults(R"({"name":"a","labels":{"x":"a b"}})"), ElementsAre("NSM212 /metadata/labels/x"));
  EXPECT_THAT(value_faults(R"({"name":"a","annotations":{"a/b/c":""}})"),
              ElementsAre("NSM213 /metadata/annotations/a~1b~1c"));
  constexpr std::size_t kLimit = std::size_t{256} * 1024;
  Json big = with_meta(R"({"name":"a"})");
  big["metadata"]["annotations"]["a"] = std::string(kLimit - 1, 'x');
  EXPECT_THAT(check_metadata_values(big, Scope::kNamespaced), IsEmpty());
  big["metadata"]["annotations"]["a"] = std::string(kLimit, 'x');
  EXPECT_THAT(check_metadata_values(big, Scope::kNamespaced), SizeIs(1));
}

TEST(MetadataValues, CheckOwnersAndFinalizers) {
  EXPECT_THAT(
      value_faults(R"({"name":"a","ownerReferences":[{"apiVersion":"a/","kind":"K","name":"n"}]})"),
      ElementsAre("NSM215 /metadata/ownerReferences/0/apiVersion", "NSM215 /metadata/ownerReferences/0/uid"));
  EXPECT_THAT(value_faults(R"({"name":"a","ownerReferences":[
      {"apiVersion":"v1","kind":"K","name":"n","uid":"1","controller":true},
      {"apiVersion":"v1","kind":"K","name":"m","uid":"2","controller":true}]})"),
              ElementsAre("NSM215 /metadata/ownerReferences"));
  EXPECT_THAT(value_faults(R"({"name":"a","finalizers":["x/y","a b"]})"),
              ElementsAre("NSM216 /metadata/finalizers/1"));
  EXPECT_THAT(value_faults(R"({"name":"a","finalizers":["orphan","foregroundDeletion"]})"),
              ElementsAre("NSM216 /metadata/finalizers"));
}

TEST(MetadataDrops, ListWhatIsNotStored) {
  EXPECT_THAT(drops(R"({"name":"a","uid":"x","resourceVersion":"1","managedFields":[{}]})"), IsEmpty());
  EXPECT_THAT(drops(R"({"annotations":{"a":null},"labels":{},"finalizers":[],"foo":1,"clusterName":"c"})"),
              ElementsAre("/metadata/annotations/a", "/metadata/clusterName", "/metadata/finalizers",
                          "/metadata/foo", "/metadata/labels"));
  EXPECT_THAT(drops(R"({"namespace":""})"), ElementsAre("/metadata/namespace"));
  EXPECT_THAT(drops(R"({"namespace":"a"})", Scope::kCluster), ElementsAre("/metadata/namespace"));
}

ObjectVerdict verdict_of(const char* api_version, const char* kind, const char* set = "2.0.0") {
  return check_object({{"apiVersion", api_version}, {"kind", kind}, {"metadata", {{"name", "a"}}}},
                      *releases::catalog().crd_set(set));
}

TEST(ApiVersion, NamesTheVersionToUse) {
  const auto verdict = verdict_of("specs.smi.nginx.com/v1alpha2", "RateLimit", "1.1.0");
  EXPECT_FALSE(verdict.accepted);
  EXPECT_TRUE(verdict.mesh_kind);
  EXPECT_EQ(verdict.violations.at(0).rule, &rules::kApiVersionNotServed);
  EXPECT_EQ(
      verdict.violations.at(0).remedy,
      "Releases 1.2.0 to 2.0.0 serve it. Write apiVersion: specs.smi.nginx.com/v1alpha1 and check that the "
      "fields still fit.");
  EXPECT_THAT(verdict_of("nsm.nginx.com/v1alpha2", "MeshConfig", "1.5.0").violations.at(0).message,
              HasSubstr("which has no MeshConfig"));
}

TEST(ApiVersion, SuggestsTheKindMeant) {
  const auto verdict = verdict_of("split.smi-spec.io/v1alpha3", "TrafficSplits");
  EXPECT_EQ(verdict.violations.at(0).rule, &rules::kKindUnknown);
  EXPECT_EQ(verdict.violations.at(0).remedy, "Did you mean TrafficSplit?");
  EXPECT_EQ(verdict_of("split.smi-spec.io/v1alpha3", "trafficsplit").violations.at(0).remedy,
            "Did you mean TrafficSplit?");
}

TEST(ApiVersion, LeavesOtherKindsAlone) {
  for (const auto& [api, kind] :
       {std::pair("v1", "Namespace"), {"apps/v1", "Deployment"}, {"other.io/v1", "RateLimit"}}) {
    const auto verdict = verdict_of(api, kind);
    EXPECT_TRUE(verdict.accepted);
    EXPECT_FALSE(verdict.mesh_kind);
    EXPECT_THAT(verdict.violations, IsEmpty());
  }
}

TEST(ApiVersion, DoesNotJudgeMachineMadeKinds) {
  for (const char* set : {"1.1.0", "2.0.0"}) {
    const auto verdict = verdict_of("spiffeid.spiffe.io/v1beta1", "SpiffeID", set);
    EXPECT_TRUE(verdict.accepted);
    EXPECT_TRUE(verdict.mesh_kind);
  }
}

TEST(ApiVersion, RefusesObjectsWithoutAKind) {
  const auto& set = *releases::catalog().crd_set("2.0.0");
  EXPECT_FALSE(check_object({{"apiVersion", "split.smi-spec.io/v1alpha3"}, {"kind", 5}}, set).accepted);
  EXPECT_FALSE(check_object({{"kind", "TrafficSplit"}}, set).accepted);
}

}  // namespace
}  // namespace nsmkit::validate
