#include "bundle/simulate.hpp"

#include <gtest/gtest.h>

#include "tests/bundle/bundle_fixture.hpp"

namespace nsmkit::bundle {
namespace {

model::Resource resource(Json object) {
  base::ResourceRef ref = model::reference_of(object);
  return {std::move(ref), std::move(object), {}, {"live.yaml", {1, 1}, 0, {}}};
}

Json owner(const char* kind, const char* name, const char* uid, bool controls) {
  return {{"apiVersion", "x/v1"}, {"kind", kind}, {"name", name}, {"uid", uid}, {"controller", controls}};
}

Prediction predict(const Json& object, const LiveObjects& live, const std::string& controller = {}) {
  ObjectEntry entry;
  entry.ref = model::reference_of(object);
  entry.owner = controller;
  entry.wave = 2;
  return simulate({entry}, {resource(object)}, live).front();
}

TEST(Simulate, WhatIsNotThereIsCreated) {
  EXPECT_EQ(predict(split_object("shop", "cart"), {}).outcome, Outcome::kCreated);
}

TEST(Simulate, TellsEqualFromDifferent) {
  LiveObjects live;
  live.add(resource(split_object("shop", "cart", 90)), "u1");
  EXPECT_EQ(predict(split_object("shop", "cart", 90), live).outcome, Outcome::kEqual);
  const Prediction other = predict(split_object("shop", "cart", 80), live);
  EXPECT_EQ(other.outcome, Outcome::kDiffers);
  EXPECT_EQ(other.differences,
            (std::vector<std::string>{"/spec/backends/0/weight", "/spec/backends/1/weight"}));
  EXPECT_EQ(other.live.file, "live.yaml");
  EXPECT_EQ(predict(split_object("pay", "cart"), live).outcome, Outcome::kCreated);
}

TEST(Simulate, MissesNamespacesOnlyWhereTheExportHasThem) {
  LiveObjects live;
  live.add(resource({{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", "shop"}}}}), "");
  EXPECT_EQ(predict(split_object("shop", "cart"), live).outcome, Outcome::kCreated);
  EXPECT_EQ(predict(split_object("pay", "cart"), live).outcome, Outcome::kNoNamespace);
}

TEST(Simulate, KnowsWhatTheGarbageCollectorDoes) {
  Json owned = split_object("shop", "cart");
  owned["metadata"]["ownerReferences"] = Json::array({owner("Shop", "one", "u7", false)});
  const Prediction unknown = predict(owned, {});
  EXPECT_EQ(unknown.outcome, Outcome::kCreated);
  EXPECT_EQ(unknown.text, "whether its owner Shop one is in the cluster, the export does not show");

  Json shop = {
      {"apiVersion", "x/v1"}, {"kind", "Shop"}, {"metadata", {{"name", "one"}, {"namespace", "shop"}}}};
  LiveObjects made_anew;
  made_anew.add(resource(shop), "u8");
  EXPECT_EQ(predict(owned, made_anew).outcome, Outcome::kCollected);
  LiveObjects same;
  same.add(resource(shop), "u7");
  EXPECT_EQ(predict(owned, same).outcome, Outcome::kCreated);
}

TEST(Simulate, LeavesObjectsToTheirControllers) {
  Json owned = split_object("shop", "cart");
  owned["metadata"]["ownerReferences"] = Json::array({owner("Canary", "cart", "u7", true)});
  LiveObjects live;
  live.add(resource(owned), "u1");
  EXPECT_EQ(predict(owned, live, "Canary cart").outcome, Outcome::kLeft);
  live.add(
      resource(
          {{"apiVersion", "flagger.app/v1beta1"}, {"kind", "Canary"}, {"metadata", {{"name", "other"}}}}),
      "u9");
  const Prediction orphan = predict(owned, live, "Canary cart");
  EXPECT_EQ(orphan.outcome, Outcome::kLeft);
  EXPECT_NE(orphan.text.find("Canary cart is not in the cluster"), std::string::npos);
}

TEST(Simulate, SurvivesOddOwners) {
  for (const Json& owners : {Json(1), Json("x"), Json::array({1, nullptr, Json::object(), {{"kind", 5}}})}) {
    Json object = split_object("shop", "cart");
    object["metadata"]["ownerReferences"] = owners;
    EXPECT_EQ(predict(object, {}).outcome, Outcome::kCreated);
  }
}

}  // namespace
}  // namespace nsmkit::bundle
