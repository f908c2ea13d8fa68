// The CRDs that `nsmkit releases REL --crds DIR` writes: those that nsmkit checks with, and those that the
// releases brought.
#include "cli/release_crds.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include "cli/app.hpp"
#include "io/file_system.hpp"
#include "releases/catalog.hpp"
#include "tests/support/temporary_folder.hpp"
#include "validate/crd_loader.hpp"
#include "yaml/recheck.hpp"
#include "yaml/writer.hpp"

namespace nsmkit::cli {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = NSMKIT_SOURCE_DIR;

/// The only document of a YAML text, read by the reader that nsmkit does not use itself.
Json read_yaml(const std::string& text) {
  const yaml::Recheck read = yaml::recheck(text);
  EXPECT_FALSE(read.problem.has_value()) << read.problem->message;
  EXPECT_EQ(read.documents.size(), 1U);
  return read.documents.at(0).value;
}

Json read_back(const Json& object) {
  std::string text;
  yaml::write_yaml(text, object);
  return read_yaml(text);
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

/// Takes out of a schema what changes no verdict: descriptions, the order of `required`, and the members
/// that every object has, which the server checks by itself.
void strip_schema(Json& schema) {
  schema.erase("description");
  if (schema.contains("required")) {
    std::sort(schema["required"].begin(), schema["required"].end());
  }
  for (const char* one : {"items", "additionalProperties"}) {
    if (schema.contains(one) && schema[one].is_object()) {
      strip_schema(schema[one]);
    }
  }
  if (schema.contains("properties")) {
    for (Json& property : schema["properties"]) {
      strip_schema(property);
    }
  }
}

/// A CRD with the differences between those of nsmkit and the originals taken out.
Json comparable(Json crd) {
  crd.erase("status");  // the server's
  Json& names = crd["spec"]["names"];
  names["listKind"] = names["kind"].get<std::string>() + "List";  // the server's default where absent
  for (Json& version : crd["spec"]["versions"]) {
    version.erase("additionalPrinterColumns");
    Json& schema = version["schema"]["openAPIV3Schema"];
    strip_schema(schema);
    if (schema.contains("properties")) {
      for (const char* member : {"apiVersion", "kind", "metadata"}) {
        schema["properties"].erase(member);
      }
    }
  }
  return crd;
}

TEST(ReleaseCrds, AreThoseOfTheReleases) {
  std::size_t compared = 0;
  for (const auto& folder : fs::directory_iterator(kSource / "fixtures/crds/upstream")) {
    const releases::Release* release = releases::catalog().find_release(folder.path().filename().string());
    ASSERT_NE(release, nullptr) << folder.path();
    std::map<std::string, Json> ours;
    for (CrdObject& crd : crd_objects(*releases::catalog().crd_set(*release))) {
      ours[crd.name] = std::move(crd.object);
    }
    for (const auto& file : fs::directory_iterator(folder.path())) {
      const Json original = read_yaml(testing_support::content_of(file.path()));
      const auto name = original.at("metadata").at("name").get<std::string>();
      ASSERT_TRUE(ours.contains(name)) << release->version << ' ' << name;
      EXPECT_EQ(comparable(ours[name]), comparable(original)) << release->version << ' ' << name;
      ours.erase(name);
      ++compared;
    }
    ours.erase("spiffeids.spiffeid.spiffe.io");  // made by a controller: nsmkit does not check its content
    EXPECT_TRUE(ours.empty()) << release->version << ' ' << ours.begin()->first;
  }
  EXPECT_EQ(compared, 26U);
}

/// Standard output and exit status of a command.
std::pair<std::string, int> output_of(const std::vector<std::string>& arguments) {
  const auto files = io::real_file_system();
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Context context{*files, in, out, err};
  context.today = "2025-06-30";
  const int status = run(arguments, context);
  EXPECT_LT(status, 2) << err.str();
  return {out.str(), status};
}

TEST(ReleaseCrds, GiveTheSameVerdictsAsTheRelease) {
  const testing_support::TemporaryFolder temporary;
  std::set<std::string> reports;
  for (const releases::Release& release : releases::catalog().releases()) {
    if (!release.crd_set) {
      continue;
    }
    const std::string crds = (temporary.path() / release.version).string();
    output_of({"--quiet", "releases", release.version, "--crds", crds});
    std::vector<std::string> command{"validate", "--to", release.version, "--format", "text"};
    for (const char* input : {"fixtures/exports/shop-1.6", "fixtures/cli/validate/broken",
                              "fixtures/cli/convert/headers", "fixtures/cli/convert/split-ratio"}) {
      command.push_back((kSource / input).string());
    }
    const auto own = output_of(command);
    command.insert(command.end(), {"--crds", crds});
    EXPECT_EQ(output_of(command), own) << release.version;
    reports.insert(own.first);
  }
  // Otherwise the objects would not tell the releases apart.
  EXPECT_GE(reports.size(), 3U);
}

}  // namespace
}  // namespace nsmkit::cli
