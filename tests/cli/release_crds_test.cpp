// The CRDs that `nsmkit releases REL --crds DIR` writes are those that nsmkit checks with.
#include "cli/release_crds.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "releases/catalog.hpp"
#include "validate/crd_loader.hpp"
#include "yaml/recheck.hpp"
#include "yaml/writer.hpp"

namespace nsmkit::cli {
namespace {

/// Written as YAML and read back by the other reader.
Json read_back(const Json& object) {
  std::string text;
  yaml::write_yaml(text, object);
  const yaml::Recheck read = yaml::recheck(text);
  EXPECT_FALSE(read.problem.has_value()) << read.problem->message;
  return read.documents.at(0).value;
}

TEST(ReleaseCrds, AreReadAsWhatTheyCameFrom) {
  for (const releases::CrdSet& set : releases::catalog().crd_sets()) {
    std::vector<releases::CrdResource> resources;
    for (const CrdObject& crd : crd_objects(set)) {
      const Json object = read_back(crd.object);
      EXPECT_EQ(object, crd.object) << crd.name;
      EXPECT_EQ(object.at("metadata").at("name"), crd.name);
      validate::LoadedCrd loaded = validate::load_crd(object);
      EXPECT_TRUE(loaded.violations.empty()) << crd.name << ": " << loaded.violations.front().message;
      std::move(loaded.resources.begin(), loaded.resources.end(), std::back_inserter(resources));
    }
    ASSERT_EQ(resources.size(), set.resources().size()) << set.name();
    for (const releases::CrdResource& expected : set.resources()) {
      const auto same = std::find_if(resources.begin(), resources.end(), [&](const auto& r) {
        return r.group == expected.group && r.version == expected.version && r.kind == expected.kind;
      });
      ASSERT_NE(same, resources.end()) << expected.kind;
      EXPECT_EQ(same->plural, expected.plural);
      EXPECT_EQ(same->served, expected.served);
      EXPECT_EQ(same->storage, expected.storage);
      EXPECT_EQ(same->scope, expected.scope);
      EXPECT_EQ(same->status_subresource, expected.status_subresource);
      if (expected.schema != nullptr) {
        EXPECT_EQ(*same->schema, *expected.schema) << set.name() << ' ' << expected.kind;
      }
    }
  }
}

TEST(ReleaseCrds, StoreOneVersion) {
  for (const releases::CrdSet& set : releases::catalog().crd_sets()) {
    for (const CrdObject& crd : crd_objects(set)) {
      int stored = 0;
      for (const Json& version : crd.object.at("spec").at("versions")) {
        stored += version.at("storage").get<bool>() ? 1 : 0;
      }
      EXPECT_EQ(stored, 1) << set.name() << ' ' << crd.name;
    }
  }
}

}  // namespace
}  // namespace nsmkit::cli
