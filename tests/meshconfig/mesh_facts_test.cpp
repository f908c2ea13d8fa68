#include "meshconfig/mesh_facts.hpp"

#include <gtest/gtest.h>

namespace nsmkit::meshconfig {
namespace {

model::MeshFacts facts_of(const char* json) {
  model::Resource resource;
  resource.object = Json::parse(json);
  resource.ref = model::reference_of(resource.object);
  model::MeshFacts facts;
  collect_facts(resource, facts);
  return facts;
}

TEST(MeshFacts, ComeFromAMeshConfig) {
  const auto facts =
      facts_of(R"({"kind": "MeshConfig", "spec": {"accessControlMode": "deny", "nginxLBMethod": "random"}})");
  EXPECT_EQ(facts.access_control_mode.value().value, "deny");
  EXPECT_EQ(facts.load_balancing_method.value().value, "random");
}

TEST(MeshFacts, ComeFromTheConfigMapOfEveryRelease) {
  // {"accessControlMode":"allow","loadBalancingMethod":"least_time"}
  const auto old = facts_of(R"({"kind": "ConfigMap", "binaryData": {"mesh-config.json":
      "eyJhY2Nlc3NDb250cm9sTW9kZSI6ImFsbG93IiwibG9hZEJhbGFuY2luZ01ldGhvZCI6ImxlYXN0X3RpbWUifQ=="}})");
  EXPECT_EQ(old.access_control_mode.value().value, "allow");
  EXPECT_EQ(old.load_balancing_method.value().value, "least_time");
  const auto plain =
      facts_of(R"({"kind": "ConfigMap", "data": {"meshconfig.json": "{\"accessControlMode\": deny}"}})");
  EXPECT_EQ(plain.access_control_mode.value().value, "deny");
}

TEST(MeshFacts, AreAbsentWhereNothingCanBeRead) {
  for (const char* text :
       {R"({"kind": "ConfigMap", "binaryData": {"mesh-config.json": "no base64"}})",
        R"({"kind": "ConfigMap", "binaryData": {"mesh-config.json": 5}, "data": []})",
        R"({"kind": "ConfigMap", "data": {"meshconfig.json": "{"}})",
        R"({"kind": "MeshConfig", "spec": {"accessControlMode": false}})", R"({"kind": "MeshConfig"})",
        R"({"kind": "Secret", "data": {"meshconfig.json": "{}"}})"}) {
    const auto facts = facts_of(text);
    EXPECT_FALSE(facts.access_control_mode || facts.load_balancing_method) << text;
  }
}

}  // namespace
}  // namespace nsmkit::meshconfig
