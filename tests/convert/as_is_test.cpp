// The answer at a glance against the conversion itself: on the corpus of objects that were created
// on a real API server, each for every set of CRDs, and on changed ones.
#include "convert/as_is.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <random>
#include <set>

#include "releases/catalog.hpp"

namespace nsmkit::convert {
namespace {

std::vector<Json> corpus() {
  std::vector<Json> objects;
  std::ifstream in(NSMKIT_SOURCE_DIR "/fixtures/conformance/crd-verdicts.jsonl");
  for (std::string line; std::getline(in, line);) {
    objects.push_back(Json::parse(line).at("manifest"));
    // Its TrafficTargets name TCPRoutes, which are a doubt; the same without.
    const Json::json_pointer rules("/spec/rules");
    if (objects.back().is_object() && objects.back().contains(rules) && objects.back()[rules].is_array()) {
      Json http = objects.back();
      std::erase_if(http[rules].get_ref<Json::array_t&>(), [](const Json& rule) {
        return rule.is_object() && rule.value("kind", Json()) == "TCPRoute";
      });
      objects.push_back(std::move(http));
    }
  }
  return objects;
}

// Values of many shapes, set or removed at a random place.
Json mutated(Json object, std::mt19937& random) {
  static const std::vector<Json> kValues{nullptr,
                                         true,
                                         0,
                                         -1,
                                         7,
                                         900'000'000'000'000,
                                         1.5,
                                         "",
                                         "text",
                                         "900m",
                                         Json::array(),
                                         Json::object(),
                                         Json::array({Json::object()}),
                                         {{"kind", "TCPRoute"}, {"name", "x"}},
                                         "IdentityBinding",
                                         "TCPRoute"};
  static const std::vector<std::string> kNames{"matches", "group",   "port",  "service", "rules",
                                               "headers", "sources", "specs", "weight",  "apiVersion"};
  Json* at = &object;
  while (at->is_structured() && !at->empty() && random() % 4 != 0) {
    auto child = at->begin();
    std::advance(child, static_cast<std::ptrdiff_t>(random() % at->size()));
    at = &*child;
  }
  if (at->is_object() && random() % 2 == 0) {
    (*at)[kNames[random() % kNames.size()]] = kValues[random() % kValues.size()];
  } else {
    *at = kValues[random() % kValues.size()];
  }
  return object;
}

struct Tally {
  int stay = 0;
  std::set<std::string> kinds;
};

struct ForSet {
  Target target;
  std::unique_ptr<AsIs> as_is;
};

const std::vector<ForSet>& for_sets() {
  static const std::vector<ForSet> kAll = [] {
    std::vector<ForSet> all;
    for (const releases::CrdSet& crds : releases::catalog().crd_sets()) {
      const Target target{crds, "the target", nullptr, {}};
      all.push_back({target, std::make_unique<AsIs>(target, Options())});
    }
    return all;
  }();
  return kAll;
}

void compare(const Json& object, Tally& tally) {
  if (!object.is_object()) return;
  const model::Resource resource{model::reference_of(object), object, {}, {}};
  const model::ResourceSet set;
  for (const ForSet& each : for_sets()) {
    if (each.as_is->glance(resource) == Glance::kDoubt) continue;
    ++tally.stay;
    tally.kinds.insert(resource.ref.kind);
    Lookup lookup(set);
    const Outcome outcome = convert(resource, each.target, {}, lookup);
    EXPECT_EQ(outcome.loss, Loss::kNone) << object.dump() << " for " << each.target.crds.name();
    EXPECT_TRUE(outcome.objects.empty()) << object.dump();
    EXPECT_TRUE(outcome.findings.empty()) << object.dump() << outcome.findings.front().message;
  }
}

TEST(AsIsTest, NeverDiffersFromTheConversion) {
  Tally tally;
  for (const Json& object : corpus()) {
    compare(object, tally);
  }
  EXPECT_GT(tally.stay, 300);
  EXPECT_EQ(tally.kinds, (std::set<std::string>{"CircuitBreaker", "HTTPRouteGroup", "RateLimit", "TCPRoute",
                                                "TrafficSplit", "TrafficTarget"}));
}

TEST(AsIsTest, NeverDiffersFromTheConversionOfChangedObjects) {
  std::mt19937 random(1);  // NOLINT: the same objects in every run
  Tally tally;
  for (const Json& object : corpus()) {
    for (int i = 0; i < 8; ++i) {
      compare(mutated(object, random), tally);
    }
  }
  EXPECT_GT(tally.stay, 1000);
}

// A TCPRoute that has ports is where a TrafficTarget gets them from.
TEST(AsIsTest, TellsTargetsThatPortsMayChange) {
  const AsIs as_is({*releases::catalog().crd_set("2.0.0"), "2.0.0", nullptr, {}}, {});
  const auto glance = [&as_is](const char* kind) {
    const Json subject{{"kind", "ServiceAccount"}, {"name", "a"}};
    const Json object{{"apiVersion", "access.smi-spec.io/v1alpha2"},
                      {"kind", "TrafficTarget"},
                      {"metadata", {{"name", "t"}}},
                      {"spec",
                       {{"destination", subject},
                        {"sources", Json::array({subject})},
                        {"rules", Json::array({{{"kind", kind}, {"name", "r"}}})}}}};
    return as_is.glance({model::reference_of(object), object, {}, {}});
  };
  EXPECT_EQ(glance("HTTPRouteGroup"), Glance::kStays);
  EXPECT_EQ(glance("TCPRoute"), Glance::kStaysWithoutPorts);
  EXPECT_EQ(glance("UDPRoute"), Glance::kDoubt);
}

// What it is for: the objects of an export that fits the target.
TEST(AsIsTest, IsTrueOfAnOrdinaryExport) {
  const releases::CrdSet& crds = *releases::catalog().crd_set("2.0.0");
  const AsIs as_is({crds, "2.0.0", nullptr, {}}, {});
  int stay = 0;
  int all = 0;
  for (const char* kind :
       {"circuitbreakers", "httproutegroups", "ratelimits", "tcproutes", "trafficsplits", "traffictargets"}) {
    std::ifstream in(NSMKIT_SOURCE_DIR "/fixtures/exports/shop-1.6/" + std::string(kind) + ".json");
    const Json list = Json::parse(in);
    for (const Json& object : list.at("items")) {
      const model::Resource resource{model::reference_of(object), object, {}, {}};
      stay += as_is.glance(resource) == Glance::kDoubt ? 0 : 1;
      ++all;
    }
  }
  EXPECT_EQ(all, 14);
  EXPECT_GE(stay, 10);
}

}  // namespace
}  // namespace nsmkit::convert
