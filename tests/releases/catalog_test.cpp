#include "releases/catalog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace nsmkit::releases {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> versions(const std::vector<const Release*>& releases) {
  std::vector<std::string> out;
  out.reserve(releases.size());
  for (const Release* release : releases) {
    out.push_back(release->version);
  }
  return out;
}

TEST(Catalog, ListsAllReleasesFromOldToNew) {
  ASSERT_EQ(catalog().releases().size(), 19U);
  EXPECT_EQ(catalog().releases().front().version, "0.5.0");
  EXPECT_EQ(catalog().newest().version, "2.0.0");
}

TEST(Catalog, EveryReleaseStatesItsSourceAndFollowsItsPredecessor) {
  const Release* before = nullptr;
  for (const Release& release : catalog().releases()) {
    EXPECT_FALSE(release.source.empty()) << release.version;
    EXPECT_TRUE(release.version.starts_with(release.line + "."));
    EXPECT_EQ(release.predecessor, before == nullptr ? std::nullopt : std::optional(before->version));
    before = &release;
  }
}

TEST(Catalog, FindsReleasesByVersionTagAndLine) {
  EXPECT_EQ(catalog().find_release("1.6.0")->version, "1.6.0");
  EXPECT_EQ(catalog().find_release("v1.6.0")->version, "1.6.0");
  EXPECT_EQ(catalog().find_release("1.6")->version, "1.6.0");
  EXPECT_EQ(catalog().find_release("1.4")->version, "1.4.1");
  EXPECT_EQ(catalog().find_release("v0.9")->version, "0.9.1");
  EXPECT_EQ(catalog().find_release("1.8.0"), nullptr);
  EXPECT_EQ(catalog().find_release(""), nullptr);
  EXPECT_EQ(catalog().find_release("v"), nullptr);
}

TEST(Catalog, SuggestsAReleaseNearby) {
  EXPECT_EQ(catalog().suggest("1.7.1"), "1.7.0");
  EXPECT_EQ(catalog().suggest("1.4.7"), "1.4.1");
  EXPECT_EQ(catalog().suggest("2.00"), "2.0.0");
  EXPECT_EQ(catalog().suggest("kubernetes"), std::nullopt);
}

TEST(Catalog, KnowsTheCrdSetOfEachRelease) {
  const auto set_of = [](const char* version) {
    const CrdSet* set = catalog().crd_set(*catalog().find_release(version));
    return set == nullptr ? std::string("none") : set->name();
  };
  EXPECT_EQ(set_of("0.9.1"), "none");
  EXPECT_EQ(set_of("1.0.1"), "none");
  EXPECT_EQ(set_of("1.1.0"), "1.1.0");
  EXPECT_EQ(set_of("1.2.1"), "1.2.0");
  EXPECT_EQ(set_of("1.4.1"), "1.3.0");
  EXPECT_EQ(set_of("1.7.0"), "1.5.0");
  EXPECT_EQ(set_of("2.0.0"), "2.0.0");
}

TEST(Catalog, NamesMeshKindsOfAllReleases) {
  EXPECT_THAT(catalog().mesh_kinds(),
              ElementsAre("CircuitBreaker", "HTTPRouteGroup", "MeshConfig", "MeshConfigClass", "RateLimit",
                          "SpiffeID", "TCPRoute", "TrafficSplit", "TrafficTarget"));
  EXPECT_TRUE(catalog().is_mesh_kind("nsm.nginx.com", "MeshConfig"));
  EXPECT_FALSE(catalog().is_mesh_kind("apps", "Deployment"));
}

TEST(Catalog, TellsWhichReleasesServeAResource) {
  EXPECT_THAT(versions(catalog().serving("nsm.nginx.com", "v1alpha2", "MeshConfig")), ElementsAre("2.0.0"));
  EXPECT_EQ(catalog().serving("specs.smi.nginx.com", "v1alpha2", "RateLimit").front()->version, "1.2.0");
  EXPECT_THAT(catalog().serving("specs.smi.nginx.com", "v1alpha3", "RateLimit"), IsEmpty());
}

TEST(CrdSet, FindsServedResources) {
  const CrdSet& set = *catalog().crd_set("2.0.0");
  EXPECT_NE(set.find("split.smi-spec.io/v1alpha3", "TrafficSplit"), nullptr);
  EXPECT_EQ(set.find("split.smi-spec.io/v1alpha1", "TrafficSplit"), nullptr);
  EXPECT_EQ(set.find("v1alpha3", "TrafficSplit"), nullptr);
  EXPECT_EQ(set.find("nsm.nginx.com", "v1alpha2", "MeshConfigClass")->scope, Scope::kCluster);
}

TEST(CrdSet, ListsTheStoredVersionFirst) {
  const auto found = catalog().crd_set("1.5.0")->by_kind("RateLimit");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0]->version, "v1alpha2");
  EXPECT_EQ(found[1]->version, "v1alpha1");
}

TEST(CrdSet, SharesSchemasThatDidNotChange) {
  const auto* before = catalog().crd_set("1.1.0")->find("split.smi-spec.io/v1alpha3", "TrafficSplit");
  const auto* same = catalog().crd_set("1.3.0")->find("split.smi-spec.io/v1alpha3", "TrafficSplit");
  const auto* after = catalog().crd_set("1.5.0")->find("split.smi-spec.io/v1alpha3", "TrafficSplit");
  EXPECT_EQ(before->schema, same->schema);
  EXPECT_NE(before->schema, after->schema);
}

TEST(CrdSet, EveryResourceStatesItsSource) {
  for (const CrdSet& set : catalog().crd_sets()) {
    for (const CrdResource& resource : set.resources()) {
      EXPECT_TRUE(resource.source.starts_with("v" + set.name() + ":")) << resource.kind;
      EXPECT_EQ(resource.schema == nullptr, resource.machine_made) << resource.kind;
    }
  }
}

}  // namespace
}  // namespace nsmkit::releases
