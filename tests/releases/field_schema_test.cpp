#include "releases/field_schema.hpp"

#include <gtest/gtest.h>

#include "releases/catalog.hpp"

namespace nsmkit::releases {
namespace {

const CrdResource& stored(const char* set, const char* kind) {
  return *catalog().crd_set(std::string_view(set))->by_kind(kind).front();
}

TEST(FieldSchema, TellsTheTypeOfAField) {
  EXPECT_EQ(field_type(stored("1.3.0", "HTTPRouteGroup"), "spec.matches[].headers"), "array");
  EXPECT_EQ(field_type(stored("1.5.0", "HTTPRouteGroup"), "spec.matches[].headers"), "object");
  EXPECT_EQ(field_type(stored("1.1.0", "TrafficSplit"), "spec.backends[].weight"), "number");
  EXPECT_EQ(field_type(stored("2.0.0", "TrafficSplit"), "spec.backends[].weight"), "integer");
  EXPECT_EQ(field_type(stored("2.0.0", "TrafficSplit"), "spec.backends[].colour"), "");
  EXPECT_EQ(field_type(stored("1.1.0", "TCPRoute"), "spec"), "");
}

TEST(FieldSchema, TellsWhatIsDemanded) {
  const CrdResource& group = stored("2.0.0", "HTTPRouteGroup");
  EXPECT_TRUE(demands(*field_schema(group, ""), "spec"));
  EXPECT_FALSE(demands(*field_schema(group, "spec"), "matches"));
  EXPECT_EQ(field_schema(stored("2.0.0", "SpiffeID"), ""), nullptr);
}

}  // namespace
}  // namespace nsmkit::releases
