// The quick answer "stays as it is" against the conversion itself: on the corpus of objects that were created
// on a real API server, each for every set of CRDs, and on changed ones.
#include "convert/as_is.hpp"

#include <gtest/gtest.h>

#include <fstream>
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

void compare(const Json& object, Tally& tally) {
  if (!object.is_object()) return;
  const model::Resource resource{model::reference_of(object), object, {}, {}};
  model::ResourceSet set;
  for (const releases::CrdSet& crds : releases::catalog().crd_sets()) {
    const Target target{crds, "the target", nullptr, {}};
    const Options options;
    if (!stays_as_is(resource, target, options)) continue;
    ++tally.stay;
    tally.kinds.insert(resource.ref.kind);
    Lookup lookup(set);
    const Outcome outcome = convert_step_by_step(resource, target, options, lookup);
    EXPECT_EQ(outcome.loss, Loss::kNone) << object.dump() << " for " << crds.name();
    EXPECT_TRUE(outcome.objects.empty()) << object.dump();
    EXPECT_TRUE(outcome.findings.empty()) << object.dump() << outcome.findings.front().message;
  }
}

TEST(StaysAsIs, NeverDiffersFromTheConversion) {
  Tally tally;
  for (const Json& object : corpus()) {
    compare(object, tally);
  }
  EXPECT_GT(tally.stay, 300);
  EXPECT_EQ(tally.kinds, (std::set<std::string>{"CircuitBreaker", "HTTPRouteGroup", "RateLimit", "TCPRoute",
                                                "TrafficSplit", "TrafficTarget"}));
}

TEST(StaysAsIs, NeverDiffersFromTheConversionOfChangedObjects) {
  std::mt19937 random(1);  // NOLINT: the same objects in every run
  Tally tally;
  for (const Json& object : corpus()) {
    for (int i = 0; i < 8; ++i) {
      compare(mutated(object, random), tally);
    }
  }
  EXPECT_GT(tally.stay, 1000);
}

// What the quick answer is for: the objects of an export that fits the target.
TEST(StaysAsIs, IsTrueOfAnOrdinaryExport) {
  const releases::CrdSet& crds = *releases::catalog().crd_set("2.0.0");
  const Target target{crds, "2.0.0", nullptr, {}};
  int stay = 0;
  int all = 0;
  for (const char* kind :
       {"circuitbreakers", "httproutegroups", "ratelimits", "tcproutes", "trafficsplits", "traffictargets"}) {
    std::ifstream in(NSMKIT_SOURCE_DIR "/fixtures/exports/shop-1.6/" + std::string(kind) + ".json");
    const Json list = Json::parse(in);
    for (const Json& object : list.at("items")) {
      const model::Resource resource{model::reference_of(object), object, {}, {}};
      stay += stays_as_is(resource, target, {}) ? 1 : 0;
      ++all;
    }
  }
  EXPECT_EQ(all, 14);
  EXPECT_GE(stay, 10);
}

}  // namespace
}  // namespace nsmkit::convert
